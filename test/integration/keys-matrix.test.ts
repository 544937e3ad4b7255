import { execFileSync } from 'node:child_process';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ed25519Point } from '../../electron/keys/consistency';
import { opensshPem } from '../../electron/keys/key-material';
import { KeyReader } from '../../electron/keys/key-reader';
import type { PrivateKey } from '../../electron/keys/private-key';
import { KeyMaker, keyKinds } from '../support/key-files';
import { facts, keyMatrix, passphrase } from '../support/key-matrix';
import { builtKeyWorker } from '../support/key-worker';
import { waitUntil } from '../support/ports';
import { type Sshd, startSshd } from '../support/sshd';

let maker: KeyMaker;
let reader: KeyReader;
let sshd: Sshd;

beforeAll(async () => {
  maker = new KeyMaker();
  reader = new KeyReader({ workerUrl: await builtKeyWorker() });
  sshd = await startSshd();
});

afterAll(async () => {
  await reader.close();
  await sshd.stop();
  maker.remove();
});

/** Logs in with a key and nothing else, and hangs up. */
function logIn(key: PrivateKey): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.once('ready', () => {
      client.end();
      resolve();
    });
    client.on('error', reject);
    client.connect({
      host: sshd.host,
      port: sshd.port,
      username: sshd.user,
      privateKey: key.pem,
      hostVerifier: () => true,
    });
  });
}

/** How often sshd says it let that key in. */
function logins(fingerprint: string): number {
  const accepted = sshd.log().match(/^Accepted publickey .*$/gm) ?? [];
  return accepted.filter((line) => line.includes(fingerprint)).length;
}

describe.each(keyMatrix)('SSH-20: $name', ({ kind, format, encrypted, make }) => {
  it('is inspected, read and accepted by sshd', async () => {
    const made = make(maker);
    const expected = { format, encrypted, ...facts[kind], fingerprint: made.fingerprint };

    const inspected = await reader.inspect(made.file);
    const hidden = encrypted && ['pkcs1', 'sec1', 'pkcs8'].includes(format);
    const visible = hidden ? { type: null, bits: null, fingerprint: null } : {};
    expect(inspected).toMatchObject({ ...expected, ...visible, warnings: [] });

    const key = await reader.read(made.file, encrypted ? Buffer.from(passphrase) : null);
    expect(key.facts).toMatchObject(expected);
    expect(key.publicBlob.toString('base64')).toBe(made.publicLine.split(' ')[1]);
    if (format === 'ppk2' || format === 'ppk3') {
      expect(maker.puttyFingerprint(made.file)).toBe(made.fingerprint);
      expect(inspected.comment).toBe(`culvert ${kind}`);
    }
    sshd.authorize(made.publicLine);
    const before = logins(made.fingerprint);
    await logIn(key);
    await waitUntil('sshd to tell of the login', () => logins(made.fingerprint) === before + 1);
  });
});

describe('what else users have', () => {
  const ciphers = ['aes128-ctr', 'aes192-cbc', 'aes256-cbc', 'aes256-gcm@openssh.com', '3des-cbc'];

  it.each([...ciphers, 'aes128-gcm@openssh.com'])('OpenSSH encrypted with %s', async (cipher) => {
    const made = maker.sshKeygen('ecdsa-256', 'RFC4716', passphrase, ['-Z', cipher]);
    const key = await reader.read(made.file, Buffer.from(passphrase));
    expect(key.facts.fingerprint).toBe(made.fingerprint);
    await expect(reader.read(made.file, Buffer.from('wrong'))).rejects.toThrow('passphrase-wrong');
  });

  it.each([
    ['PBKDF2 with SHA-1', ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA1']],
    ['PBKDF2 with SHA-512', ['-v2', 'aes-192-cbc', '-v2prf', 'hmacWithSHA512', '-iter', '10000']],
    ['3DES', ['-v2', 'des3']],
    ['scrypt', ['-scrypt']],
  ])('PKCS#8 encrypted over %s', async (_name, options) => {
    const source = maker.sshKeygen('ecdsa-384', 'PEM', '');
    const made = maker.opensslPkcs8(source, passphrase, options);
    const key = await reader.read(made.file, Buffer.from(passphrase));
    expect(key.facts).toMatchObject({ format: 'pkcs8', fingerprint: made.fingerprint });
    await expect(reader.read(made.file, Buffer.from('wrong'))).rejects.toThrow('passphrase-wrong');
  });

  it('PPK over Argon2 with four lanes and 64 MiB', async () => {
    const made = maker.puttygen(
      'ed25519',
      3,
      passphrase,
      'argon2id',
      ',memory=65536,passes=2,parallelism=4',
    );
    const key = await reader.read(made.file, Buffer.from(passphrase));
    expect(key.facts.fingerprint).toBe(made.fingerprint);
  });

  it('an Ed25519 seed that ends in zeros, which PuTTY leaves away', async () => {
    const seed = Buffer.concat([Buffer.alloc(30, 7), Buffer.alloc(2)]);
    const pem = opensshPem({ kind: 'ed25519', seed, point: ed25519Point(seed) }, 'zeros');
    const openssh = maker.write('zeros', pem);
    for (const version of [2, 3] as const) {
      const key = await reader.read(maker.convert(openssh, version, ''), null);
      expect(key.pem).toBe(pem);
    }
  });

  it.each(['ключ 鍵', 'Schlüssel'])('the comment %s', async (comment) => {
    const file = maker.path('comment');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file]);
    expect((await reader.inspect(file)).comment).toBe(comment);
    expect((await reader.inspect(maker.convert(file, 3, passphrase))).comment).toBe(comment);
  });
});

describe('what ssh2 is given', () => {
  it.each(keyKinds)('is a file that OpenSSH reads too: %s', async (kind) => {
    const { file, fingerprint } = maker.puttygen(kind, 3, '');
    const copy = maker.write('copy', (await reader.read(file, null)).pem);
    const publicLine = execFileSync('ssh-keygen', ['-y', '-f', copy], { encoding: 'utf8' });
    expect(publicLine.trim()).toBe(maker.base(kind).publicLine);
    expect((await reader.inspect(copy)).fingerprint).toBe(fingerprint);
  });
});
