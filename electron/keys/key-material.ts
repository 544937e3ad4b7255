import type { KeyType } from '../../shared/model/key-facts';
import { type Curve, fieldBytes } from './curves';
import { unsigned, wireMpint, wireString, wireUint32 } from './formats/wire';

export interface RsaMaterial {
  readonly kind: 'rsa';
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  /** The inverse of q modulo p. */
  readonly iqmp: bigint;
}

export interface EcdsaMaterial {
  readonly kind: 'ecdsa';
  readonly curve: Curve;
  /** The public point, uncompressed (SEC 1 section 2.3.3). */
  readonly point: Buffer;
  /** The private number, big-endian, as long as the curve's field. */
  readonly d: Buffer;
}

export interface Ed25519Material {
  readonly kind: 'ed25519';
  /** The 32 bytes that RFC 8032 section 5.1.5 calls the private key. */
  readonly seed: Buffer;
  readonly point: Buffer;
}

/** The numbers a private key is made of, whatever file they came from. */
export type KeyMaterial = RsaMaterial | EcdsaMaterial | Ed25519Material;

/** The name of a key's type in SSH, such as `ssh-ed25519`. */
export function keyTypeOf(material: KeyMaterial): KeyType {
  if (material.kind === 'rsa') return 'ssh-rsa';
  return material.kind === 'ed25519' ? 'ssh-ed25519' : material.curve.type;
}

/** The public half as SSH sends it (RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4). */
export function publicBlobOf(material: KeyMaterial): Buffer {
  const type = wireString(keyTypeOf(material));
  switch (material.kind) {
    case 'rsa':
      return Buffer.concat([type, wireMpint(material.e), wireMpint(material.n)]);
    case 'ecdsa':
      return Buffer.concat([type, wireString(material.curve.sshName), wireString(material.point)]);
    case 'ed25519':
      return Buffer.concat([type, wireString(material.point)]);
  }
}

/** The fields of one private key as openssh-key-v1 lays them out (OpenSSH's PROTOCOL.key). */
function privateFields(material: KeyMaterial): Buffer {
  const type = wireString(keyTypeOf(material));
  switch (material.kind) {
    case 'rsa': {
      const { n, e, d, iqmp, p, q } = material;
      return Buffer.concat([type, ...[n, e, d, iqmp, p, q].map(wireMpint)]);
    }
    case 'ecdsa':
      return Buffer.concat([
        type,
        wireString(material.curve.sshName),
        wireString(material.point),
        wireMpint(unsigned(material.d)),
      ]);
    case 'ed25519':
      return Buffer.concat([
        type,
        wireString(material.point),
        wireString(Buffer.concat([material.seed, material.point])),
      ]);
  }
}

const lineLength = 70;

/** Writes a key as an openssh-key-v1 file without encryption. */
export function opensshPem(material: KeyMaterial, comment: string): string {
  // The two equal numbers exist to prove a decryption; nothing is encrypted, so any will do.
  const check = wireUint32(0);
  const secret = Buffer.concat([check, check, privateFields(material), wireString(comment)]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, (8 - (secret.length % 8)) % 8);
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0', 'latin1'),
    wireString('none'),
    wireString('none'),
    wireString(''),
    wireUint32(1),
    wireString(publicBlobOf(material)),
    wireString(Buffer.concat([secret, padding])),
  ]);
  const lines = file.toString('base64').match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  secret.fill(0);
  file.fill(0);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

/** Overwrites what of a key can be overwritten: buffers can, numbers of JavaScript cannot. */
export function wipe(material: KeyMaterial): void {
  if (material.kind === 'ecdsa') material.d.fill(0);
  if (material.kind === 'ed25519') material.seed.fill(0);
}

/** A curve's private number brought to the length of its field, or null when it is too long. */
export function curveNumber(curve: Curve, bytes: Uint8Array): Buffer | null {
  const length = fieldBytes(curve);
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? new Uint8Array(0) : bytes.subarray(first);
  if (digits.length > length) return null;
  return Buffer.concat([Buffer.alloc(length - digits.length), digits]);
}
