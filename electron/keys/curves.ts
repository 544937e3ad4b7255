import type { KeyType } from '../../shared/model/key-facts';

/** A NIST curve under each of the names that formats and libraries give it. */
export interface Curve {
  readonly type: KeyType;
  /** RFC 5656 section 6.1. */
  readonly sshName: string;
  /** RFC 5480 section 2.1.1.1. */
  readonly oid: string;
  readonly opensslName: string;
  readonly bits: number;
}

const curves: readonly Curve[] = [
  {
    type: 'ecdsa-sha2-nistp256',
    sshName: 'nistp256',
    oid: '1.2.840.10045.3.1.7',
    opensslName: 'prime256v1',
    bits: 256,
  },
  {
    type: 'ecdsa-sha2-nistp384',
    sshName: 'nistp384',
    oid: '1.3.132.0.34',
    opensslName: 'secp384r1',
    bits: 384,
  },
  {
    type: 'ecdsa-sha2-nistp521',
    sshName: 'nistp521',
    oid: '1.3.132.0.35',
    opensslName: 'secp521r1',
    bits: 521,
  },
];

/** The curve of a key type such as `ecdsa-sha2-nistp256`; undefined for any other type. */
export function curveOfType(type: string): Curve | undefined {
  return curves.find((curve) => curve.type === type);
}

/** The curve by its object identifier in a PEM file, dotted; undefined for one OpenSSH has no keys on. */
export function curveOfOid(oid: string): Curve | undefined {
  return curves.find((curve) => curve.oid === oid);
}

/** Length in bytes of a coordinate, and of a private number, on that curve. */
export function fieldBytes(curve: Curve): number {
  return Math.ceil(curve.bits / 8);
}
