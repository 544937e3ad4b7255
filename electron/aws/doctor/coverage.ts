import { type AddressRange, addressRanges } from './address-space';
import type { Member, PrefixList, Rule, RulePeer } from './network';

/** What has to pass: one protocol and a range of ports; for ICMP the types 0 to 255. */
export interface Flow {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly from: number;
  readonly to: number;
}

/** Ports at addresses that no rule lets through. */
export interface Gap {
  readonly addresses: AddressRange;
  readonly from: number;
  readonly to: number;
}

export interface Coverage {
  readonly gaps: readonly Gap[];
  /** The rules that let a part of it through. */
  readonly by: readonly Rule[];
  /** A rule names a prefix list that could not be read, so that a gap may be none. */
  readonly unsure: boolean;
}

const protocolNames: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp' };

/**
 * A protocol by its name in lower case, whichever way AWS gives it: `6` and `TCP` are `tcp`. `-1`
 * stays, for all of them.
 */
export function protocolOf(protocol: string): string {
  return protocolNames[protocol] ?? protocol.toLowerCase();
}

/** The ports of a flow that a rule or an ACL entry speaks of, or null when it speaks of none. */
export function portsIn(
  rule: { readonly protocol: string; readonly fromPort: number; readonly toPort: number },
  flow: Flow,
): { readonly from: number; readonly to: number } | null {
  const protocol = protocolOf(rule.protocol);
  if (protocol === '-1' || protocol === 'all') return flow;
  if (protocol !== flow.protocol) return null;
  if (rule.fromPort < 0) return flow;
  // One type of ICMP: the field that holds a port's end otherwise holds its code.
  const last = flow.protocol === 'icmp' ? rule.fromPort : rule.toPort;
  const ports = { from: Math.max(rule.fromPort, flow.from), to: Math.min(last, flow.to) };
  return ports.from <= ports.to ? ports : null;
}

/**
 * What a set of rules lets through to or from one peer. Security groups only allow, and those of an
 * interface add up, so the union of all rules decides: the peer's addresses and the ports make a
 * rectangle, each rule takes its part out, and what stays is not covered.
 *
 * A rule that names a group matches every private address of its members, here and over peering;
 * one that names a prefix list matches the list's blocks.
 */
export function coverage(
  rules: readonly Rule[],
  flow: Flow,
  peer: Member,
  prefixLists: readonly PrefixList[],
): Coverage {
  let gaps: readonly Gap[] = addressRanges(peer.addresses).map((addresses) => ({
    addresses,
    from: flow.from,
    to: flow.to,
  }));
  const by: Rule[] = [];
  let unsure = false;
  for (const rule of rules) {
    const ports = portsIn(rule, flow);
    if (ports === null) continue;
    unsure ||= isUnreadList(rule.peer, prefixLists);
    const left = matchedRanges(rule, peer, prefixLists).reduce(
      (rest, addresses) => rest.flatMap((gap) => without(gap, { addresses, ...ports })),
      gaps,
    );
    if (left !== gaps && area(left) !== area(gaps)) by.push(rule);
    gaps = left;
  }
  return { gaps, by, unsure: unsure && gaps.length > 0 };
}

function isUnreadList(peer: RulePeer, prefixLists: readonly PrefixList[]): boolean {
  return peer.kind === 'prefix-list' && !prefixLists.some(({ id }) => id === peer.id);
}

function matchedRanges(
  { peer: wanted }: Rule,
  peer: Member,
  prefixLists: readonly PrefixList[],
): readonly AddressRange[] {
  switch (wanted.kind) {
    case 'group':
      return peer.groups.includes(wanted.group) ? addressRanges(peer.addresses) : [];
    case 'cidr':
      return addressRanges([wanted.cidr]);
    case 'prefix-list':
      return addressRanges(prefixLists.find((list) => list.id === wanted.id)?.cidrs ?? []);
  }
}

/** The parts of a rectangle outside another one: at most four. */
export function without(gap: Gap, taken: Gap): Gap[] {
  const { addresses: whole } = gap;
  const { addresses: cut } = taken;
  const first = whole.first > cut.first ? whole.first : cut.first;
  const last = whole.last < cut.last ? whole.last : cut.last;
  const from = Math.max(gap.from, taken.from);
  const to = Math.min(gap.to, taken.to);
  if (whole.family !== cut.family || first > last || from > to) return [gap];
  const strip = (low: bigint, high: bigint, start: number, end: number): Gap[] =>
    low > high || start > end
      ? []
      : [{ addresses: { ...whole, first: low, last: high }, from: start, to: end }];
  return [
    ...strip(whole.first, first - 1n, gap.from, gap.to),
    ...strip(last + 1n, whole.last, gap.from, gap.to),
    ...strip(first, last, gap.from, from - 1),
    ...strip(first, last, to + 1, gap.to),
  ];
}

function area(gaps: readonly Gap[]): bigint {
  return gaps.reduce(
    (sum, { addresses, from, to }) =>
      sum + (addresses.last - addresses.first + 1n) * BigInt(to - from + 1),
    0n,
  );
}

/** The rules of some groups in one direction. */
export function rulesOf(
  rules: readonly Rule[],
  groups: readonly string[],
  direction: 'ingress' | 'egress',
): readonly Rule[] {
  return rules.filter(
    (rule) => groups.includes(rule.group) && rule.egress === (direction === 'egress'),
  );
}

export const allTcp: Flow = { protocol: 'tcp', from: 0, to: 65535 };
export const allUdp: Flow = { protocol: 'udp', from: 0, to: 65535 };
export const allIcmp: Flow = { protocol: 'icmp', from: 0, to: 255 };

/** What passes over one TCP port. */
export function tcp(port: number): Flow {
  return { protocol: 'tcp', from: port, to: port };
}
