import type { Change, RuleToAdd } from './change';
import { allowTcp, cidrPeer, groupPeer } from './change';
import { type Coverage, tcp } from './coverage';
import { anyNodeOf, type Role, through } from './members';
import type { Member, Network, Rule, RulePeer } from './network';
import { type Path, type PathParts, pathTo, serviceName } from './services';

/** Where a node's packets to a service go, and what an outbound rule for them names. */
export interface Target {
  readonly service: string;
  readonly path: Path;
  /** Null when there is no way at all. */
  readonly peer: RulePeer | null;
  readonly member: Member;
  /** False where the subnets of an endpoint were not read, so that it may be anywhere in the VPC. */
  readonly placed: boolean;
}

/** Everything behind the way out: a rule that covers it is 0.0.0.0/0. */
const everywhere: Member = { groups: [], addresses: ['0.0.0.0/0'], vpc: null };

/**
 * Finds a node's way to a service of AWS: an endpoint's interface, a gateway's prefix list, the way
 * out, or none.
 */
export function targetOf(service: string, network: Network, parts: PathParts): Target {
  const path = pathTo(service, network, parts);
  if (path.via === 'none') {
    return { service, path, peer: null, member: everywhere, placed: true };
  }
  if (path.via === 'interface') {
    const { groups, blocks } = path.endpoint;
    const [group] = groups;
    const inside = parts.vpc.cidrs.filter((cidr) => !cidr.includes(':'));
    return {
      service,
      path,
      peer: group === undefined ? cidrPeer(inside[0] ?? '0.0.0.0/0') : groupPeer(group),
      member: { groups, addresses: blocks ?? inside, vpc: parts.vpc.id },
      placed: blocks !== null,
    };
  }
  if (path.list === null) {
    return { service, path, peer: cidrPeer('0.0.0.0/0'), member: everywhere, placed: true };
  }
  return {
    service,
    path,
    peer: { kind: 'prefix-list', id: path.list.id },
    member: { groups: [], addresses: path.list.cidrs, vpc: null },
    placed: true,
  };
}

/**
 * Whether nodes of a role may call it. A list whose blocks are not known is covered by a rule that
 * names the list itself, and by one for everywhere.
 */
export function opened(
  role: Role,
  { peer, member }: Target,
  port: number,
  network: Network,
  rules: readonly Rule[],
): Coverage {
  const { groups } = anyNodeOf(role, network);
  const known = member.addresses.length > 0 ? member : everywhere;
  const found = through(network, rules, groups, 'egress', tcp(port), known);
  if (found.gaps.length === 0 || peer?.kind !== 'prefix-list') return found;
  const named = rules.filter(
    (rule) =>
      rule.egress &&
      groups.includes(rule.group) &&
      rule.peer.kind === 'prefix-list' &&
      rule.peer.id === peer.id &&
      (rule.protocol === '-1' ||
        (rule.protocol === 'tcp' && rule.fromPort <= port && rule.toPort >= port)),
  );
  return named.length > 0 ? { gaps: [], by: named, unsure: false } : found;
}

/** Whether a rule lets a part of the VPC through, and nobody knows if the endpoint is in it. */
export function mayBeOpen({ placed }: Target, { gaps, by }: Coverage): boolean {
  return !placed && gaps.length > 0 && by.length > 0;
}

/** The outbound rule that would let the nodes of a role call it. */
export function ruleTo(role: Role, target: Target, network: Network): readonly RuleToAdd[] {
  const [group] = network.cluster.groups[role];
  return group === undefined || target.peer === null
    ? []
    : allowTcp('egress', group, [443], target.peer);
}

/** The endpoint that would make a way where there is none. */
export function endpointFor(
  service: string,
  network: Network,
  parts: PathParts,
): readonly Change[] {
  const name = serviceName(network.region, service);
  const { subnet } = network.cluster;
  const group = network.cluster.groups.workers[0];
  if (service === 's3' || service === 'dynamodb') {
    return [
      {
        kind: 'gateway-endpoint',
        service: name,
        vpc: parts.vpc.id,
        routeTable: parts.routes.id,
      },
    ];
  }
  return subnet === null || group === undefined
    ? []
    : [{ kind: 'interface-endpoint', service: name, vpc: parts.vpc.id, subnet, group }];
}
