import { type Address, ipv4Address, ipv6Address } from './address';
import { readDestination } from './destination-name';
import type { Destination } from './flow';
import { incomplete, type Reading, refuse, taken } from './reading';

/** RFC 1928, section 3. */
export const authenticationMethod = { none: 0x00, password: 0x02 } as const;
/** RFC 1929: the negotiation has a version of its own. */
const loginVersion = 0x01;
const connect = 0x01;
const addressType = { ipv4: 0x01, name: 0x03, ipv6: 0x04 } as const;

export interface Login {
  readonly user: Buffer;
  readonly password: Buffer;
}

/**
 * The first message of SOCKS5 (RFC 1928, section 3): VER, NMETHODS, METHODS. An offer of no method
 * at all is malformed; one without the method that is asked for cannot be served.
 */
export function readGreeting(held: Buffer, method: number): Reading<'method'> {
  const count = held[1];
  if (count === undefined) return incomplete;
  if (count === 0) return refuse('malformed');
  const end = 2 + count;
  if (held.length < end) return incomplete;
  if (!held.subarray(2, end).includes(method)) return refuse('authentication');
  return taken('method', end);
}

/** A login (RFC 1929, section 2): VER, ULEN, UNAME, PLEN, PASSWD. */
export function readLogin(held: Buffer): Reading<Login> {
  const [version, userLength] = held;
  if (version !== undefined && version !== loginVersion) return refuse('malformed');
  if (userLength === undefined) return incomplete;
  const passwordAt = 2 + userLength + 1;
  const passwordLength = held[passwordAt - 1];
  if (passwordLength === undefined || held.length < passwordAt + passwordLength) return incomplete;
  const user = held.subarray(2, passwordAt - 1);
  const password = held.subarray(passwordAt, passwordAt + passwordLength);
  return taken({ user, password }, passwordAt + passwordLength);
}

/**
 * The request (RFC 1928, section 4): VER, CMD, RSV, ATYP, DST.ADDR, DST.PORT. RSV is ignored. What
 * is wrong with the first four bytes is said without waiting for the rest, since the length of an
 * unknown address type is unknown too.
 */
export function readSocks5Request(held: Buffer): Reading<Destination> {
  const [version, command, , type] = held;
  if (version !== undefined && version !== 5) return refuse('malformed');
  if (command === undefined || type === undefined) return incomplete;
  if (command !== connect) return refuse('command');
  switch (type) {
    case addressType.ipv4:
      return readAddress(held, 4, ipv4Address);
    case addressType.ipv6:
      return readAddress(held, 16, ipv6Address);
    case addressType.name:
      return readName(held);
    default:
      return refuse('address-type');
  }
}

function readAddress(
  held: Buffer,
  size: number,
  addressOf: (bytes: Buffer) => Address,
): Reading<Destination> {
  const end = 4 + size + 2;
  if (held.length < end) return incomplete;
  const port = held.readUInt16BE(end - 2);
  if (port === 0) return refuse('port');
  const { kind, text } = addressOf(held.subarray(4, 4 + size));
  return taken({ host: text, port, kind }, end);
}

function readName(held: Buffer): Reading<Destination> {
  const length = held[4];
  if (length === undefined) return incomplete;
  const end = 5 + length + 2;
  if (held.length < end) return incomplete;
  const port = held.readUInt16BE(end - 2);
  const destination = readDestination(held.subarray(5, 5 + length), port);
  if (destination === null) return refuse('name');
  return port === 0 ? refuse('port') : taken(destination, end);
}
