import { curveOfType } from '../curves';
import { curveNumber, type KeyMaterial } from '../key-material';
import { corrupt, passphraseWrong, truncated, unsupported } from '../key-problem';
import { readPublicBlob } from '../public-blob';
import { decodeBase64 } from './base64';
import { commentText } from './comment';
import type { KeyEnvelope, UnlockedKey } from './envelope';
import { decryptOpenssh, type OpensshEncryption, readEncryption } from './openssh-encryption';
import { WireReader } from './wire';

const format = 'openssh';
const magic = Buffer.from('openssh-key-v1\0', 'latin1');

/**
 * Opens an openssh-key-v1 file (OpenSSH's PROTOCOL.key): the public half stands in clear beside the
 * private one.
 *
 * @throws KeyProblemError key-truncated, key-corrupt or key-unsupported.
 */
export function openOpenssh(base64: string): KeyEnvelope {
  const fields = new WireReader(decodeBase64(base64, format), () => truncated(format));
  if (!fields.take(magic.length).equals(magic)) throw corrupt(format);
  const cipherName = fields.name();
  const kdfName = fields.name();
  const kdfOptions = fields.string();
  // The format has room for several keys in one file; OpenSSH has never written or read more than one.
  if (fields.uint32() !== 1) throw corrupt(format);
  const publicBlob = fields.string();
  const secret = fields.string();
  readPublicBlob(publicBlob, format);
  const encryption = readEncryption(cipherName, kdfName, kdfOptions);
  const tag = fields.take(encryption?.cipher.tagLength ?? 0);
  const blockLength = encryption?.cipher.blockLength ?? 8;
  if (fields.left !== 0 || secret.length % blockLength !== 0) throw corrupt(format);
  return {
    format,
    encrypted: encryption !== null,
    comment: '',
    publicBlob,
    unlock: async (passphrase) => unlock(encryption, secret, tag, passphrase),
  };
}

function unlock(
  encryption: OpensshEncryption | null,
  secret: Buffer,
  tag: Buffer,
  passphrase: Buffer,
): UnlockedKey {
  const encrypted = encryption !== null;
  const plain = encrypted ? decryptOpenssh(encryption, secret, tag, passphrase) : secret;
  try {
    return readSecret(plain, encrypted);
  } finally {
    plain.fill(0);
  }
}

function readSecret(secret: Buffer, encrypted: boolean): UnlockedKey {
  const fields = new WireReader(secret, () => corrupt(format));
  // Two equal random numbers: after a decryption with the wrong key they differ.
  const [first, second] = [fields.uint32(), fields.uint32()];
  if (first !== second) throw encrypted ? passphraseWrong() : corrupt(format);
  const material = readMaterial(fields);
  const comment = commentText(fields.string());
  const padding = fields.take(fields.left);
  if (padding.some((byte, index) => byte !== index + 1)) throw corrupt(format);
  return { material, comment };
}

/** Copies what it keeps: the buffer behind the fields is overwritten afterwards. */
function readMaterial(fields: WireReader): KeyMaterial {
  const type = fields.name();
  if (type === 'ssh-rsa') {
    const [n, e, d, iqmp, p, q] = [0, 1, 2, 3, 4, 5].map(() => positive(fields.mpint()));
    if (!n || !e || !d || !iqmp || !p || !q) throw corrupt(format);
    return { kind: 'rsa', n, e, d, iqmp, p, q };
  }
  if (type === 'ssh-ed25519') {
    const point = Buffer.from(fields.string());
    const both = fields.string();
    if (both.length !== 64 || !both.subarray(32).equals(point)) throw corrupt(format);
    return { kind: 'ed25519', seed: Buffer.from(both.subarray(0, 32)), point };
  }
  const curve = curveOfType(type);
  if (curve === undefined) throw unsupported(type);
  if (fields.name() !== curve.sshName) throw corrupt(format);
  const point = Buffer.from(fields.string());
  const d = curveNumber(curve, fields.string());
  if (d === null) throw corrupt(format);
  return { kind: 'ecdsa', curve, point, d };
}

function positive(value: bigint | null): bigint {
  if (value === null || value === 0n) throw corrupt(format);
  return value;
}
