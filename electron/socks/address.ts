import { isIPv6 } from 'node:net';

/** An IP address as data: its canonical text, and nothing resolved. */
export interface Address {
  readonly kind: 'ipv4' | 'ipv6';
  /** Dotted decimal, or RFC 5952 text (without brackets; a zone such as `%eth0` is kept). */
  readonly text: string;
}

/**
 * Recognises an address in the text a client gave as a name, or null when it is a name.
 *
 * Taken are IPv6 in any spelling, with or without brackets; IPv4-mapped IPv6, which becomes IPv4;
 * and every IPv4 spelling that inet_aton(3) takes (`127.1`, `0x7f000001`, `0177.0.0.1`), because
 * the bastion's resolver would read those as addresses too.
 */
export function recogniseAddress(text: string): Address | null {
  const quad = readIpv4(text);
  if (quad !== null) return { kind: 'ipv4', text: quad };
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return readIpv6(bare);
}

/** The address in 4 bytes of network order. */
export function ipv4Address(bytes: Uint8Array): Address {
  return { kind: 'ipv4', text: bytes.join('.') };
}

/** The address in 16 bytes of network order; IPv4-mapped ones (RFC 4291, 2.5.5.2) are IPv4. */
export function ipv6Address(bytes: Buffer): Address {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2));
  return addressOf(groups, '');
}

/** Each part is decimal, octal or hex; the last one fills all bytes that are left. */
function readIpv4(text: string): string | null {
  const parts = (text.endsWith('.') ? text.slice(0, -1) : text).split('.');
  if (parts.length > 4) return null;
  const values = parts.map(readNumber);
  const last = values.pop() ?? Number.NaN;
  if (!values.every((value) => value <= 255)) return null;
  const lastBytes = 4 - values.length;
  if (!(last < 256 ** lastBytes)) return null;
  const tail = Array.from({ length: lastBytes }, (_, index) =>
    Math.floor(last / 256 ** (lastBytes - 1 - index)),
  );
  return [...values, ...tail.map((value) => value % 256)].join('.');
}

function readNumber(part: string): number {
  if (/^0x[0-9a-f]*$/i.test(part)) return part.length === 2 ? 0 : Number(part);
  if (/^0[0-7]+$/.test(part)) return Number.parseInt(part, 8);
  return /^(0|[1-9]\d*)$/.test(part) ? Number(part) : Number.NaN;
}

function readIpv6(text: string): Address | null {
  const percent = text.indexOf('%');
  const plain = percent < 0 ? text : text.slice(0, percent);
  if (!isIPv6(plain)) return null;
  return addressOf(groupsOf(plain), percent < 0 ? '' : text.slice(percent));
}

/** The eight groups of a text that is known to be IPv6. */
function groupsOf(text: string): number[] {
  const quad = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (quad !== null) {
    const [a = 0, b = 0, c = 0, d = 0] = quad.slice(1).map(Number);
    const tail = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    return groupsOf(text.slice(0, quad.index) + tail);
  }
  const [head = '', tail] = text.split('::');
  const before = hexGroups(head);
  const after = hexGroups(tail ?? '');
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after];
}

function hexGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function addressOf(groups: readonly number[], zone: string): Address {
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!mapped) return { kind: 'ipv6', text: canonicalIpv6(groups) + zone };
  const [high = 0, low = 0] = groups.slice(6);
  return ipv4Address(Uint8Array.of(high >> 8, high & 255, low >> 8, low & 255));
}

/** RFC 5952, section 4: lower case, no leading zeros, the first longest run of zeros is `::`. */
function canonicalIpv6(groups: readonly number[]): string {
  let start = 0;
  let length = 0;
  for (let at = 0; at < groups.length; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return text(groups);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}
