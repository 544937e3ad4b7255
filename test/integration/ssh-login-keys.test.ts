import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authentication } from '../../shared/model/profile';
import { KeyMaker } from '../support/key-files';
import { newKey } from '../support/login-key';
import {
  cameToNothing,
  closeCases,
  inOrder,
  rigAt,
  rigFor,
  secret,
  serverFor,
  sshdFor,
  startedUp,
} from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';

const maker = new KeyMaker();
let sshd: Sshd;

beforeAll(async () => {
  sshd = await sshdFor();
});
afterAll(async () => {
  await closeCases();
  maker.remove();
});

function keyFile(path: string): Authentication {
  return { method: 'key-file', path };
}

describe.concurrent('a key file', () => {
  it('that the server does not know: what was tried and what it takes', async () => {
    const stranger = newKey(maker);
    const authentication = [keyFile(stranger.file)];
    const { cause } = await cameToNothing({ port: sshd.port, user: sshd.user, authentication });
    expect(cause).toEqual({
      code: 'auth-refused',
      user: sshd.user,
      tried: [`publickey ${stranger.fingerprint}`],
      accepted: ['publickey'],
    });
  });

  it('for a user the server does not know', async () => {
    const user = 'nobody-of-that-name';
    const { cause } = await cameToNothing({ port: sshd.port, user });
    expect(cause).toMatchObject({ code: 'auth-refused', user, accepted: ['publickey'] });
    expect(sshd.log()).toContain(`Invalid user ${user}`);
  });

  it('of RSA signs with SHA-2 where nothing else is taken (SSH-17)', async () => {
    const modern = await sshdFor({ config: ['PubkeyAcceptedAlgorithms rsa-sha2-256'] });
    const key = maker.base('rsa-2048');
    modern.authorize(key.publicLine);
    const rig = await rigAt(modern, { authentication: [keyFile(key.file)] });
    await startedUp(rig);
    expect(modern.log()).toMatch(/Accepted publickey .* RSA/);
  });

  it('that is encrypted is asked for once, and not again when the tunnel heals', async () => {
    const key = newKey(maker, 'open sesame');
    const bastion = await sshdFor({ authorizedKeys: [key.publicLine] });
    const rig = await rigFor({
      port: bastion.port,
      user: bastion.user,
      authentication: [keyFile(key.file)],
      answer: () => secret('open sesame', true),
    });
    await startedUp(rig);
    expect(rig.remembered.map(({ secret }) => Buffer.from(secret).toString())).toEqual([
      'open sesame',
    ]);
    await bastion.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(rig.prompts).toMatchObject([{ kind: 'passphrase', wrong: false }]);
    expect(rig.remembered).toHaveLength(1);
  });

  it('whose passphrase was wrong is asked for again; only the right one is remembered', async () => {
    const key = newKey(maker, 'open sesame');
    const rig = await rigAt(sshd, {
      authentication: [keyFile(key.file)],
      answer: inOrder(secret('wrong', true), secret('open sesame', true)),
    });
    sshd.authorize(key.publicLine);
    await startedUp(rig);
    expect(rig.prompts).toMatchObject([{ wrong: false }, { wrong: true }]);
    expect(rig.remembered.map(({ secret }) => Buffer.from(secret).toString())).toEqual([
      'open sesame',
    ]);
  });

  it('is not remembered when the server does not take it', async () => {
    const key = newKey(maker, 'open sesame');
    const { rig, cause } = await cameToNothing({
      port: sshd.port,
      user: sshd.user,
      authentication: [keyFile(key.file)],
      answer: () => secret('open sesame', true),
    });
    expect(cause).toMatchObject({ code: 'auth-refused' });
    expect(rig.remembered).toEqual([]);
  });

  it('stays locked after three wrong passphrases, and nobody is dialled', async () => {
    const key = newKey(maker, 'open sesame');
    const server = await serverFor();
    const { rig, cause } = await cameToNothing({
      port: server.port,
      user: 'somebody',
      authentication: [keyFile(key.file)],
      answer: () => secret('wrong'),
    });
    expect(cause).toMatchObject({ code: 'passphrase-wrong' });
    expect(rig.prompts).toHaveLength(3);
    expect(server.count()).toBe(0);
  });

  it('nobody wants to unlock stops the tunnel', async () => {
    const key = newKey(maker, 'open sesame');
    const { cause } = await cameToNothing({
      port: sshd.port,
      user: sshd.user,
      authentication: [keyFile(key.file)],
      answer: () => ({ kind: 'cancel' }),
    });
    expect(cause).toBeNull();
  });
});
