import ipaddr from 'ipaddr.js';

type Family = 'ipv4' | 'ipv6';

/** A run of addresses of one family, both ends included. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

const bits: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

/**
 * The addresses of a CIDR block, or the one address when there is no prefix length. Bits beyond the
 * prefix are ignored, as EC2 does.
 *
 * @returns null for text that is neither.
 */
export function addressRange(cidr: string): AddressRange | null {
  const [address = '', prefix] = cidr.split('/');
  if (!ipaddr.isValid(address) || address.includes('%')) return null;
  const parsed = ipaddr.parse(address);
  const family = parsed.kind();
  const length = prefix === undefined ? bits[family] : Number(prefix);
  if (!/^\d{1,3}$/.test(prefix ?? '0') || length > bits[family]) return null;
  const value = parsed.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const size = 1n << BigInt(bits[family] - length);
  const first = value - (value % size);
  return { family, first, last: first + size - 1n };
}

/** The ranges of those that can be read. */
export function addressRanges(cidrs: readonly string[]): readonly AddressRange[] {
  return cidrs.map(addressRange).filter((range) => range !== null);
}

/** The fewest CIDR blocks that hold exactly the addresses of those ranges, in order. */
export function addressBlocks(ranges: readonly AddressRange[]): readonly string[] {
  const sorted = [...ranges].sort((a, b) =>
    a.family !== b.family ? (a.family < b.family ? -1 : 1) : a.first < b.first ? -1 : 1,
  );
  const runs: AddressRange[] = [];
  for (const range of sorted) {
    const last = runs.at(-1);
    const meets = last?.family === range.family && range.first <= last.last + 1n;
    if (last === undefined || !meets) runs.push(range);
    else if (range.last > last.last) runs.splice(-1, 1, { ...last, last: range.last });
  }
  return runs.flatMap(blocksOf);
}

function blocksOf({ family, first, last }: AddressRange): string[] {
  const blocks: string[] = [];
  for (let start = first; start <= last; ) {
    let free = 0;
    // As large as its own start is a multiple of, and as there are addresses left.
    const fits = (length: number) => {
      const size = 1n << BigInt(length);
      return start % size === 0n && start + size - 1n <= last;
    };
    while (free < bits[family] && fits(free + 1)) free += 1;
    blocks.push(`${addressText(family, start)}/${bits[family] - free}`);
    start += 1n << BigInt(free);
  }
  return blocks;
}

/** An address by its number, as people write it. */
export function addressText(family: Family, value: bigint): string {
  const bytes = Array.from({ length: bits[family] / 8 }, (_, index) =>
    Number((value >> BigInt(bits[family] - 8 * (index + 1))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

/** Whether every address of one block lies in the other. */
export function contains(outer: string, inner: string): boolean {
  const [whole, part] = [addressRange(outer), addressRange(inner)];
  if (whole === null || part === null || whole.family !== part.family) return false;
  return whole.first <= part.first && part.last <= whole.last;
}

/** `0.0.0.0/0` or `::/0`, however it is written. */
export function isEverywhere(cidr: string): boolean {
  return contains(cidr, '0.0.0.0/0') || contains(cidr, '::/0');
}

/** An address as the smallest block that holds it: `203.0.113.7/32`, `2001:db8::1/128`. */
export function hostBlock(address: string): string {
  return address.includes('/') ? address : `${address}/${address.includes(':') ? 128 : 32}`;
}

const ownRanges: readonly string[] = ['private', 'uniqueLocal', 'carrierGradeNat'];

/** Whether an address is of a network's own: nobody has it on the internet. */
export function isPrivate(address: string): boolean {
  return ipaddr.isValid(address) && ownRanges.includes(ipaddr.parse(address).range());
}
