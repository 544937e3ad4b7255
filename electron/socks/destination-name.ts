import { isUtf8 } from 'node:buffer';
import { recogniseAddress } from './address';
import type { Destination } from './flow';

/**
 * What no host name holds and what would forge a line or a direction where the name is shown:
 * controls (NUL, CR and LF among them), every kind of blank, `/`, and bidirectional marks.
 */
const forbidden = /[\p{Cc}\p{Z}\p{Bidi_Control}/]/u;

/**
 * Reads the bytes of a name as a client sent them: an address where they spell one, else the name
 * just as given (RFC 1928, section 5: one byte of length, so 255 bytes at most).
 *
 * @returns null for an empty or overlong name, bytes that are not UTF-8, or forbidden characters.
 */
export function readDestination(name: Buffer, port: number): Destination | null {
  if (name.length < 1 || name.length > 255 || !isUtf8(name)) return null;
  const text = name.toString('utf8');
  if (forbidden.test(text)) return null;
  const address = recogniseAddress(text);
  return address === null
    ? { host: text, port, kind: 'name' }
    : { host: address.text, port, kind: address.kind };
}
