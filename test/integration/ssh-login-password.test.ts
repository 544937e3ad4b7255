import { afterAll, describe, expect, it } from 'vitest';
import { proxyScope } from '../../shared/model/secret-scope';
import { freePort } from '../support/ports';
import type { LoginStep } from '../support/scripted-login';
import {
  cameToNothing,
  closeCases,
  inOrder,
  rigFor,
  secret,
  serverFor,
  startedUp,
} from '../support/ssh-cases';

afterAll(closeCases);

const user = 'ec2-user';
const right: LoginStep = { method: 'password', password: 'swordfish' };
const byPassword = [{ method: 'password' }] as const;

describe.concurrent('a password', () => {
  it('that is right is asked for before the bastion is dialled', async () => {
    const server = await serverFor({ login: [right] });
    const rig = await rigFor({
      port: server.port,
      user,
      authentication: byPassword,
      answer: () => {
        expect(server.count()).toBe(0);
        return secret('swordfish');
      },
    });
    const { session } = await startedUp(rig);
    expect(session.authenticatedBy).toBe('password');
    expect(server.requests).toEqual(['none', 'password']);
    expect(rig.remembered).toEqual([]);
  });

  it('that is wrong is asked for again; the right one is remembered, and used from then on', async () => {
    const server = await serverFor({ login: [right] });
    const rig = await rigFor({
      port: server.port,
      user,
      authentication: byPassword,
      answer: inOrder(secret('tuna', true), secret('swordfish', true)),
    });
    await startedUp(rig);
    expect(rig.prompts).toMatchObject([{ wrong: false }, { wrong: true }]);
    expect(rig.remembered.map(({ secret }) => Buffer.from(secret).toString())).toEqual([
      'swordfish',
    ]);
    for (const socket of server.sockets) socket.destroy();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(server.requests).toEqual(['none', 'password', 'password', 'none', 'password']);
    expect(rig.prompts).toHaveLength(2);
  });

  it('that has expired is told, instead of waiting for a server that waits for a new one', async () => {
    const server = await serverFor({ login: [{ ...right, expired: true }] });
    const { cause } = await cameToNothing({
      port: server.port,
      user,
      authentication: byPassword,
      answer: inOrder(secret('swordfish', true)),
    });
    expect(cause).toEqual({ code: 'password-expired', user });
    expect(server.requests).toEqual(['none', 'password']);
  });

  it('that opens something on the way is overwritten when the tunnel comes to nothing', async () => {
    const known = Buffer.from('of a proxy');
    const { cause } = await cameToNothing({
      port: await freePort(),
      user,
      authentication: byPassword,
      secret: Buffer.from('swordfish'),
      waySecrets: [
        { scope: proxyScope({ host: 'proxy', port: 8080, user: 'ana' }), secret: known },
      ],
    });
    expect(cause).toMatchObject({ code: 'bastion-unreachable' });
    expect(known.every((byte) => byte === 0)).toBe(true);
  });

  it('that stays wrong ends in a refusal, and nothing is remembered', async () => {
    const server = await serverFor({ login: [right] });
    const { rig, cause } = await cameToNothing({
      port: server.port,
      user,
      authentication: byPassword,
      answer: () => secret('tuna', true),
    });
    expect(cause).toEqual({
      code: 'auth-refused',
      user,
      tried: ['password'],
      accepted: ['password'],
    });
    expect(rig.prompts).toHaveLength(3);
    expect(rig.remembered).toEqual([]);
    expect(server.sockets.size).toBe(0);
  });

  it('nobody wants to give stops the tunnel, and nobody is dialled', async () => {
    const server = await serverFor({ login: [right] });
    const { cause } = await cameToNothing({
      port: server.port,
      user,
      authentication: byPassword,
      answer: () => ({ kind: 'cancel' }),
    });
    expect(cause).toBeNull();
    expect(server.count()).toBe(0);
  });

  it('that was stored and is out of date is asked for', async () => {
    const server = await serverFor({ login: [right] });
    const rig = await rigFor({
      port: server.port,
      user,
      authentication: byPassword,
      secret: Buffer.from('tuna'),
      answer: () => secret('swordfish'),
    });
    await startedUp(rig);
    expect(rig.prompts).toMatchObject([{ kind: 'password', wrong: true }]);
  });
});
