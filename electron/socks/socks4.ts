import { ipv4Address } from './address';
import { readDestination } from './destination-name';
import type { Destination } from './flow';
import { incomplete, type Reading, refuse, taken } from './reading';

const connect = 0x01;
/** VN, CD, DSTPORT, DSTIP. */
const fixedBytes = 8;
/** The protocol sets no bound; OpenSSH takes about as much. The user id is read and ignored. */
const userIdLimit = 1024;
const nameLimit = 255;

/**
 * A SOCKS4 request: VN, CD, DSTPORT, DSTIP, USERID, NUL. An address 0.0.0.x with x other than 0
 * says that a name and another NUL follow (SOCKS 4A), for the far side to resolve.
 */
export function readSocks4Request(held: Buffer): Reading<Destination> {
  if (held.length < fixedBytes) return incomplete;
  if (held[1] !== connect) return refuse('command');
  const userId = readText(held, fixedBytes, userIdLimit);
  if (userId === 'too-long') return refuse('malformed');
  if (userId === null) return incomplete;
  const port = held.readUInt16BE(2);
  const ip = held.subarray(4, fixedBytes);
  const isName = ip[0] === 0 && ip[1] === 0 && ip[2] === 0 && ip[3] !== 0;
  if (isName) return readName(held, userId.end, port);
  if (port === 0) return refuse('port');
  const { kind, text } = ipv4Address(ip);
  return taken({ host: text, port, kind }, userId.end);
}

function readName(held: Buffer, start: number, port: number): Reading<Destination> {
  const name = readText(held, start, nameLimit);
  if (name === 'too-long') return refuse('name');
  if (name === null) return incomplete;
  const destination = readDestination(name.bytes, port);
  if (destination === null) return refuse('name');
  return port === 0 ? refuse('port') : taken(destination, name.end);
}

/** The bytes up to the next NUL, and where the byte behind it is; null when it has not come yet. */
function readText(
  held: Buffer,
  start: number,
  limit: number,
): { readonly bytes: Buffer; readonly end: number } | 'too-long' | null {
  const length = held.subarray(start, start + limit + 1).indexOf(0);
  if (length >= 0) return { bytes: held.subarray(start, start + length), end: start + length + 1 };
  return held.length > start + limit ? 'too-long' : null;
}
