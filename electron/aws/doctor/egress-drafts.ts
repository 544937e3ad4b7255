import type { EgressGroup, EgressPeer, NeedId } from '../../../shared/model/egress';
import { valueOr } from './check';
import { metastoreHosts } from './need-signs';
import { needsOf } from './needs';
import type { Network, RulePeer } from './network';
import { targetOf } from './reach-service';
import { serviceEra } from './releases';
import { ownResolvers } from './resolvers';
import { defaultRoute, type PathParts, serviceNames, servicePrefixList } from './services';

/** A rule wanted by one need, before those alike are put together. */
export interface Draft {
  readonly groups: readonly EgressGroup[];
  readonly protocol: string;
  readonly ports: readonly [from: number, to: number];
  readonly peer: EgressPeer;
  readonly need: NeedId;
}

const nodes: readonly EgressGroup[] = ['primary', 'workers'];
const internet: EgressPeer = { kind: 'cidr', id: '0.0.0.0/0', name: 'NAT' };

/** What the plan's own parts say, or null when one of them is unread. */
export function pathsOf(network: Network): PathParts | null {
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

/** The managed group of a role in this cluster. */
export function groupId(group: EgressGroup, { cluster: { groups } }: Network): string | null {
  return group === 'service-access' ? groups.serviceAccess : (groups[group][0] ?? null);
}

function groupPeerOf(group: EgressGroup, network: Network): EgressPeer | null {
  const id = groupId(group, network);
  return id === null ? null : { kind: 'group', id, name: group };
}

/** The rules between the three groups of the cluster. */
export function insideDrafts(network: Network): Draft[] {
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

export interface Served {
  readonly drafts: readonly Draft[];
  readonly unserved: readonly NeedId[];
}

/** The rules for services of AWS and others that the cluster calls. */
export function serviceDrafts(network: Network, parts: PathParts): Served {
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
      if (defaultRoute(parts.routes) === null) unserved.push(need);
      drafts.push({ groups: nodes, protocol: 'tcp', ports: [443, 443], peer: internet, need });
    }
  }
  return { drafts: [...drafts, ...hostDrafts(network)], unserved: [...new Set(unserved)] };
}

function listPeer(service: string, { region }: Network, parts: PathParts): RulePeer | null {
  const list = servicePrefixList(service, region, parts.prefixLists);
  return list === null ? null : { kind: 'prefix-list', id: list.id };
}

/**
 * Hosts of people's own that are named, and not by an address: they may lie in another VPC or in an
 * office, where no rule for this VPC leads.
 */
export function unplacedHosts(network: Network): readonly string[] {
  const security = valueOr(network, 'security', null);
  const hosts = [
    ...metastoreHosts(network).map(({ host }) => host),
    ...(security?.kerberosHosts ?? []),
  ];
  return hosts.filter((host) => !isAddress(host));
}

function isAddress(name: string): boolean {
  return /^\d+(\.\d+){3}$/.test(name);
}

/** Databases, key distribution centres and name servers: hosts of people's own. */
function hostDrafts(network: Network): Draft[] {
  const place = valueOr(network, 'vpc', { id: '', cidrs: [] }).cidrs.filter(
    (cidr) => !cidr.includes(':'),
  );
  const to = (name: string): EgressPeer[] =>
    isAddress(name)
      ? [{ kind: 'cidr', id: `${name}/32`, name }]
      : place.map((id) => ({ kind: 'cidr', id, name }));
  const draft = (name: string, protocol: string, port: number, need: NeedId): Draft[] =>
    to(name).map((peer) => ({ groups: nodes, protocol, ports: [port, port], peer, need }));
  const databases = metastoreHosts(network).flatMap(({ host, port }) =>
    draft(host, 'tcp', port, 'metastore'),
  );
  const security = valueOr(network, 'security', null);
  const directory = security?.activeDirectory === true ? [389, 636] : [];
  const kerberos = (security?.kerberosHosts ?? []).flatMap((host) => [
    ...draft(host, 'udp', 88, 'kerberos'),
    ...[88, 749, ...directory].flatMap((port) => draft(host, 'tcp', port, 'kerberos')),
  ]);
  const resolvers = ownResolvers(network).flatMap((host) =>
    (['udp', 'tcp'] as const).flatMap((protocol) => draft(host, protocol, 53, 'dns-ntp-imds')),
  );
  return [...databases, ...kerberos, ...resolvers];
}
