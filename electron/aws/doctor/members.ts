import type { Evidence } from '../../../shared/model/doctor';
import { valueOr } from './check';
import { type Coverage, coverage, type Flow, rulesOf } from './coverage';
import type { Member, Network, PageAddress, Rule, SecurityGroup } from './network';

export type Role = 'primary' | 'workers';

/**
 * The nodes of a role as one peer: their groups, found by the ids the cluster names, and their
 * addresses, or where those are not known yet, all of the subnet they will be in.
 */
export function nodesAs(role: Role, network: Network): Member {
  const { groups } = network.cluster;
  const nodes = valueOr(network, 'nodes', []).filter(
    ({ group }) => (group === 'primary') === (role === 'primary'),
  );
  const subnet = network.parts.subnet;
  const place = 'value' in subnet ? subnet.value : null;
  return {
    groups: groups[role],
    addresses:
      nodes.length > 0 ? nodes.map(({ privateIp }) => privateIp) : (place?.cidrs.slice(0, 1) ?? []),
    vpc: place?.vpc ?? null,
  };
}

/** Any node of a role there is or will be: autoscaling takes any address of the subnet. */
export function anyNodeOf(role: Role, network: Network): Member {
  const subnet = network.parts.subnet;
  const place = 'value' in subnet ? subnet.value : null;
  const block = place?.cidrs[0];
  return {
    groups: network.cluster.groups[role],
    addresses: block === undefined ? nodesAs(role, network).addresses : [block],
    vpc: place?.vpc ?? null,
  };
}

/** What the rules of some groups let through, to or from a peer. */
export function through(
  network: Network,
  rules: readonly Rule[],
  groups: readonly string[],
  direction: 'ingress' | 'egress',
  flow: Flow,
  peer: Member,
): Coverage {
  return coverage(
    rulesOf(rules, groups, direction),
    flow,
    peer,
    valueOr(network, 'prefixLists', []),
  );
}

/**
 * A cluster that runs on its primary node alone, which then runs NodeManager and DataNode as well.
 * While it starts, core nodes may be to come.
 */
export function isSingleNode(network: Network): boolean {
  const { state } = network.cluster;
  const nodes = valueOr(network, 'nodes', []);
  return (
    (state === 'RUNNING' || state === 'WAITING') &&
    nodes.length > 0 &&
    nodes.every(({ group }) => group === 'primary')
  );
}

/** The web interfaces of a role, each port once with the names behind it. */
export function pagesOf(role: Role, network: Network): ReadonlyMap<number, string> {
  const ports = new Map<number, string>();
  for (const { name, port } of pagesAt(role, network)) {
    const known = ports.get(port);
    if (known === undefined) ports.set(port, name);
    else if (!known.split(', ').includes(name)) ports.set(port, `${known}, ${name}`);
  }
  return ports;
}

function pagesAt(role: Role, network: Network): readonly PageAddress[] {
  const { pages } = network.cluster;
  if (isSingleNode(network)) return role === 'primary' ? pages : [];
  return pages.filter(({ group }) => (group === 'primary') === (role === 'primary'));
}

function nameOf(group: string, groups: readonly SecurityGroup[]): string {
  return groups.find(({ id }) => id === group)?.name ?? '';
}

/** A group as people find it: `sg-0c31 (ElasticMapReduce-Master-Private)`. */
export function labelled(group: string, network: Network): string {
  const name = nameOf(group, valueOr(network, 'groups', []));
  return name === '' ? group : `${group} (${name})`;
}

/** A rule in short: `tcp 8088 ← sg-07fa`, `all → 0.0.0.0/0`. */
export function ruleText(
  { egress, protocol, fromPort, toPort }: Pick<Rule, 'egress' | 'protocol' | 'fromPort' | 'toPort'>,
  peer: string,
): string {
  const all = protocol === '-1';
  const ports = all || fromPort < 0 ? '' : ` ${portText(fromPort, toPort)}`;
  return `${all ? 'all' : protocol}${ports} ${egress ? '→' : '←'} ${peer}`;
}

/** A range of ports as people and the AWS command line write it: `22`, `8000-8099`. */
export function portText(from: number, to: number): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

/** What AWS calls the other side of a rule: its range, its group or its prefix list. */
export function peerId({ peer }: Pick<Rule, 'peer'>): string {
  switch (peer.kind) {
    case 'cidr':
      return peer.cidr;
    case 'group':
      return peer.group;
    case 'prefix-list':
      return peer.id;
  }
}

/** A rule as evidence in a report, under its group's name where the groups could be read. */
export function ruleEvidence(rule: Rule, network: Network): Evidence {
  return {
    resource: rule.group,
    name: nameOf(rule.group, valueOr(network, 'groups', [])),
    rule: rule.id,
    text: ruleText(rule, peerId(rule)),
  };
}

/** The evidence that none of some groups has a rule. */
export function noRule(
  groups: readonly string[],
  direction: 'ingress' | 'egress',
  flow: Flow,
  peer: string,
  network: Network,
): readonly Evidence[] {
  const egress = direction === 'egress';
  const text = ruleText(
    { egress, protocol: flow.protocol, fromPort: flow.from, toPort: flow.to },
    peer,
  );
  return groups.map((group) => ({
    resource: group,
    name: nameOf(group, valueOr(network, 'groups', [])),
    rule: null,
    text,
  }));
}

/** How a peer is written into a rule: by its group where it has one, else by its addresses. */
export function peerName({ groups, addresses }: Member): string {
  return groups[0] ?? addresses.join(', ');
}

export const rulesParts = ['groups', 'rules'] as const;
