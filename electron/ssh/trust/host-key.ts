import { createHash } from 'node:crypto';
import { FailureError } from '../../../shared/model/failure';

/** A server's public key, as it was sent or as a file records it. */
export interface HostKey {
  /** The key format's name (RFC 4253 6.6), such as `ssh-ed25519`. */
  readonly type: string;
  readonly blob: Buffer;
  /** `SHA256:` and unpadded base64, as `ssh-keygen -l` prints. */
  readonly fingerprint: string;
}

/**
 * A host key from the blob a server sent.
 *
 * @throws FailureError `internal` when the bytes do not begin with the name of a key format: then
 *   there is nothing to show or to compare.
 */
export function hostKeyOf(blob: Buffer): HostKey {
  const name = firstField(blob);
  if (name === null || !/^[\x21-\x7e]{1,64}$/.test(name.toString('latin1'))) {
    throw new FailureError({ code: 'internal', detail: 'a host key without a format name' });
  }
  return { type: name.toString('latin1'), blob, fingerprint: fingerprintOf(blob) };
}

function fingerprintOf(blob: Buffer): string {
  const digest = createHash('sha256').update(blob).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/**
 * Whether a blob is a complete key of the type given, by its outline (RFC 4253 6.6, RFC 5656 3.1,
 * RFC 8709 4). OpenSSH passes over a recorded key it cannot parse, or does not know the type of;
 * so must we, or a line it ignores would here make the host look changed.
 */
export function isWholeKey(type: string, blob: Buffer): boolean {
  const fields = allFields(blob);
  if (fields === null || fields[0]?.toString('latin1') !== type) return false;
  return outlines.get(type)?.(fields.slice(1)) ?? false;
}

const dsaFields = 4;
/** OpenSSH takes no RSA key of fewer bits than this, not even from a file (sshkey.h). */
const rsaSmallestModulusBits = 1024;

type Outline = (fields: readonly Buffer[]) => boolean;

const outlines: ReadonlyMap<string, Outline> = new Map<string, Outline>([
  ['ssh-ed25519', ([point, ...rest]) => point?.length === 32 && rest.length === 0],
  [
    'ssh-rsa',
    ([exponent, modulus, ...rest]) =>
      exponent !== undefined &&
      modulus !== undefined &&
      bitLength(modulus) >= rsaSmallestModulusBits &&
      rest.length === 0,
  ],
  ['ssh-dss', (fields) => fields.length === dsaFields && fields.every(({ length }) => length > 0)],
  ['ecdsa-sha2-nistp256', (fields) => isCurvePoint(fields, 'nistp256', 32)],
  ['ecdsa-sha2-nistp384', (fields) => isCurvePoint(fields, 'nistp384', 48)],
  ['ecdsa-sha2-nistp521', (fields) => isCurvePoint(fields, 'nistp521', 66)],
  [
    'sk-ssh-ed25519@openssh.com',
    ([point, ...application]) => point?.length === 32 && application.length === 1,
  ],
  [
    'sk-ecdsa-sha2-nistp256@openssh.com',
    (fields) => fields.length === 3 && isCurvePoint(fields.slice(0, 2), 'nistp256', 32),
  ],
]);

/** An uncompressed point (SEC 1, 2.3.3): 0x04 and two coordinates. */
function isCurvePoint(fields: readonly Buffer[], curve: string, coordinateBytes: number): boolean {
  const [name, point, ...rest] = fields;
  return (
    name?.toString('latin1') === curve &&
    point?.length === 1 + 2 * coordinateBytes &&
    point[0] === 4 &&
    rest.length === 0
  );
}

function bitLength(integer: Buffer): number {
  const start = integer.findIndex((byte) => byte !== 0);
  if (start === -1) return 0;
  return (integer.length - start) * 8 - (Math.clz32(integer[start] ?? 0) - 24);
}

/** The first string (RFC 4251 5) of a blob, or null when it is cut short. */
function firstField(blob: Buffer): Buffer | null {
  if (blob.length < 4) return null;
  const end = 4 + blob.readUInt32BE(0);
  return end <= blob.length ? blob.subarray(4, end) : null;
}

/** All strings of a blob, or null when the last one is cut short. */
function allFields(blob: Buffer): Buffer[] | null {
  const fields: Buffer[] = [];
  for (let rest = blob; rest.length > 0; ) {
    const field = firstField(rest);
    if (field === null) return null;
    fields.push(field);
    rest = rest.subarray(4 + field.length);
  }
  return fields;
}
