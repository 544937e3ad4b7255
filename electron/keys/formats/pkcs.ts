import { ECDH } from 'node:crypto';
import type { KeyFormat } from '../../../shared/model/key-facts';
import { curvePoint, ed25519Point } from '../consistency';
import { type Curve, curveOfOid, fieldBytes } from '../curves';
import { curveNumber, type KeyMaterial } from '../key-material';
import { corrupt, unsupported } from '../key-problem';
import { DerReader, tags } from './der';

/** Object identifiers of keys (RFC 8017 appendix A, RFC 5480, RFC 8410), by what they name. */
const rsaEncryption = '1.2.840.113549.1.1.1';
const ecPublicKey = '1.2.840.10045.2.1';
const ed25519 = '1.3.101.112';

/** Names for keys that are sound and of no use here. */
const otherTypes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10040.4.1', 'ssh-dss'],
  ['1.3.101.113', 'ssh-ed448'],
  ['1.3.101.110', 'X25519'],
  ['1.3.101.111', 'X448'],
  ['1.2.840.113549.1.1.10', 'RSASSA-PSS'],
]);

/** Names for curves that SSH has no key type for. */
const otherCurves: ReadonlyMap<string, string> = new Map([
  ['1.3.132.0.10', 'secp256k1'],
  ['1.2.840.10045.3.1.1', 'nistp192'],
  ['1.3.132.0.33', 'nistp224'],
]);

/** RSAPrivateKey of RFC 8017 appendix A.1.2. */
export function readPkcs1(der: Buffer, format: KeyFormat): KeyMaterial {
  const file = new DerReader(der, format);
  const fields = file.nested(tags.sequence);
  file.end();
  const version = fields.integer();
  if (version === 1n) throw unsupported('multi-prime RSA');
  if (version !== 0n) throw corrupt(format);
  const [n, e, d, p, q] = [0, 1, 2, 3, 4].map(() => fields.integer());
  const [dp, dq, iqmp] = [0, 1, 2].map(() => fields.integer());
  fields.end();
  if (!n || !e || !d || !p || !q || !dp || !dq || !iqmp) throw corrupt(format);
  if (p < 3n || q < 3n || d % (p - 1n) !== dp || d % (q - 1n) !== dq) throw corrupt(format);
  return { kind: 'rsa', n, e, d, p, q, iqmp };
}

/**
 * ECPrivateKey of RFC 5915 section 3.
 *
 * @param outer the curve that PKCS#8 names around it; null where the key must name its own.
 */
export function readSec1(der: Buffer, format: KeyFormat, outer: Curve | null): KeyMaterial {
  const file = new DerReader(der, format);
  const fields = file.nested(tags.sequence);
  file.end();
  if (fields.integer() !== 1n) throw corrupt(format);
  const octets = fields.take(tags.octetString);
  const inner = fields.peek() === tags.explicit0 ? readCurve(fields.nested(tags.explicit0)) : null;
  const curve = inner ?? outer;
  if (curve === null || (outer !== null && curve !== outer)) throw corrupt(format);
  const d = curveNumber(curve, octets);
  if (d === null || octets.length > fieldBytes(curve)) throw corrupt(format);
  const point = curvePoint(curve, d, format);
  if (fields.peek() === tags.explicit1) {
    const told = fields.nested(tags.explicit1);
    const same = uncompressed(curve, told.bits(), format).equals(point);
    told.end();
    if (!same) throw corrupt(format);
  }
  fields.end();
  return { kind: 'ecdsa', curve, point, d };
}

function readCurve(parameters: DerReader): Curve {
  if (parameters.peek() === tags.sequence) throw unsupported('explicit curve parameters');
  const oid = parameters.oid();
  parameters.end();
  const curve = curveOfOid(oid);
  if (curve === undefined) throw unsupported(otherCurves.get(oid) ?? oid);
  return curve;
}

function uncompressed(curve: Curve, point: Buffer, format: KeyFormat): Buffer {
  if (point[0] !== 2 && point[0] !== 3) return point;
  try {
    const full = ECDH.convertKey(point, curve.opensslName, undefined, undefined, 'uncompressed');
    return Buffer.from(full);
  } catch {
    throw corrupt(format);
  }
}

/** PrivateKeyInfo of RFC 5208 section 5, and OneAsymmetricKey of RFC 5958 section 2. */
export function readPkcs8(der: Buffer): KeyMaterial {
  const format = 'pkcs8';
  const file = new DerReader(der, format);
  const fields = file.nested(tags.sequence);
  file.end();
  const version = fields.integer();
  if (version > 1n) throw corrupt(format);
  const algorithm = fields.nested(tags.sequence);
  const oid = algorithm.oid();
  const secret = fields.take(tags.octetString);
  if (fields.peek() === tags.explicit0) fields.take(tags.explicit0);
  // The public half makes it version 2 (RFC 5958 section 2), and only that does.
  const point = version === 1n ? fields.bits(tags.implicit1) : null;
  fields.end();
  if (oid === rsaEncryption) {
    if (algorithm.peek() !== null && algorithm.take(tags.null).length !== 0) throw corrupt(format);
    algorithm.end();
    return readPkcs1(secret, format);
  }
  if (oid === ecPublicKey) return readSec1(secret, format, readCurve(algorithm));
  if (oid !== ed25519) throw unsupported(otherTypes.get(oid) ?? oid);
  algorithm.end();
  return readEd25519(secret, point);
}

/** CurvePrivateKey of RFC 8410 section 7. */
function readEd25519(secret: Buffer, told: Buffer | null): KeyMaterial {
  const format = 'pkcs8';
  const inner = new DerReader(secret, format);
  const seed = Buffer.from(inner.take(tags.octetString));
  inner.end();
  if (seed.length !== 32) throw corrupt(format);
  const point = ed25519Point(seed);
  if (told !== null && !told.equals(point)) throw corrupt(format);
  return { kind: 'ed25519', seed, point };
}
