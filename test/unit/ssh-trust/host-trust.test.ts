import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostTrust } from '../../../electron/ssh/trust/host-trust';
import { temporaryFolder } from '../../support/temp-folder';
import { lineOf, newKey } from './host-keys';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-trust-');
});
afterEach(() => folder.remove());

describe('remembering a host key', () => {
  it('trusts it from then on, for that host and port only, in a file ssh-keygen reads', async () => {
    const store = folder.file('own/known_hosts');
    const key = newKey();
    const trust = hostTrust({ readFiles: [], store });
    expect(await trust.judge('bastion.example', 2222, key)).toEqual({ verdict: 'unknown' });
    await trust.remember('Bastion.example', 2222, key);

    const later = hostTrust({ readFiles: [], store });
    expect(await later.judge('bastion.EXAMPLE', 2222, key)).toEqual({
      verdict: 'trusted',
      source: `${store}:1`,
    });
    expect(await later.judge('bastion.example', 22, key)).toEqual({ verdict: 'unknown' });
    expect(await later.judge('bastion.example', 2223, key)).toEqual({ verdict: 'unknown' });
    const found = execFileSync('ssh-keygen', ['-l', '-F', '[bastion.example]:2222', '-f', store], {
      encoding: 'utf8',
    });
    expect(found).toContain(key.fingerprint);
  });

  it('keeps the list to its owner', async () => {
    const store = folder.file('own/known_hosts');
    await hostTrust({ readFiles: [], store }).remember('a', 22, newKey());
    expect(statSync(store).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(store)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(store))).toEqual(['known_hosts']);
  });

  it('never writes the lists it is given to read', async () => {
    const theirs = folder.file('known_hosts');
    const old = newKey();
    writeFileSync(theirs, `# mine\n${lineOf('bastion.example', old).trimEnd()}`);
    const before = readFileSync(theirs);
    const trust = hostTrust({ readFiles: [theirs], store: folder.file('own') });
    const key = newKey();
    expect(await trust.judge('bastion.example', 22, key)).toEqual({
      verdict: 'changed',
      known: [{ fingerprint: old.fingerprint, type: 'ssh-ed25519', source: `${theirs}:2` }],
    });
    await trust.remember('bastion.example', 22, key);
    expect(await trust.judge('bastion.example', 22, key)).toMatchObject({ verdict: 'trusted' });
    expect(readFileSync(theirs)).toEqual(before);
  });

  it('lets an accepted key replace the one it accepted before', async () => {
    const store = folder.file('own');
    const trust = hostTrust({ readFiles: [], store });
    const [first, second] = [newKey(), newKey()];
    await trust.remember('bastion.example', 22, first);
    expect(await trust.judge('bastion.example', 22, second)).toMatchObject({ verdict: 'changed' });
    await trust.remember('bastion.example', 22, second);
    expect(await trust.judge('bastion.example', 22, second)).toMatchObject({ verdict: 'trusted' });
    expect(await trust.judge('bastion.example', 22, first)).toMatchObject({ verdict: 'changed' });
  });

  it('writes nothing when there is nothing to change', async () => {
    const store = folder.file('own');
    const trust = hostTrust({ readFiles: [], store });
    const key = newKey();
    await trust.remember('bastion.example', 22, key);
    const before = statSync(store);
    await trust.remember('bastion.example', 22, key);
    expect(statSync(store).ino).toBe(before.ino);
    expect(readFileSync(store, 'utf8')).toBe(lineOf('bastion.example', key));
  });

  it('keeps lines a person added by hand, also behind a missing final newline', async () => {
    const store = folder.file('own');
    const key = newKey();
    const byHand = `# by hand\n@revoked * ${lineOf('', newKey()).trim()}\nnot a line`;
    writeFileSync(store, byHand);
    await hostTrust({ readFiles: [], store }).remember('bastion.example', 22, key);
    expect(readFileSync(store, 'utf8')).toBe(`${byHand}\n${lineOf('bastion.example', key)}`);
  });

  it('never accepts a revoked key, not even once remembered', async () => {
    const theirs = folder.file('known_hosts');
    const key = newKey();
    writeFileSync(theirs, `@revoked * ${lineOf('', key).trim()}\n`);
    const trust = hostTrust({ readFiles: [theirs], store: folder.file('own') });
    await trust.remember('bastion.example', 22, key);
    const verdict = await trust.judge('bastion.example', 22, key);
    expect(verdict).toEqual({ verdict: 'revoked', source: `${theirs}:1` });
  });

  it('writes a name with pattern characters as a hash, so that it covers nothing else', async () => {
    const store = folder.file('own');
    const trust = hostTrust({ readFiles: [], store });
    const key = newKey();
    await trust.remember('*,!x', 22, key);
    expect(await trust.judge('anything', 22, key)).toEqual({ verdict: 'unknown' });
    expect(await trust.judge('*,!x', 22, key)).toMatchObject({ verdict: 'trusted' });
    expect(readFileSync(store, 'utf8')).toMatch(/^\|1\|/);
  });

  it('remembers in memory alone when it has no file', async () => {
    const trust = hostTrust({ readFiles: [], store: null });
    const key = newKey();
    await trust.remember('bastion.example', 22, key);
    const trusted = { verdict: 'trusted', source: 'memory' };
    expect(await trust.judge('bastion.example', 22, key)).toEqual(trusted);
    const another = hostTrust({ readFiles: [], store: null });
    expect(await another.judge('bastion.example', 22, key)).toEqual({ verdict: 'unknown' });
  });

  it('says when its file cannot be written, and trusts the key for this run', async () => {
    const file = folder.file('a-file');
    writeFileSync(file, '');
    const store = `${file}/known_hosts`;
    const trust = hostTrust({ readFiles: [], store });
    const key = newKey();
    await expect(trust.remember('bastion.example', 22, key)).rejects.toMatchObject({
      failure: { code: 'trust-store-unwritable', file: store, why: expect.stringMatching(/^E/) },
    });
    expect(await trust.judge('bastion.example', 22, key)).toMatchObject({ verdict: 'trusted' });
  });
});

describe('remembering at the same time', () => {
  it('loses nothing among 40 writers of one process', async () => {
    const store = folder.file('own');
    const writers = Array.from({ length: 40 }, (_, index) => ({
      host: `host-${index}.example`,
      key: newKey(),
      trust: hostTrust({ readFiles: [], store }),
    }));
    await Promise.all(writers.map(({ host, key, trust }) => trust.remember(host, 22, key)));
    const trust = hostTrust({ readFiles: [], store });
    for (const { host, key } of writers) {
      expect(await trust.judge(host, 22, key)).toMatchObject({ verdict: 'trusted' });
    }
    expect(readFileSync(store, 'utf8').trim().split('\n')).toHaveLength(40);
    expect(readdirSync(folder.path)).toEqual(['own']);
  });

  it('waits for another process and takes over from one that died', async () => {
    const store = folder.file('own');
    const lock = `${store}.lock`;
    writeFileSync(lock, '');
    const trust = hostTrust({ readFiles: [], store });
    let done = false;
    const writing = trust.remember('a', 22, newKey()).then(() => {
      done = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(done).toBe(false);
    expect(existsSync(store)).toBe(false);
    const minuteAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, minuteAgo, minuteAgo);
    await writing;
    expect(existsSync(store)).toBe(true);
    expect(existsSync(lock)).toBe(false);
  });
});
