import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { argon2d, argon2i, argon2id } from 'hash-wasm';
import { corrupt, passphraseWrong } from '../key-problem';
import { type Cipher, decrypt } from '../symmetric';
import type { PpkFile } from './ppk-file';
import { wireString } from './wire';

const cipher: Cipher = { name: 'aes-256-cbc', keyLength: 32, ivLength: 16, blockLength: 16 };
const derivations = { Argon2d: argon2d, Argon2i: argon2i, Argon2id: argon2id } as const;

interface PpkKeys {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly mac: Uint8Array;
}

/**
 * Decrypts the private half of a PPK file, and gives it out only after its MAC was found right.
 *
 * @throws KeyProblemError passphrase-wrong for an encrypted file, key-corrupt for one in clear: a
 *   MAC cannot tell a wrong passphrase from damage.
 */
export async function openPpkSecret(file: PpkFile, passphrase: Buffer): Promise<Buffer> {
  const encrypted = file.encryption !== 'none';
  // PuTTY writes a file with an empty passphrase as one without encryption.
  if (encrypted && passphrase.length === 0) throw passphraseWrong();
  const keys = await deriveKeys(file, passphrase);
  try {
    const secret = encrypted
      ? decrypt({ cipher, key: keys.key, iv: keys.iv, data: file.privateBlob, padded: false })
      : file.privateBlob;
    if (timingSafeEqual(macOf(file, secret, keys.mac), file.mac)) return secret;
    secret.fill(0);
    throw encrypted ? passphraseWrong() : corrupt(file.version === 2 ? 'ppk2' : 'ppk3');
  } finally {
    for (const bytes of Object.values(keys)) bytes.fill(0);
  }
}

/** The MAC covers everything that means something, in clear (appendix, "Outer layer"). */
function macOf(file: PpkFile, secret: Buffer, key: Uint8Array): Buffer {
  const hmac = createHmac(file.version === 2 ? 'sha1' : 'sha256', key);
  hmac.update(wireString(file.algorithm));
  hmac.update(wireString(file.encryption));
  hmac.update(wireString(Buffer.from(file.comment, 'latin1')));
  hmac.update(wireString(file.publicBlob));
  const last = wireString(secret);
  const mac = hmac.update(last).digest();
  last.fill(0);
  return mac;
}

async function deriveKeys(file: PpkFile, passphrase: Buffer): Promise<PpkKeys> {
  if (file.version === 2) return deriveVersion2(file, passphrase);
  const none = new Uint8Array(0);
  if (file.argon2 === null) return { key: none, iv: none, mac: none };
  const { variant, memoryKib, passes, parallelism, salt } = file.argon2;
  const derived = await derivations[variant]({
    password: passphrase,
    salt,
    iterations: passes,
    parallelism,
    memorySize: memoryKib,
    hashLength: 80,
    outputType: 'binary',
  });
  return { key: derived.subarray(0, 32), iv: derived.subarray(32, 48), mac: derived.subarray(48) };
}

/** Version 2 knows no derivation that costs anything: SHA-1 over a counter and the passphrase. */
function deriveVersion2(file: PpkFile, passphrase: Buffer): PpkKeys {
  const counted = (counter: number) =>
    createHash('sha1')
      .update(Buffer.from([0, 0, 0, counter]))
      .update(passphrase)
      .digest();
  const mac = createHash('sha1').update('putty-private-key-file-mac-key');
  if (file.encryption !== 'none') mac.update(passphrase);
  const key = Buffer.concat([counted(0), counted(1)]).subarray(0, 32);
  return { key, iv: Buffer.alloc(16), mac: mac.digest() };
}
