import { createHash } from 'node:crypto';
import { type KeyType, keyTypeSchema } from '../../shared/model/key-facts';
import { curveOfType, fieldBytes } from './curves';
import { bitLength, WireReader } from './formats/wire';
import { corrupt, unsupported } from './key-problem';

/** sshd refuses less by itself (sshd_config(5), RequiredRSASize); more than this nothing can sign with. */
const rsaBits = { least: 1024, most: 16_384 };

/** `SHA256:` and unpadded base64, as `ssh-keygen -l` prints a public key. */
export function fingerprintOf(publicBlob: Uint8Array): string {
  const digest = createHash('sha256').update(publicBlob).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/** The key type that a name stands for. Throws key-unsupported for one Culvert cannot log in with. */
export function supportedType(name: string): KeyType {
  const type = keyTypeSchema.safeParse(name);
  if (!type.success) throw unsupported(name);
  return type.data;
}

/** Throws key-unsupported for an RSA key of a length that servers or libraries refuse. */
export function checkRsaLength(n: bigint): void {
  const bits = bitLength(n);
  if (bits < rsaBits.least || bits > rsaBits.most) throw unsupported(`ssh-rsa, ${bits} bits`);
}

/**
 * Reads the type and length off a public key, and that it has the fields of its type and no more.
 *
 * @param format named in the error when the fields are not those of the type.
 * @throws KeyProblemError key-corrupt, or key-unsupported with the type's own name.
 */
export function readPublicBlob(blob: Buffer, format: string): { type: KeyType; bits: number } {
  const fields = new WireReader(blob, () => corrupt(format));
  const type = supportedType(fields.name());
  const bits = fieldsOfType(type, fields, format);
  if (fields.left !== 0) throw corrupt(format);
  return { type, bits };
}

function fieldsOfType(type: KeyType, fields: WireReader, format: string): number {
  if (type === 'ssh-ed25519') {
    if (fields.string().length !== 32) throw corrupt(format);
    return 256;
  }
  if (type === 'ssh-rsa') {
    const e = fields.mpint();
    const n = fields.mpint();
    if (e === null || n === null || n === 0n) throw corrupt(format);
    checkRsaLength(n);
    return bitLength(n);
  }
  const curve = curveOfType(type);
  if (curve === undefined || fields.name() !== curve.sshName) throw corrupt(format);
  const point = fields.string();
  if (point[0] !== 4 || point.length !== 1 + 2 * fieldBytes(curve)) throw corrupt(format);
  return curve.bits;
}
