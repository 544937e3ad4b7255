import type { Limit } from '../../shared/model/profile';
import { ipv4RangePattern } from './ipv4-ranges';
import {
  domainPattern,
  ec2NamePatterns,
  hostPattern,
  isDomain,
  privateAddressPatterns,
  type UrlPattern,
} from './url-patterns';

/** What is known of the network a tunnel leads to. */
export interface PrivateNetwork {
  /** The VPC's ranges, CIDR notation; null while they are not known. */
  readonly vpcCidrs: readonly string[] | null;
  /** The domains the VPC's DHCP options give to names, where they are not EC2's own. */
  readonly domains: readonly string[];
  /** When AWS told it, ISO 8601, where it was kept since. */
  readonly readAt?: string;
}

export const unknownNetwork: PrivateNetwork = { vpcCidrs: null, domains: [] };

/** What of a tunnel decides what goes through it. */
export interface PatternSource {
  readonly pages: readonly string[];
  readonly limit: Limit;
}

/**
 * Which hosts belong into a tunnel: those of its pages, EC2's names, the network's own domains, and
 * private addresses (only those of the VPC where its ranges are known: all of 10.0.0.0/8 also holds
 * offices and homes). Where a tunnel is limited to certain names or addresses, these too.
 */
export function tunnelPatterns(
  { pages, limit }: PatternSource,
  { vpcCidrs, domains }: PrivateNetwork = unknownNetwork,
): UrlPattern[] {
  const names = [...limit.suffixes, ...domains]
    // One label alone has no names under it that a tunnel could be meant for.
    .filter((domain) => isDomain(domain) && !isEc2Domain(domain))
    .map(domainPattern);
  const ranges = [...(vpcCidrs ?? []), ...limit.ranges].filter((range) => !range.includes(':'));
  const patterns = [
    ...ec2NamePatterns,
    ...names,
    ...ranges.map(ipv4RangePattern),
    ...(vpcCidrs === null ? privateAddressPatterns : []),
  ];
  const others = hostsOf({ pages }).filter((host) => !patterns.some((each) => matches(each, host)));
  return distinct([...others.map(hostPattern), ...patterns]);
}

/** The domains of a tunnel that no pattern can stand for: DNS carries no name under them. */
export function unfitDomains(
  { limit }: Pick<PatternSource, 'limit'>,
  { domains }: PrivateNetwork,
): string[] {
  const several = (domain: string) => domain.replace(/^\./, '').includes('.');
  const all = new Set([...limit.suffixes, ...domains]);
  return [...all].filter((each) => several(each) && !isDomain(each));
}

/** The hosts of a tunnel's pages, as URLs have them; without those no proxy is asked about. */
export function hostsOf({ pages }: Pick<PatternSource, 'pages'>): string[] {
  const hosts = pages.map((page) => new URL(page).hostname);
  return [...new Set(hosts)].filter((host) => !isLocal(host));
}

/** Whether a host, as a URL has it, is the pattern's. */
export function matches({ host: source }: UrlPattern, host: string): boolean {
  return new RegExp(`^(${source})$`, 'i').test(host);
}

/** Covered by {@link ec2NamePatterns}. */
export function isEc2Domain(domain: string): boolean {
  return /(^|\.)(compute|ec2)\.internal$/i.test(domain);
}

/** Browsers go to themselves without asking any proxy. */
function isLocal(host: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/i.test(host);
}

function distinct(patterns: readonly UrlPattern[]): UrlPattern[] {
  return [...new Map(patterns.map((pattern) => [pattern.host, pattern])).values()];
}
