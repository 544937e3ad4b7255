import { execFile } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartTrust } from '../../electron/tunnel/start-request';
import type { Prompt, PromptAnswer } from '../../shared/model/prompt';
import {
  cameToNothing,
  closeCases,
  rigAt,
  serverFor,
  sshdFor,
  startedUp,
} from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

const asking: StartTrust = { expected: [], acceptNew: false };
const trustIt = (prompt: Prompt): PromptAnswer =>
  prompt.kind === 'host-key'
    ? { kind: 'trust', fingerprint: prompt.fingerprint }
    : { kind: 'cancel' };

let sshd: Sshd;
let loud: Sshd;

beforeAll(async () => {
  // At this level sshd names every authentication request that reaches it.
  const config = ['LogLevel DEBUG'];
  [sshd, loud] = await Promise.all([sshdFor(), sshdFor({ config })]);
});
afterAll(async () => {
  try {
    expect(loud.log()).toContain('SSH2_MSG_KEXINIT');
    expect(loud.log()).not.toContain('userauth-request');
  } finally {
    await closeCases();
  }
});

function publicKey(server: Sshd): string {
  const text = readFileSync(`${server.hostKeyFile('ed25519')}.pub`, 'utf8');
  return text.split(' ').slice(0, 2).join(' ');
}

/** Dials the loud sshd with a known_hosts file of its own; no authentication may reach it. */
async function refusedBy(
  lines: string,
  answer?: (prompt: Prompt) => PromptAnswer,
  trust = asking,
  hostKeyAlias?: string,
) {
  const file = `${loud.hostKeyFile('ed25519')}.known-${Math.random()}`;
  writeFileSync(file, lines);
  const outcome = await cameToNothing({
    port: loud.port,
    user: loud.user,
    trust,
    knownHosts: file,
    ...(hostKeyAlias !== undefined && { hostKeyAlias }),
    ...(answer && { answer }),
  });
  expect(readFileSync(file, 'utf8')).toBe(lines);
  expect(outcome.rig.states).not.toContainEqual({ state: 'connecting', stage: 'authentication' });
  return outcome;
}

describe.concurrent('a host key seen for the first time', () => {
  it('is asked about, kept for its owner alone, and not asked about again', async () => {
    const rig = await rigAt(sshd, { trust: asking, answer: trustIt });
    await startedUp(rig);
    expect(rig.prompts).toMatchObject([
      { kind: 'host-key', port: sshd.port, type: 'ssh-ed25519', fingerprint: sshd.fingerprint() },
    ]);
    const store = join(rig.folder, 'data', 'trusted-hosts');
    expect(readFileSync(store, 'utf8')).toBe(`[127.0.0.1]:${sshd.port} ${publicKey(sshd)}\n`);
    expect(statSync(store).mode & 0o777).toBe(0o600);
    expect(rig.log.map(({ code }) => code)).toContain('host-key-trusted');
    await rig.stop();
    await startedUp(rig);
    expect(rig.prompts).toHaveLength(1);
  });

  it('is taken unasked by whoever said so', async () => {
    const rig = await rigAt(sshd, { trust: { expected: [], acceptNew: true } });
    await startedUp(rig);
    expect(rig.prompts).toEqual([]);
  });

  it('is taken unasked when its fingerprint was named', async () => {
    const rig = await rigAt(sshd, { trust: { expected: [sshd.fingerprint()], acceptNew: false } });
    await startedUp(rig);
    expect(rig.prompts).toEqual([]);
  });

  it.each<[string, (prompt: Prompt) => PromptAnswer]>([
    ['no', () => ({ kind: 'cancel' })],
    ['yes to another fingerprint', () => ({ kind: 'trust', fingerprint: 'SHA256:other' })],
    ['an answer to another question', () => ({ kind: 'answers', answers: [] })],
  ])('is refused by %s', async (_what, answer) => {
    const { rig, cause } = await refusedBy('', answer);
    expect(cause).toMatchObject({
      code: 'host-key-refused',
      fingerprint: loud.fingerprint(),
      port: loud.port,
    });
    expect(rig.prompts).toHaveLength(1);
  });

  it('is asked about when another fingerprint was named, even by who takes new ones', async () => {
    const trust = { expected: [sshd.fingerprint()], acceptNew: true };
    const { rig, cause } = await refusedBy('', () => ({ kind: 'cancel' }), trust);
    expect(rig.prompts).toHaveLength(1);
    expect(cause).toMatchObject({ code: 'host-key-refused' });
  });
});

describe.concurrent('FLT-07, SEC-07: a host key that must not be taken', () => {
  const at = () => `[127.0.0.1]:${loud.port}`;

  it('has changed: both fingerprints are told, whatever was said about new keys', async () => {
    const trust = { expected: [loud.fingerprint()], acceptNew: true };
    const { rig, cause } = await refusedBy(`${at()} ${publicKey(sshd)}\n`, trustIt, trust);
    expect(cause).toMatchObject({
      code: 'host-key-changed',
      fingerprint: loud.fingerprint(),
      known: [{ fingerprint: sshd.fingerprint(), type: 'ssh-ed25519' }],
    });
    expect(rig.prompts).toEqual([]);
  });

  it('is revoked, though another line knows it', async () => {
    const key = publicKey(loud);
    const { rig, cause } = await refusedBy(`${at()} ${key}\n@revoked * ${key}\n`, trustIt);
    expect(cause).toMatchObject({ code: 'host-key-revoked', fingerprint: loud.fingerprint() });
    expect(rig.prompts).toEqual([]);
  });

  it('SSH-02: is shown by one who cannot sign with it: nothing is stored, nothing is sent', async () => {
    const stolen = Buffer.from(publicKey(sshd).split(' ')[1] ?? '', 'base64');
    const rogue = await serverFor({ stolenHostKey: stolen });
    const { rig, cause } = await cameToNothing({
      port: rogue.port,
      user: 'somebody',
      trust: asking,
      answer: trustIt,
    });
    expect(rig.states.filter((state) => 'stage' in state && state.stage === 'tcp')).toHaveLength(1);
    expect(cause).toMatchObject({ code: 'host-key-unproven', fingerprint: sshd.fingerprint() });
    expect(rogue.requests).toEqual([]);
    expect(() => statSync(join(rig.folder, 'data', 'trusted-hosts'))).toThrow('ENOENT');
    expect(rig.states).not.toContainEqual({ state: 'connecting', stage: 'authentication' });
  });
});

describe.concurrent('a server with several host keys (SEC-08)', () => {
  type KeyType = 'ed25519' | 'ecdsa' | 'rsa';
  const orders: KeyType[][] = [
    ['ed25519', 'ecdsa', 'rsa'],
    ['ed25519', 'rsa', 'ecdsa'],
    ['ecdsa', 'ed25519', 'rsa'],
    ['ecdsa', 'rsa', 'ed25519'],
    ['rsa', 'ed25519', 'ecdsa'],
    ['rsa', 'ecdsa', 'ed25519'],
  ];
  it.each(orders)('%s, %s, %s shows the one that is known', async (...hostKeyTypes) => {
    const server = await sshdFor({ hostKeyTypes });
    // The one the server itself would show last.
    const type = hostKeyTypes.at(-1) ?? 'rsa';
    const knownHosts = `${server.hostKeyFile(type)}.known`;
    const known = readFileSync(`${server.hostKeyFile(type)}.pub`, 'utf8');
    writeFileSync(knownHosts, `[127.0.0.1]:${server.port} ${known}`);
    const rig = await rigAt(server, { trust: asking, knownHosts });
    const up = await startedUp(rig);
    expect(up).toMatchObject({ session: { hostKey: { fingerprint: server.fingerprint(type) } } });
  });
});

// One at a time: each server makes three keys, and is dialled up to five times.
describe('a fingerprint that was named, of a server with several host keys', () => {
  const hostKeyTypes = ['ed25519', 'ecdsa', 'rsa'] as const;

  it.each(hostKeyTypes)('is found when it is the one of its %s key', async (type) => {
    const server = await sshdFor({ hostKeyTypes });
    const trust = { expected: [server.fingerprint(type)], acceptNew: false };
    const rig = await rigAt(server, { trust });
    const up = await startedUp(rig);
    expect(up).toMatchObject({ session: { hostKey: { fingerprint: server.fingerprint(type) } } });
    expect(rig.prompts).toEqual([]);
  });

  it('is asked about the key shown first when none of them has it', async () => {
    const server = await sshdFor({ hostKeyTypes });
    const rig = await rigAt(server, {
      trust: { expected: [sshd.fingerprint()], acceptNew: true },
      answer: trustIt,
    });
    await startedUp(rig);
    expect(rig.prompts).toMatchObject([{ fingerprint: server.fingerprint('ed25519') }]);
  });
});

describe.concurrent('host keys kept under an alias', () => {
  /** The address has gone from one machine to the other: `moved` is what is on record for it. */
  const moved = (server: Sshd, key: Sshd) => `[127.0.0.1]:${server.port} ${publicKey(key)}\n`;

  /** What ssh makes of the same list, as `rig` sees it: whether it comes as far as logging in. */
  async function sshComesIn(rig: Rig, server: Sshd, known: string, alias: string) {
    const options = [
      'StrictHostKeyChecking=yes',
      `UserKnownHostsFile=${known}`,
      'GlobalKnownHostsFile=/dev/null',
      'HostKeyAlgorithms=ssh-ed25519',
      `HostKeyAlias=${alias}`,
      'BatchMode=yes',
      `IdentityFile=${rig.keyFile}`,
    ].flatMap((option) => ['-o', option]);
    const place = ['-p', String(server.port), `${server.user}@127.0.0.1`];
    const args = ['-n', '-T', '-F', 'none', ...options, ...place, 'echo', 'in'];
    return (await promisify(execFile)('ssh', args)).stdout;
  }

  it('are looked up by it, whatever is on record for the address, as ssh does', async () => {
    const known = `${sshd.hostKeyFile('ed25519')}.alias`;
    const lines = [`emr-prod ${publicKey(sshd)}`, moved(sshd, loud)].join('\n');
    writeFileSync(known, lines);
    const trust = asking;
    const rig = await rigAt(sshd, { trust, knownHosts: known, hostKeyAlias: 'Emr-Prod' });
    await startedUp(rig);
    expect(rig.prompts).toEqual([]);
    expect(await sshComesIn(rig, sshd, known, 'Emr-Prod')).toBe('in\n');
    expect(readFileSync(known, 'utf8')).toBe(lines);
  });

  it('are written under it, without the port', async () => {
    const rig = await rigAt(sshd, { trust: asking, answer: trustIt, hostKeyAlias: 'Emr-New' });
    await startedUp(rig);
    expect(rig.prompts).toMatchObject([{ kind: 'host-key', alias: 'Emr-New' }]);
    const store = join(rig.folder, 'data', 'trusted-hosts');
    expect(readFileSync(store, 'utf8')).toBe(`emr-new ${publicKey(sshd)}\n`);
    expect(await sshComesIn(rig, sshd, store, 'Emr-New')).toBe('in\n');
  });

  it('that have changed under it stop the tunnel, though the address is known', async () => {
    const lines = `emr-prod ${publicKey(sshd)}\n${moved(loud, loud)}`;
    const { rig, cause } = await refusedBy(lines, trustIt, asking, 'emr-prod');
    expect(cause).toMatchObject({
      code: 'host-key-changed',
      fingerprint: loud.fingerprint(),
      known: [{ fingerprint: sshd.fingerprint() }],
    });
    expect(rig.prompts).toEqual([]);
  });
});
