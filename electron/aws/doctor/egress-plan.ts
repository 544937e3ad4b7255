import type {
  EgressGroup,
  EgressPeer,
  EgressPlan,
  EgressRule,
  NeedId,
} from '../../../shared/model/egress';
import { isEverywhere } from './address-space';
import type { RuleToAdd } from './change';
import { valueOr } from './check';
import { metastoreHosts, needsOf } from './needs';
import type { Network, NetworkParts, RulePeer } from './network';
import { targetOf } from './reach-service';
import { serviceEra } from './releases';
import { type PathParts, pathParts, serviceNames, servicePrefixList } from './services';

/** Rules in one direction that a security group takes before the quota is raised (VPC quotas). */
export const ruleLimit = 60;

interface Draft {
  readonly groups: readonly EgressGroup[];
  readonly protocol: string;
  readonly ports: readonly [from: number, to: number];
  readonly peer: EgressPeer;
  readonly need: NeedId;
}

const nodes: readonly EgressGroup[] = ['primary', 'workers'];
const internet: EgressPeer = { kind: 'cidr', id: '0.0.0.0/0', name: 'NAT' };

/** What the plan's own parts say, or null when one of them is unread. */
function pathsOf(network: Network): PathParts | null {
  const { endpoints, routes, prefixLists, vpc } = network.parts;
  if ('unread' in endpoints || 'unread' in routes || 'unread' in prefixLists || 'unread' in vpc) {
    return null;
  }
  return {
    endpoints: endpoints.value,
    routes: routes.value,
    prefixLists: prefixLists.value,
    vpc: vpc.value,
  };
}

/** The parts a plan cannot be made without. */
export const planParts = [
  'groups',
  ...pathParts,
] as const satisfies readonly (keyof NetworkParts)[];

function groupId(group: EgressGroup, { cluster: { groups } }: Network): string | null {
  return group === 'service-access' ? groups.serviceAccess : (groups[group][0] ?? null);
}

function groupPeerOf(group: EgressGroup, network: Network): EgressPeer | null {
  const id = groupId(group, network);
  return id === null ? null : { kind: 'group', id, name: group };
}

/** The rules between the three groups of the cluster. */
function insideDrafts(network: Network): Draft[] {
  const draft = (
    groups: readonly EgressGroup[],
    protocol: string,
    port: number,
    to: EgressGroup,
    need: NeedId,
  ): Draft[] => {
    const peer = groupPeerOf(to, network);
    return peer === null ? [] : [{ groups, protocol, ports: [port, port], peer, need }];
  };
  const era = serviceEra(network.cluster.release);
  return [
    ...nodes.flatMap((to) => draft(nodes, '-1', -1, to, 'intra')),
    ...(era === 'up-to-7'
      ? [
          ...draft(['primary'], 'tcp', 9443, 'service-access', 'service-access'),
          ...draft(nodes, 'tcp', 443, 'service-access', 'service-access-443'),
        ]
      : []),
    ...(era === 'from-8' ? draft(nodes, 'tcp', 443, 'service-access', 'service-access-8') : []),
    ...(era === 'up-to-7' || era === 'before-5.30'
      ? nodes.flatMap((to) => draft(['service-access'], 'tcp', 8443, to, 'service-access'))
      : []),
  ];
}

function peerOf(peer: RulePeer, service: string): EgressPeer {
  switch (peer.kind) {
    case 'group':
      return { kind: 'group', id: peer.group, name: service };
    case 'prefix-list':
      return { kind: 'prefix-list', id: peer.id, name: service };
    case 'cidr':
      return { kind: 'cidr', id: peer.cidr, name: service };
  }
}

interface Served {
  readonly drafts: readonly Draft[];
  readonly unserved: readonly NeedId[];
}

/** The rules for services of AWS and others that the cluster calls. */
function serviceDrafts(network: Network, parts: PathParts): Served {
  const drafts: Draft[] = [];
  const unserved: NeedId[] = [];
  for (const { need, applies } of needsOf(network)) {
    // The endpoint of 8.0.0 carries the service-access group, which has its rule already.
    if (applies !== 'yes' || need === 'service-access-8') continue;
    for (const service of serviceNames[need] ?? []) {
      const target = targetOf(service, network, parts);
      if (target.peer === null) unserved.push(need);
      // The list will be right once there is a way: an endpoint takes the same addresses.
      const peer = target.peer ?? listPeer(service, network, parts);
      if (peer === null) continue;
      const ports = need === 's3' && peer.kind !== 'group' ? [443, 80] : [443];
      drafts.push(
        ...ports.map(
          (port): Draft => ({
            groups: nodes,
            protocol: 'tcp',
            ports: [port, port],
            peer: peerOf(peer, service),
            need,
          }),
        ),
      );
    }
    if (need === 'packages' || need === 'apigateway') {
      drafts.push({ groups: nodes, protocol: 'tcp', ports: [443, 443], peer: internet, need });
    }
  }
  return { drafts: [...drafts, ...hostDrafts(network)], unserved: [...new Set(unserved)] };
}

function listPeer(service: string, { region }: Network, parts: PathParts): RulePeer | null {
  const list = servicePrefixList(service, region, parts.prefixLists);
  return list === null ? null : { kind: 'prefix-list', id: list.id };
}

/** Databases and key distribution centres: hosts of people's own, known by name only. */
function hostDrafts(network: Network): Draft[] {
  const place = valueOr(network, 'vpc', { id: '', cidrs: [] }).cidrs.filter(
    (cidr) => !cidr.includes(':'),
  );
  const to = (name: string): EgressPeer[] =>
    /^\d+(\.\d+){3}$/.test(name)
      ? [{ kind: 'cidr', id: `${name}/32`, name }]
      : place.map((id) => ({ kind: 'cidr', id, name }));
  const draft = (name: string, protocol: string, port: number, need: NeedId): Draft[] =>
    to(name).map((peer) => ({ groups: nodes, protocol, ports: [port, port], peer, need }));
  const databases = metastoreHosts(network).flatMap(({ host, port }) =>
    draft(host, 'tcp', port, 'metastore'),
  );
  const kdc = valueOr(network, 'security', null)?.kerberosHost ?? null;
  const kerberos =
    kdc === null
      ? []
      : [
          ...draft(kdc, 'tcp', 88, 'kerberos'),
          ...draft(kdc, 'udp', 88, 'kerberos'),
          ...draft(kdc, 'tcp', 749, 'kerberos'),
        ];
  return [...databases, ...kerberos];
}

/** One rule for each group, protocol, ports and peer, with all needs it serves. */
function merged(drafts: readonly Draft[], network: Network): EgressRule[] {
  const rules = new Map<string, EgressRule>();
  for (const { groups, protocol, ports, peer, need } of drafts) {
    for (const group of groups) {
      const id = groupId(group, network);
      if (id === null) continue;
      const key = [id, protocol, ...ports, peer.id].join(' ');
      const known = rules.get(key);
      rules.set(key, {
        group,
        groupId: id,
        protocol,
        fromPort: ports[0],
        toPort: ports[1],
        peer,
        for: [...new Set([...(known?.for ?? []), need])],
      });
    }
  }
  return withoutSubsumed([...rules.values()]);
}

/** Where everything may be called on a port, a rule for a prefix list on that port adds nothing. */
function withoutSubsumed(rules: readonly EgressRule[]): EgressRule[] {
  const swallowedBy = (rule: EgressRule) =>
    rules.find(
      (wide) =>
        wide !== rule &&
        wide.group === rule.group &&
        wide.peer.kind === 'cidr' &&
        isEverywhere(wide.peer.id) &&
        rule.peer.kind !== 'group' &&
        wide.protocol === rule.protocol &&
        wide.fromPort === rule.fromPort,
    );
  return rules
    .filter((rule) => swallowedBy(rule) === undefined)
    .map((rule) => ({
      ...rule,
      for: [
        ...new Set([
          ...rule.for,
          ...rules.filter((other) => swallowedBy(other) === rule).flatMap((other) => other.for),
        ]),
      ],
    }));
}

export interface MinimalEgress {
  readonly rules: readonly EgressRule[];
  readonly unserved: readonly NeedId[];
}

/**
 * The smallest set of outbound rules with which everything the cluster needs can be reached, as
 * the network is now: prefix lists for S3 and DynamoDB, the groups of interface endpoints, and
 * 0.0.0.0/0 on port 443 only where a service has no endpoint here.
 */
export function minimalEgress(network: Network): MinimalEgress {
  const parts = pathsOf(network);
  const inside = insideDrafts(network);
  if (parts === null) return { rules: merged(inside, network), unserved: [] };
  const { drafts, unserved } = serviceDrafts(network, parts);
  return { rules: merged([...inside, ...drafts], network), unserved };
}

/** The same peer as a rule names it. */
export function rulePeer({ kind, id }: EgressPeer): RulePeer {
  switch (kind) {
    case 'group':
      return { kind, group: id, vpc: null };
    case 'prefix-list':
      return { kind, id };
    case 'cidr':
      return { kind, cidr: id };
  }
}

/** The rules of the proposal that no group has yet, as changes. */
export function egressChanges(network: Network): readonly RuleToAdd[] {
  const now = valueOr(network, 'rules', []);
  return minimalEgress(network)
    .rules.map(
      (rule): RuleToAdd => ({
        kind: 'add-rule',
        group: rule.groupId,
        egress: true,
        protocol: rule.protocol,
        fromPort: rule.fromPort,
        toPort: rule.toPort,
        peer: rulePeer(rule.peer),
      }),
    )
    .filter((wanted) => !now.some((rule) => isSame(rule, wanted)));
}

type Compared = Pick<RuleToAdd, 'group' | 'egress' | 'protocol' | 'fromPort' | 'toPort' | 'peer'>;

function isSame(left: Compared, right: Compared): boolean {
  const name = ({ peer }: Compared) =>
    peer.kind === 'group' ? peer.group : peer.kind === 'cidr' ? peer.cidr : peer.id;
  return (
    left.group === right.group &&
    left.egress === right.egress &&
    left.protocol === right.protocol &&
    (left.protocol === '-1' ||
      (left.fromPort === right.fromPort && left.toPort === right.toPort)) &&
    name(left) === name(right)
  );
}

/** How many outbound rules each group would hold; a prefix list counts its weight. */
export function quotaOf(network: Network): EgressPlan['quota'] {
  const lists = valueOr(network, 'prefixLists', []);
  const counts = new Map<EgressGroup, number>();
  for (const { group, peer } of minimalEgress(network).rules) {
    const weight =
      peer.kind === 'prefix-list' ? (lists.find(({ id }) => id === peer.id)?.weight ?? 1) : 1;
    counts.set(group, (counts.get(group) ?? 0) + weight);
  }
  return [...counts].map(([group, rules]) => ({
    group,
    groupId: groupId(group, network) ?? '',
    rules,
    limit: ruleLimit,
  }));
}
