import { hostBlock, isPrivate } from './address-space';
import { allowTcp, type Change, cidrPeer, groupPeer } from './change';
import { valueOr } from './check';
import { coverage, rulesOf, tcp } from './coverage';
import { anyNodeOf, labelled, peerName, type Role } from './members';
import type { Bastion, Network, Rule, RulePeer } from './network';
import { joinsVpcs } from './ways';

/** A bastion of unknown address may still be let in by a rule for part of its network. */
export function mightMatch(
  bastion: Bastion,
  rules: readonly Rule[],
  groups: readonly string[],
  ports: readonly number[],
): boolean {
  const ingress = rulesOf(rules, groups, 'ingress').filter(({ peer }) => peer.kind === 'cidr');
  return bastion.members.some((member) =>
    ports.every((port) => coverage(ingress, tcp(port), member, []).by.length > 0),
  );
}

/**
 * A bastion that EC2 does not show us: of another account or region, of a shared VPC, or behind a
 * load balancer. Nodes it calls within AWS see it by an address of which nothing is known; that it
 * is reached at a public one lets nothing be concluded.
 */
export function isUnseen({ state, members }: Bastion): boolean {
  return (
    state === null &&
    members.every(({ groups }) => groups.length === 0) &&
    members.some(({ addresses }) => !addresses.every(isPrivate))
  );
}

/**
 * An instance without a public address is reached by VPN, Session Manager or an endpoint, and so by
 * another address than the one this computer has on the internet.
 */
export function isHidden({ state, publicAddress }: Bastion): boolean {
  return state !== null && publicAddress === null;
}

/** What a person knows the bastion by: its first member's first group, or its id where it has none. */
export function bastionName(bastion: Bastion, network: Network): string {
  const group = bastion.members[0]?.groups[0];
  return group === undefined ? bastion.id : labelled(group, network);
}

/** The peers by which rules let the bastion in, as people read them; each once, in its members' order. */
export function bastionPeerNames({ members }: Bastion): readonly string[] {
  return [...new Set(members.map(peerName))];
}

/** A bastion in a rule: by group, or by address where it has no group EC2 knows. */
export function bastionPeers({ members }: Bastion): readonly RulePeer[] {
  const grouped = members.flatMap(({ groups }) => groups.slice(0, 1));
  return grouped.length > 0
    ? [...new Set(grouped)].map(groupPeer)
    : members.flatMap(({ addresses }) => addresses.map((each) => cidrPeer(hostBlock(each))));
}

/**
 * The outbound rules that let a bastion call nodes of a role. A group is named within a VPC or over
 * peering; an outbound rule cannot name one behind a transit gateway (VPC user guide, security group
 * referencing), so the nodes' subnet stands there instead.
 */
export function bastionOut(
  bastion: Bastion,
  ports: readonly number[],
  role: Role,
  network: Network,
): readonly Change[] {
  const [own] = bastion.members.flatMap(({ groups }) => groups);
  const { groups, addresses } = anyNodeOf(role, network);
  const [target] = groups;
  if (own === undefined) return [];
  if (target !== undefined && canReference(bastion, network)) {
    return allowTcp('egress', own, ports, groupPeer(target));
  }
  return addresses.flatMap((each) => allowTcp('egress', own, ports, cidrPeer(hostBlock(each))));
}

function canReference({ vpc: own }: Bastion, network: Network): boolean {
  const vpc = valueOr(network, 'vpc', { id: own ?? '', cidrs: [] }).id;
  if (own === null || own === vpc) return true;
  const peerings = valueOr(network, 'peerings', []);
  // While there is no way at all, peering is what BASTION_OTHER_VPC proposes.
  return (
    peerings.some(({ active, vpcs }) => active && vpcs.includes(own) && vpcs.includes(vpc)) ||
    !overTransitGateway(network)
  );
}

function overTransitGateway(network: Network): boolean {
  const { routes } = valueOr(network, 'bastionRoutes', { id: '', routes: [] });
  return routes.some(({ active, target }) => active && joinsVpcs(target));
}
