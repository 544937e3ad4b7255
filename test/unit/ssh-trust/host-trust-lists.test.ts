import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostTrust } from '../../../electron/ssh/trust/host-trust';
import { temporaryFolder } from '../../support/temp-folder';
import { lineOf, newKey } from './host-keys';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-trust-');
});
afterEach(() => folder.remove());

describe('lists that cannot be read', () => {
  it('closes the door: a revocation may stand in them', async () => {
    const directory = folder.file('known_hosts');
    mkdirSync(directory);
    const pipe = folder.file('pipe');
    execFileSync('mkfifo', [pipe]);
    const huge = folder.file('huge');
    writeFileSync(huge, Buffer.alloc(16 * 1024 * 1024 + 1, '\n'));
    for (const file of [directory, pipe, huge]) {
      const trust = hostTrust({ readFiles: [file], store: null });
      const failure = { failure: { code: 'known-hosts-unreadable', file } };
      await expect(trust.judge('a', 22, newKey())).rejects.toMatchObject(failure);
      await expect(trust.preferredAlgorithms('a', 22)).rejects.toMatchObject(failure);
    }
  });

  it('does not throw our own list away either', async () => {
    const store = folder.file('own');
    mkdirSync(store);
    const trust = hostTrust({ readFiles: [], store });
    await expect(trust.remember('a', 22, newKey())).rejects.toMatchObject({
      failure: { code: 'known-hosts-unreadable', file: store },
    });
    expect(statSync(store).isDirectory()).toBe(true);
  });

  it('takes a missing list, and /dev/null, for an empty one', async () => {
    const readFiles = [folder.file('absent'), folder.file('absent/below'), '/dev/null'];
    const trust = hostTrust({ readFiles, store: null });
    expect(await trust.judge('a', 22, newKey())).toEqual({ verdict: 'unknown' });
  });

  it('sees what was edited since it last looked', async () => {
    const file = folder.file('known_hosts');
    const key = newKey();
    const trust = hostTrust({ readFiles: [file], store: null });
    expect(await trust.judge('a', 22, key)).toEqual({ verdict: 'unknown' });
    writeFileSync(file, lineOf('a', key));
    expect(await trust.judge('a', 22, key)).toMatchObject({ verdict: 'trusted' });
    writeFileSync(file, `@revoked ${lineOf('a', key)}`);
    expect(await trust.judge('a', 22, key)).toMatchObject({ verdict: 'revoked' });
  });
});

describe('algorithms to offer', () => {
  const all = [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ];

  it('are the whole list for a host no one knows', async () => {
    const trust = hostTrust({ readFiles: [], store: null });
    expect(await trust.preferredAlgorithms('a', 22)).toEqual(all);
  });

  it('begin with SHA-2 signatures for a host known by its RSA key', async () => {
    const file = folder.file('known_hosts');
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', folder.file('k')]);
    writeFileSync(file, `[a]:2222 ${readFileSync(folder.file('k.pub'), 'utf8')}`);
    const trust = hostTrust({ readFiles: [file], store: null });
    const offered = await trust.preferredAlgorithms('a', 2222);
    expect(offered.slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
    expect([...offered].sort()).toEqual([...all].sort());
    expect(await trust.preferredAlgorithms('a', 22)).toEqual(all);
  });

  it('pay no heed to authorities and revoked keys', async () => {
    const file = folder.file('known_hosts');
    execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', folder.file('k')]);
    const key = readFileSync(folder.file('k.pub'), 'utf8');
    writeFileSync(file, `@cert-authority a ${key}@revoked a ${key}a ${key}`);
    const trust = hostTrust({ readFiles: [file], store: null });
    expect(await trust.preferredAlgorithms('a', 22)).toEqual(all);
  });
});
