import { contains as containsAny } from '../aws/doctor/address-space';

/** IPv4 addresses as numbers, first and last included. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
  readonly bits: number;
}

/** @returns null for what is no IPv4 address. */
export function ipv4Number(text: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return null;
  const octets = match.slice(1).map(Number);
  if (octets.some((octet) => octet > 255)) return null;
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}

/** The addresses of a range in CIDR notation (RFC 4632); null for IPv6 and for what is none. */
export function rangeOf(cidr: string): AddressRange | null {
  const [address = '', prefix = '32'] = cidr.split('/');
  const number = ipv4Number(address);
  const bits = Number(prefix);
  if (number === null || !Number.isInteger(bits) || bits < 0 || bits > 32) return null;
  const size = 2 ** (32 - bits);
  const first = number - (number % size);
  return { first, last: first + size - 1, bits };
}

/** Whether an address lies in a range of its family. False for what can be read as neither. */
export function contains(cidr: string, address: string): boolean {
  if (cidr.includes(':')) return address.includes(':') && containsAny(cidr, address);
  const range = rangeOf(cidr);
  const number = ipv4Number(address);
  return range !== null && number !== null && number >= range.first && number <= range.last;
}
