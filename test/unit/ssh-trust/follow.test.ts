import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HostKey, hostKeyOf } from '../../../electron/ssh/trust/host-key';
import { hostTrust } from '../../../electron/ssh/trust/host-trust';
import { temporaryFolder } from '../../support/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-follow-');
});
afterEach(() => folder.remove());

function field(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

function newKey(type = 'ssh-ed25519'): HostKey {
  const { publicKey } = generateKeyPairSync('ed25519');
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return hostKeyOf(Buffer.concat([field(type), field(point)]));
}

const line = (host: string, key: HostKey) => `${host} ${key.type} ${key.blob.toString('base64')}`;
const port = 22;

describe('FLT-08: what a server announces', () => {
  const [shown, other] = [newKey(), newKey()];

  it('is taken over where our own list knows the key it showed', async () => {
    const store = folder.file('own');
    const foreign = line('elsewhere', newKey());
    writeFileSync(store, `# mine\n${foreign}\n${line('b', shown)}\n`);
    const trust = hostTrust({ readFiles: [], store });
    expect(await trust.follow('b', port, shown, [other, shown, shown])).toEqual({
      added: [other.fingerprint],
      removed: [],
    });
    const both = `# mine\n${foreign}\n${line('b', other)}\n${line('b', shown)}\n`;
    expect(readFileSync(store, 'utf8')).toBe(both);
    expect(await trust.follow('b', port, shown, [shown, other])).toBeNull();
    expect(await trust.follow('b', port, other, [other])).toEqual({
      added: [],
      removed: [shown.fingerprint],
    });
    expect(await trust.judge('b', port, shown)).toMatchObject({ verdict: 'changed' });
  });

  it.each<[string, (key: HostKey) => { own: string; read?: string }]>([
    [
      'the host is known from a list of the user’s alone',
      (key) => ({ own: '', read: line('b', key) }),
    ],
    [
      'only a certificate authority vouches for it',
      (key) => ({ own: `@cert-authority ${line('*', key)}` }),
    ],
    ['another port of the host is meant', (key) => ({ own: line('[b]:2222', key) })],
    ['our own list knows another key', () => ({ own: line('b', newKey()) })],
  ])('is let pass when %s', async (_what, make) => {
    const [store, read] = [folder.file('own'), folder.file('read')];
    const lists = make(shown);
    writeFileSync(store, `${lists.own}\n`);
    writeFileSync(read, `${lists.read ?? ''}\n`);
    const trust = hostTrust({ readFiles: [read], store });
    expect(await trust.follow('b', port, shown, [shown, other])).toBeNull();
    expect(readFileSync(store, 'utf8')).toBe(`${lists.own}\n`);
    expect(readFileSync(read, 'utf8')).toBe(`${lists.read ?? ''}\n`);
  });

  it('is not believed without the key that was shown, in kinds nobody knows, or by the hundred', async () => {
    const store = folder.file('own');
    writeFileSync(store, `${line('b', shown)}\n`);
    const trust = hostTrust({ readFiles: [], store });
    expect(await trust.follow('b', port, shown, [other])).toBeNull();
    expect(await trust.follow('b', port, shown, [shown, newKey('ssh-made-up')])).toBeNull();
    const hundred = Array.from({ length: 100 }, () => newKey());
    expect(await trust.follow('b', port, shown, [shown, ...hundred])).toBeNull();
    expect(readFileSync(store, 'utf8')).toBe(`${line('b', shown)}\n`);
  });

  it('never brings back a key that a list revokes', async () => {
    const [store, read] = [folder.file('own'), folder.file('read')];
    writeFileSync(store, `${line('b', shown)}\n`);
    writeFileSync(read, `@revoked ${line('*', other)}\n`);
    const trust = hostTrust({ readFiles: [read], store });
    expect(await trust.follow('b', port, shown, [shown, other])).toBeNull();
    expect(await trust.judge('b', port, other)).toMatchObject({ verdict: 'revoked' });
  });

  it('is followed in memory where nothing is written', async () => {
    const trust = hostTrust({ readFiles: [], store: null });
    await trust.remember('b', port, shown);
    expect(await trust.follow('b', port, shown, [shown, other])).toMatchObject({
      added: [other.fingerprint],
    });
    expect(await trust.judge('b', port, other)).toMatchObject({ verdict: 'trusted' });
  });
});
