import bcrypt from 'bcrypt-pbkdf';
import { corrupt, passphraseWrong, unsupported } from '../key-problem';
import { type Cipher, decrypt } from '../symmetric';
import { WireReader } from './wire';

const format = 'openssh';

/**
 * Rounds beyond this are refused: `ssh-keygen -a` is seldom given more than a few hundred, one round
 * takes about 15 ms here, and a file must not be able to keep the worker busy for hours.
 */
const mostRounds = 4096;

function aes(bits: 128 | 192 | 256, mode: 'cbc' | 'ctr' | 'gcm'): Cipher {
  const cipher = { name: `aes-${bits}-${mode}`, keyLength: bits / 8, blockLength: 16 };
  return mode === 'gcm' ? { ...cipher, ivLength: 12, tagLength: 16 } : { ...cipher, ivLength: 16 };
}

/** The ciphers of `ssh-keygen -Z`, but for chacha20-poly1305, which Electron's runtime lacks. */
const ciphers: ReadonlyMap<string, Cipher> = new Map([
  ['aes128-ctr', aes(128, 'ctr')],
  ['aes192-ctr', aes(192, 'ctr')],
  ['aes256-ctr', aes(256, 'ctr')],
  ['aes128-cbc', aes(128, 'cbc')],
  ['aes192-cbc', aes(192, 'cbc')],
  ['aes256-cbc', aes(256, 'cbc')],
  ['aes128-gcm@openssh.com', aes(128, 'gcm')],
  ['aes256-gcm@openssh.com', aes(256, 'gcm')],
  ['3des-cbc', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8, blockLength: 8 }],
]);

export interface OpensshEncryption {
  readonly cipher: Cipher;
  readonly salt: Buffer;
  readonly rounds: number;
}

/**
 * How the private half is encrypted, or null when it is not.
 *
 * @throws KeyProblemError key-unsupported with the name of the cipher or derivation; key-corrupt.
 */
export function readEncryption(
  cipherName: string,
  kdfName: string,
  kdfOptions: Buffer,
): OpensshEncryption | null {
  if (cipherName === 'none' && kdfName === 'none') {
    if (kdfOptions.length !== 0) throw corrupt(format);
    return null;
  }
  if (cipherName === 'none' || kdfName === 'none') throw corrupt(format);
  const cipher = ciphers.get(cipherName);
  if (cipher === undefined) throw unsupported(cipherName);
  if (kdfName !== 'bcrypt') throw unsupported(kdfName);
  const options = new WireReader(kdfOptions, () => corrupt(format));
  const salt = options.string();
  const rounds = options.uint32();
  if (options.left !== 0 || salt.length === 0 || rounds === 0) throw corrupt(format);
  if (rounds > mostRounds) throw unsupported(`bcrypt, ${rounds} rounds`);
  return { cipher, salt, rounds };
}

/** Decrypts the private half. Its padding is the format's own and stays on. */
export function decryptOpenssh(
  { cipher, salt, rounds }: OpensshEncryption,
  secret: Buffer,
  tag: Buffer,
  passphrase: Buffer,
): Buffer {
  // OpenSSH treats an empty passphrase as none, and bcrypt has no room for it.
  if (passphrase.length === 0) throw passphraseWrong();
  const derived = Buffer.alloc(cipher.keyLength + cipher.ivLength);
  const lengths = [passphrase.length, salt.length, derived.length] as const;
  const result = bcrypt.pbkdf(
    passphrase,
    lengths[0],
    salt,
    lengths[1],
    derived,
    lengths[2],
    rounds,
  );
  if (result !== 0) throw corrupt(format);
  try {
    return decrypt({
      cipher,
      key: derived.subarray(0, cipher.keyLength),
      iv: derived.subarray(cipher.keyLength),
      data: secret,
      padded: false,
      ...(tag.length > 0 ? { tag } : {}),
    });
  } finally {
    derived.fill(0);
  }
}
