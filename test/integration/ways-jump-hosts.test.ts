import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { JumpHost } from '../../shared/model/way';
import { startDropbear } from '../support/dropbear';
import { webOrigin } from '../support/origin';
import { freePort, waitUntil } from '../support/ports';
import { startRelay } from '../support/relay';
import {
  cameToNothing,
  closeCases,
  rigFor,
  secret,
  sshdFor,
  startedUp,
  until,
} from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import type { Rig, RigOptions } from '../support/tunnel-rig';

const run = promisify(execFile);

afterAll(closeCases);

const hop = ({ port, user }: { port: number; user: string }): JumpHost => ({
  host: '127.0.0.1',
  port,
  user,
  authentication: null,
});

/** A rig whose key all the servers of its way know. */
async function rigOver(
  servers: readonly { port: number; user: string; authorize(line: string): void }[],
  options: Partial<RigOptions> = {},
): Promise<Rig> {
  const bastion = servers.at(-1);
  if (bastion === undefined) throw new Error('no server');
  const rig = await rigFor({
    port: bastion.port,
    user: bastion.user,
    way: { jumpHosts: servers.slice(0, -1).map(hop) },
    ...options,
  });
  for (const server of servers) server.authorize(rig.publicKey);
  return rig;
}

async function fetchBody(rig: Rig, origin: { port: number }): Promise<Buffer> {
  const url = `http://127.0.0.1:${origin.port}/body`;
  const flags = ['-sS', '--socks5-hostname', `127.0.0.1:${rig.socksPort()}`, url];
  const { stdout } = await run('curl', flags, { encoding: 'buffer', maxBuffer: 64 << 20 });
  return stdout;
}

describe('a way over jump hosts', () => {
  it('passes three OpenSSH servers, each checked and logged in at by itself', async () => {
    const servers = await Promise.all([sshdFor(), sshdFor(), sshdFor()]);
    const origin = until(await webOrigin(3 << 20), (each) => each.close());
    const rig = await rigOver(servers);
    const { session } = await startedUp(rig);
    expect(session.hostKey.fingerprint).toBe(servers[2]?.fingerprint());
    expect((await fetchBody(rig, origin)).equals(origin.body)).toBe(true);
    const trusted = rig.log.filter((event) => event.code === 'host-key-trusted');
    expect(trusted.map((event) => event.fingerprint)).toEqual(
      servers.map((server) => server.fingerprint()),
    );
    const hops = rig.log.flatMap((event) =>
      event.code === 'stage' && event.stage === 'authentication' ? [event.hop ?? 'bastion'] : [],
    );
    expect(hops).toEqual([1, 2, 'bastion']);
    // Each saw one login and knows nothing of the others' keys.
    for (const server of servers) expect(server.log().match(/Accepted publickey/g)).toHaveLength(1);
    await rig.stop();
    for (const server of servers) {
      await waitUntil('the session to be closed', () =>
        /Disconnected from|Connection closed by/.test(server.log()),
      );
    }
  });

  it('passes a dropbear', async () => {
    const dropbear = until(await startDropbear(), (each) => each.stop());
    const sshd = await sshdFor();
    const origin = until(await webOrigin(), (each) => each.close());
    const rig = await rigOver([dropbear, sshd]);
    await startedUp(rig);
    expect((await fetchBody(rig, origin)).equals(origin.body)).toBe(true);
  });

  it('logs in at a jump host with a key and a passphrase of its own, asked once', async () => {
    const folder = until(temporaryFolder('culvert-hop-'), async (each) => each.remove());
    const path = folder.file('own');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', path]);
    const [jump, bastion] = await Promise.all([sshdFor(), sshdFor()]);
    jump.authorize(readFileSync(`${path}.pub`, 'utf8'));
    const authentication = [{ method: 'key-file', path } as const];
    const rig = await rigFor({
      port: bastion.port,
      user: bastion.user,
      way: { jumpHosts: [{ ...hop(jump), authentication }] },
      answer: () => secret('open sesame', true),
    });
    bastion.authorize(rig.publicKey);
    await startedUp(rig);
    await bastion.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(rig.prompts).toMatchObject([{ kind: 'passphrase', keyName: 'own' }]);
    const kept = rig.remembered.map(({ scope, secret: bytes }) => ({
      scope: scope ?? '',
      secret: Uint8Array.from(bytes),
    }));
    expect(kept).toMatchObject([{ scope: expect.stringContaining(`key ${path}`) }]);
    await rig.stop();
    // Another run that is given what was kept has nothing to ask.
    const later = await rigFor({
      port: bastion.port,
      user: bastion.user,
      way: { jumpHosts: [{ ...hop(jump), authentication }] },
      waySecrets: kept,
    });
    bastion.authorize(later.publicKey);
    await startedUp(later);
    expect(later.prompts).toEqual([]);
  });
});

describe('a way over jump hosts heals', () => {
  it.each([
    ['the jump host', 0],
    ['the bastion', 1],
  ])('when %s is restarted, with the port kept', async (_what, which) => {
    const servers = await Promise.all([sshdFor(), sshdFor()]);
    const origin = until(await webOrigin(), (each) => each.close());
    const rig = await rigOver(servers);
    await startedUp(rig);
    const port = rig.socksPort();
    const broken = servers[which] as Sshd;
    await broken.restart();
    await rig.until('reconnecting');
    const lost = rig.log.find((event) => event.code === 'lost');
    expect(lost?.cause).toEqual(
      expect.objectContaining({ code: 'connection-lost', port: broken.port }),
    );
    expect(Object(lost?.cause).hop).toBe(which === 0 ? 1 : undefined);
    await rig.until('up', 30_000);
    expect(rig.socksPort()).toBe(port);
    expect((await fetchBody(rig, origin)).equals(origin.body)).toBe(true);
  });

  it('when nothing comes back any more, and says which server went silent', async () => {
    const [jump, bastion] = await Promise.all([sshdFor(), sshdFor()]);
    const relay = until(await startRelay(jump.port), (each) => each.close());
    const rig = await rigOver([{ ...jump, port: relay.port, authorize: jump.authorize }, bastion], {
      keepAliveMs: 400,
    });
    await startedUp(rig);
    relay.blackhole();
    await waitUntil(
      'the silence to be noticed',
      () => rig.states.at(-1)?.state === 'reconnecting',
      20_000,
    );
    const lost = rig.log.find((event) => event.code === 'lost');
    expect(lost?.cause).toMatchObject({ code: 'connection-lost', why: 'silent' });
    relay.restore();
    await rig.until('up', 45_000);
  });
});

describe('a failure on the way names its server', () => {
  const refused = async (which: 0 | 1): Promise<RigOptions> => {
    const [jump, bastion] = await Promise.all([sshdFor(), sshdFor()]);
    const folder = until(temporaryFolder('culvert-hop-'), async (each) => each.remove());
    const path = folder.file('key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
    [jump, bastion][1 - which]?.authorize(readFileSync(`${path}.pub`, 'utf8'));
    return {
      port: bastion.port,
      user: bastion.user,
      authentication: [{ method: 'key-file', path }],
      way: { jumpHosts: [hop(jump)] },
    };
  };

  it('when a jump host refuses the login', async () => {
    const { cause } = await cameToNothing(await refused(0));
    expect(cause).toMatchObject({ code: 'auth-refused', server: { hop: 1, host: '127.0.0.1' } });
  });

  it('when the bastion behind it does', async () => {
    const { cause } = await cameToNothing(await refused(1));
    expect(cause).toMatchObject({ code: 'auth-refused' });
    expect(cause).not.toHaveProperty('server');
  });

  it('when the jump host cannot be reached', async () => {
    const [bastion, port] = await Promise.all([sshdFor(), freePort()]);
    const rig = await rigOver([{ ...bastion, port, authorize: () => undefined }, bastion]);
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({
      code: 'bastion-unreachable',
      port,
      why: 'refused',
      hop: 1,
    });
  });

  it.each([
    ['nothing listens there', [], 'bastion-unreachable', { why: 'refused', via: '127.0.0.1' }],
    ['it forwards nothing', ['AllowTcpForwarding no'], 'jump-host-prohibits', { via: '127.0.0.1' }],
  ])('when the bastion cannot be reached from it: %s', async (_what, config, code, more) => {
    const [jump, port] = await Promise.all([sshdFor({ config }), freePort()]);
    const rig = await rigOver([jump, { ...jump, port, authorize: () => undefined }]);
    await rig.start();
    const cause = await rig.blockedBy();
    expect(cause).toMatchObject({ code, host: '127.0.0.1', port, ...more });
    expect(cause).not.toHaveProperty('hop');
  });

  it('when a jump host shows an unknown key: nothing is dialled beyond it', async () => {
    const [jump, bastion] = await Promise.all([sshdFor(), sshdFor()]);
    const rig = await rigOver([jump, bastion], {
      trust: { expected: [bastion.fingerprint()], acceptNew: false },
      answer: () => ({ kind: 'cancel' }),
    });
    await rig.start();
    await waitUntil('the question', () => rig.prompts.length > 0);
    expect(rig.prompts[0]).toMatchObject({ kind: 'host-key', port: jump.port });
    expect(await rig.blockedBy()).toMatchObject({ code: 'host-key-refused', hop: 1 });
    expect(jump.log()).not.toContain('Accepted');
    expect(bastion.log()).not.toContain('Connection from');
  });
});
