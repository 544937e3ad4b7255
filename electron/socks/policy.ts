import { BlockList } from 'node:net';
import { domainToASCII } from 'node:url';
import { type Limit, noLimit } from '../../shared/model/profile';
import { type Address, recogniseAddress } from './address';
import type { Destination } from './flow';

/** Which destinations a client may ask for. */
export interface DestinationPolicy {
  permits(destination: Destination): boolean;
}

/**
 * Refused unless allowed: what would reach the bastion itself rather than the network behind it.
 * A web page in the proxied browser could use it to read the bastion's credentials from the
 * instance metadata service (169.254.169.254 and fd00:ec2::254).
 */
const refusedRanges = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::/128',
  '::1/128',
  'fe80::/10',
  'fd00:ec2::254/128',
];

/** Names the hosts files of Amazon Linux and Debian give to loopback, with RFC 6761's own. */
const loopbackName =
  /^((.+\.)?localhost|localhost[46]?(\.localdomain[46]?)?|ip6-(localhost|loopback))$/;
/** Names the VPC resolver gives to the metadata service. */
const metadataName = /^instance-data(\.ec2\.internal|\.[a-z0-9-]+\.compute\.internal)?$/;

const bitsOf = { ipv4: 32, ipv6: 128 } as const;

interface Range {
  readonly base: Address;
  readonly prefix: number;
}

/**
 * The rule for one tunnel: everything passes except loopback, link-local, unspecified and metadata
 * addresses, and the names known to mean them. Other names are resolved by the bastion, where this
 * rule cannot follow them.
 *
 * @param allow ranges (RFC 4632) or single addresses to permit although they are refused by
 *   default. One that holds 127.0.0.1 or ::1 admits `localhost`, one that holds 169.254.169.254
 *   admits the metadata service's names.
 * @param limit where requests may go at all; what it leaves open is open.
 * @throws RangeError when an entry of a range is none; profiles are checked long before.
 */
export function destinationPolicy(
  allow: readonly string[],
  limit: Limit = noLimit,
): DestinationPolicy {
  const within = limitTest(limit);
  const refused = listOf(refusedRanges);
  const allowed = listOf(allow);
  const permitsAddress = (address: Address) => {
    const [text = ''] = address.text.split('%');
    return allowed.check(text, address.kind) || !refused.check(text, address.kind);
  };
  const permitsName = (name: string) => {
    if (loopbackName.test(name)) return allowed.check('127.0.0.1') || allowed.check('::1', 'ipv6');
    return !metadataName.test(name) || allowed.check('169.254.169.254');
  };
  return {
    permits({ host, port, kind }) {
      const name = comparable(host);
      const address = kind === 'name' ? recogniseAddress(name) : { kind, text: host };
      if (!within(address ?? name, port)) return false;
      return address === null ? permitsName(name) : permitsAddress(address);
    },
  };
}

/** With suffixes or ranges given, a destination must be in one of them, whichever kind it is. */
function limitTest({ suffixes, ranges, ports }: Limit) {
  const open = suffixes.length === 0 && ranges.length === 0;
  const endings = suffixes.map((suffix) => `.${comparable(suffix).replace(/^\./, '')}`);
  const list = listOf(ranges);
  return (target: string | Address, port: number): boolean => {
    if (ports.length > 0 && !ports.includes(port)) return false;
    if (open) return true;
    if (typeof target === 'string') return endings.some((end) => `.${target}`.endsWith(end));
    return list.check(target.text.split('%')[0] ?? '', target.kind);
  };
}

/**
 * The name as a resolver may come to see it: some (systemd-resolved) apply IDNA mapping, which
 * turns look-alikes such as full-width digits and circled letters into plain ones.
 */
function comparable(name: string): string {
  const ascii = domainToASCII(name) || name;
  return ascii.toLowerCase().replace(/\.+$/, '');
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of ranges) {
    const range = readRange(text);
    if (range === null) throw new RangeError(`not a range of addresses: ${JSON.stringify(text)}`);
    list.addSubnet(range.base.text, range.prefix, range.base.kind);
  }
  return list;
}

function readRange(text: string): Range | null {
  const [, network = '', prefix] = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
  const base = recogniseAddress(network);
  if (base === null) return null;
  const bits = bitsOf[base.kind];
  if (prefix === undefined) return { base, prefix: bits };
  // The prefix of an IPv4-mapped range counts the 96 bits that mapping puts in front.
  const isMapped = base.kind === 'ipv4' && network.includes(':');
  const length = isMapped ? Number(prefix) - 96 : Number(prefix);
  return length >= 0 && length <= bits ? { base, prefix: length } : null;
}
