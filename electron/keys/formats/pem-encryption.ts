import { createHash } from 'node:crypto';
import { corrupt, passphraseWrong, unsupported } from '../key-problem';
import { type Cipher, decrypt } from '../symmetric';
import { isSequence } from './der';
import type { PemBlock } from './pem';

const ciphers: ReadonlyMap<string, Cipher> = new Map(
  [
    { name: 'aes-128-cbc', keyLength: 16, ivLength: 16, blockLength: 16 },
    { name: 'aes-192-cbc', keyLength: 24, ivLength: 16, blockLength: 16 },
    { name: 'aes-256-cbc', keyLength: 32, ivLength: 16, blockLength: 16 },
    { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8, blockLength: 8 },
  ].map((cipher) => [cipher.name.toUpperCase(), cipher]),
);

/** How a PEM block of the old kind is encrypted: OpenSSL's use of RFC 1421 section 4.6. */
export interface PemEncryption {
  readonly cipher: Cipher;
  readonly iv: Buffer;
}

/**
 * Reads the Proc-Type and DEK-Info headers; null when the block is not encrypted.
 *
 * @throws KeyProblemError key-unsupported with the cipher's name; key-corrupt.
 */
export function readPemEncryption(block: PemBlock, format: string): PemEncryption | null {
  const kind = block.headers.get('Proc-Type');
  const info = block.headers.get('DEK-Info');
  if (kind === undefined && info === undefined) return null;
  const [name, hex] = info?.split(',') ?? [];
  if (kind !== '4,ENCRYPTED' || name === undefined || hex === undefined) throw corrupt(format);
  const cipher = ciphers.get(name);
  if (cipher === undefined) throw unsupported(name);
  const iv = Buffer.from(hex, 'hex');
  if (iv.length !== cipher.ivLength || hex.length !== iv.length * 2) throw corrupt(format);
  return { cipher, iv };
}

/** OpenSSL's EVP_BytesToKey with MD5, one round and the IV's first eight bytes as salt. */
function deriveKey({ cipher, iv }: PemEncryption, passphrase: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let length = 0; length < cipher.keyLength; length += 16) {
    const hash = createHash('md5');
    const last = blocks.at(-1);
    if (last !== undefined) hash.update(last);
    blocks.push(hash.update(passphrase).update(iv.subarray(0, 8)).digest());
  }
  return Buffer.concat(blocks).subarray(0, cipher.keyLength);
}

/** Decrypts to DER. Throws passphrase-wrong when what comes out is none. */
export function decryptPem(
  encryption: PemEncryption,
  data: Buffer,
  passphrase: Buffer,
  format: string,
): Buffer {
  const { cipher, iv } = encryption;
  if (data.length === 0 || data.length % cipher.blockLength !== 0) throw corrupt(format);
  const key = deriveKey(encryption, passphrase);
  try {
    const der = decrypt({ cipher, key, iv, data, padded: true });
    if (!isSequence(der)) throw passphraseWrong();
    return der;
  } finally {
    key.fill(0);
  }
}
