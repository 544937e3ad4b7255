import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { corrupt, passphraseWrong, unsupported } from '../key-problem';
import { type Cipher, decrypt } from '../symmetric';
import { DerReader, isSequence, tags } from './der';

const format = 'pkcs8';
const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const scrypt = '1.3.6.1.4.1.11591.4.11';

/** OpenSSL writes 2,048 iterations or 600,000; ten million take some seconds. */
const mostIterations = 10_000_000n;
/** Of scrypt's memory, 128·N·r bytes (RFC 7914 section 2), and of its parallel runs. */
const mostScryptBytes = 256 * 1024 * 1024;
const mostScryptLanes = 16n;

const digests: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

function aesCbc(bits: number): Cipher {
  return { name: `aes-${bits}-cbc`, keyLength: bits / 8, ivLength: 16, blockLength: 16 };
}

const ciphers: ReadonlyMap<string, Cipher> = new Map([
  ['2.16.840.1.101.3.4.1.2', aesCbc(128)],
  ['2.16.840.1.101.3.4.1.22', aesCbc(192)],
  ['2.16.840.1.101.3.4.1.42', aesCbc(256)],
  ['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8, blockLength: 8 }],
]);

/** Names for schemes that are refused: broken long ago, and missing from Electron's runtime. */
const otherSchemes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.5.3', 'pbeWithMD5AndDES-CBC'],
  ['1.2.840.113549.1.5.6', 'pbeWithMD5AndRC2-CBC'],
  ['1.2.840.113549.1.5.10', 'pbeWithSHA1AndDES-CBC'],
  ['1.2.840.113549.1.12.1.1', 'pbeWithSHAAnd128BitRC4'],
  ['1.2.840.113549.1.12.1.3', 'pbeWithSHAAnd3-KeyTripleDES-CBC'],
  ['1.2.840.113549.1.12.1.6', 'pbeWithSHAAnd40BitRC2-CBC'],
  ['1.2.840.113549.3.2', 'RC2-CBC'],
  ['1.3.14.3.2.7', 'DES-CBC'],
]);

function refusedScheme(oid: string) {
  return unsupported(otherSchemes.get(oid) ?? oid);
}

/** An encrypted PKCS#8 file, taken apart. */
export interface Pbes2 {
  readonly cipher: Cipher;
  readonly iv: Buffer;
  readonly data: Buffer;
  /** Derives a key of the cipher's length. */
  readonly derive: (passphrase: Buffer) => Buffer;
}

/**
 * Takes an EncryptedPrivateKeyInfo apart (RFC 5958 section 3) whose scheme is PBES2 (RFC 8018
 * appendix A.4) over PBKDF2 or scrypt.
 *
 * @throws KeyProblemError key-corrupt; key-unsupported with the scheme's name, or with a cost that
 *   would keep the worker busy.
 */
export function readPbes2(der: Buffer): Pbes2 {
  const file = new DerReader(der, format);
  const fields = file.nested(tags.sequence);
  file.end();
  const scheme = fields.nested(tags.sequence);
  const data = fields.take(tags.octetString);
  fields.end();
  const oid = scheme.oid();
  if (oid !== pbes2) throw refusedScheme(oid);
  const parameters = scheme.nested(tags.sequence);
  scheme.end();
  const derivation = parameters.nested(tags.sequence);
  const encryption = parameters.nested(tags.sequence);
  parameters.end();
  const cipherOid = encryption.oid();
  const cipher = ciphers.get(cipherOid);
  if (cipher === undefined) throw refusedScheme(cipherOid);
  const iv = encryption.take(tags.octetString);
  encryption.end();
  if (iv.length !== cipher.ivLength || data.length === 0) throw corrupt(format);
  if (data.length % cipher.blockLength !== 0) throw corrupt(format);
  return { cipher, iv, data, derive: readDerivation(derivation, cipher.keyLength) };
}

function readDerivation(scheme: DerReader, keyLength: number): Pbes2['derive'] {
  const oid = scheme.oid();
  const fields = scheme.nested(tags.sequence);
  scheme.end();
  if (oid === pbkdf2) return readPbkdf2(fields, keyLength);
  if (oid === scrypt) return readScrypt(fields, keyLength);
  throw refusedScheme(oid);
}

function readKeyLength(fields: DerReader, keyLength: number): void {
  if (fields.peek() !== tags.integer) return;
  if (fields.integer() !== BigInt(keyLength)) throw corrupt(format);
}

function readPbkdf2(fields: DerReader, keyLength: number): Pbes2['derive'] {
  const salt = fields.take(tags.octetString);
  const iterations = fields.integer();
  readKeyLength(fields, keyLength);
  let digest = 'sha1';
  if (fields.peek() !== null) {
    const prf = fields.nested(tags.sequence);
    const oid = prf.oid();
    if (prf.peek() !== null) prf.take(tags.null);
    prf.end();
    const named = digests.get(oid);
    if (named === undefined) throw refusedScheme(oid);
    digest = named;
  }
  fields.end();
  if (iterations === 0n) throw corrupt(format);
  if (iterations > mostIterations) throw unsupported(`PBKDF2, ${iterations} iterations`);
  return (passphrase) => pbkdf2Sync(passphrase, salt, Number(iterations), keyLength, digest);
}

/** RFC 7914 section 7. */
function readScrypt(fields: DerReader, keyLength: number): Pbes2['derive'] {
  const salt = fields.take(tags.octetString);
  const [cost, blockSize, lanes] = [fields.integer(), fields.integer(), fields.integer()];
  readKeyLength(fields, keyLength);
  fields.end();
  const powerOfTwo = cost > 1n && (cost & (cost - 1n)) === 0n;
  if (!powerOfTwo || blockSize === 0n || lanes === 0n) throw corrupt(format);
  if (128n * cost * blockSize > BigInt(mostScryptBytes) || lanes > mostScryptLanes) {
    throw unsupported(`scrypt, N ${cost}, r ${blockSize}, p ${lanes}`);
  }
  const options = {
    N: Number(cost),
    r: Number(blockSize),
    p: Number(lanes),
    maxmem: 2 * mostScryptBytes,
  };
  return (passphrase) => scryptSync(passphrase, salt, keyLength, options);
}

/** Decrypts to the DER of a PrivateKeyInfo. Throws passphrase-wrong when it is none. */
export function decryptPbes2({ cipher, iv, data, derive }: Pbes2, passphrase: Buffer): Buffer {
  const key = derive(passphrase);
  try {
    const der = decrypt({ cipher, key, iv, data, padded: true });
    if (!isSequence(der)) throw passphraseWrong();
    return der;
  } finally {
    key.fill(0);
  }
}
