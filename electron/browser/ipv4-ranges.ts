import type { UrlPattern } from './url-patterns';

const anyOctet = String.raw`(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

function digits(from: number, to: number): string {
  if (from === to) return String(from);
  return from === 0 && to === 9 ? String.raw`\d` : `[${from}-${to}]`;
}

/** Alternatives for the numbers of equally many digits from one to another, both included. */
function sameLength(low: string, high: string): string[] {
  const first = Number(low[0]);
  const last = Number(high[0]);
  if (low.length === 1) return [digits(first, last)];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (first === last) return sameLength(lowRest, highRest).map((rest) => `${first}${rest}`);
  const nines = '9'.repeat(lowRest.length);
  const zeros = '0'.repeat(lowRest.length);
  const [cutBelow, cutAbove] = [lowRest !== zeros, highRest !== nines];
  const whole: [number, number] = [cutBelow ? first + 1 : first, cutAbove ? last - 1 : last];
  return [
    ...(cutBelow ? sameLength(lowRest, nines).map((rest) => `${first}${rest}`) : []),
    ...(whole[0] <= whole[1] ? [digits(...whole) + String.raw`\d`.repeat(lowRest.length)] : []),
    ...(cutAbove ? sameLength(zeros, highRest).map((rest) => `${last}${rest}`) : []),
  ];
}

/** An expression for the decimal numbers `low` to `high`, of 0 to 255, without leading zeros. */
function octetBetween(low: number, high: number): string {
  if (low === 0 && high === 255) return anyOctet;
  const alternatives = [1, 2, 3].flatMap((length) => {
    const from = Math.max(low, length === 1 ? 0 : 10 ** (length - 1));
    const to = Math.min(high, 10 ** length - 1);
    return from <= to ? sameLength(String(from), String(to)) : [];
  });
  const [only, ...others] = alternatives;
  return only !== undefined && others.length === 0 ? only : `(${alternatives.join('|')})`;
}

interface Ipv4Range {
  readonly octets: readonly number[];
  readonly prefix: number;
}

function parse(range: string): Ipv4Range {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(range.trim());
  const octets = (match?.slice(1, 5) ?? []).map(Number);
  const prefix = Number(match?.[5] ?? 32);
  if (match === null || prefix > 32 || octets.some((octet) => octet > 255)) {
    throw new RangeError('not a range of IPv4 addresses');
  }
  return { octets, prefix };
}

/**
 * A pattern for exactly the addresses of a range in CIDR notation (RFC 4632), or for one address.
 * Bits beyond the prefix are ignored, as routers do. Made for VPC ranges: tighter than all of
 * 10.0.0.0/8, which also holds office and home networks.
 *
 * @throws RangeError when it is not such a range; IPv6 is none.
 */
export function ipv4RangePattern(range: string): UrlPattern {
  const { octets, prefix } = parse(range);
  const lows: number[] = [];
  const host = octets
    .map((octet, index) => {
      const size = 2 ** (8 - Math.min(8, Math.max(0, prefix - 8 * index)));
      const low = octet - (octet % size);
      lows.push(low);
      return octetBetween(low, low + size - 1);
    })
    .join(String.raw`\.`);
  return { title: `Addresses ${lows.join('.')}/${prefix}`, host };
}
