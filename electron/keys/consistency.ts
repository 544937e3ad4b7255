import { createECDH, createPrivateKey, createPublicKey, timingSafeEqual } from 'node:crypto';
import type { Curve } from './curves';
import type { KeyMaterial, RsaMaterial } from './key-material';
import { corrupt } from './key-problem';
import { checkRsaLength } from './public-blob';

/** PKCS#8 around an Ed25519 seed (RFC 8410 section 7): all that comes before the 32 bytes. */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The public half that an Ed25519 seed gives. */
export function ed25519Point(seed: Buffer): Buffer {
  const der = Buffer.concat([ed25519Prefix, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return Buffer.from(spki.subarray(spki.length - 32));
}

/**
 * The public point, uncompressed, that a private number gives.
 *
 * @throws KeyProblemError key-corrupt when the number is zero or beyond the curve's order.
 */
export function curvePoint(curve: Curve, d: Buffer, format: string): Buffer {
  const ecdh = createECDH(curve.opensslName);
  try {
    ecdh.setPrivateKey(d);
    return ecdh.getPublicKey(null, 'uncompressed');
  } catch {
    throw corrupt(format);
  }
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function rsaHolds({ n, e, d, p, q, iqmp }: RsaMaterial): boolean {
  if (p <= 2n || q <= 2n || p * q !== n) return false;
  if (e < 3n || e % 2n === 0n || d <= 1n || d >= n) return false;
  // RFC 8017 section 3.2: e·d is 1 modulo p − 1 and modulo q − 1, and q·qInv is 1 modulo p.
  if ((e * d) % (p - 1n) !== 1n || (e * d) % (q - 1n) !== 1n) return false;
  return iqmp < p && (iqmp * q) % p === 1n;
}

/**
 * Proves that the private half belongs to the public one. A damaged key that still parses would
 * otherwise sign wrongly, and a wrong RSA signature can give a factor away.
 *
 * @throws KeyProblemError key-corrupt; key-unsupported for an RSA key too short or too long.
 */
export function checkConsistency(material: KeyMaterial, format: string): void {
  switch (material.kind) {
    case 'rsa':
      if (!rsaHolds(material)) throw corrupt(format);
      checkRsaLength(material.n);
      return;
    case 'ecdsa':
      if (!equal(curvePoint(material.curve, material.d, format), material.point)) {
        throw corrupt(format);
      }
      return;
    case 'ed25519':
      if (!equal(ed25519Point(material.seed), material.point)) throw corrupt(format);
      return;
  }
}
