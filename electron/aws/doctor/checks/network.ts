import { hostBlock } from '../address-space';
import { type Change, cidrPeer } from '../change';
import { check, notApplicable, type Outcome, pass, unknown, valueOr } from '../check';
import { tcp } from '../coverage';
import { type Role, through } from '../members';
import type { Bastion, Member, Network, Peering, RouteTable } from '../network';
import { ownResolvers } from '../resolvers';
import { joinsVpcs, wayTo } from '../ways';

const roles: readonly Role[] = ['primary', 'workers'];

/** Private names of nodes resolve only while both of the VPC's DNS settings are on. */
export const dnsAttributes = check('DNS_ATTRIBUTES', ['dns', 'vpc'], ({ dns, vpc }) => {
  const off = [
    ...(dns.support ? [] : (['enableDnsSupport'] as const)),
    ...(dns.hostNames ? [] : (['enableDnsHostnames'] as const)),
  ];
  const evidence = [
    {
      resource: vpc.id,
      name: '',
      rule: null,
      text: `enableDnsSupport=${dns.support} enableDnsHostnames=${dns.hostNames}`,
    },
  ];
  if (off.length === 0) return pass(evidence);
  return {
    status: 'fail',
    facts: { at: [vpc.id], what: off },
    evidence,
    changes: off.map((attribute) => ({ kind: 'vpc-dns', vpc: vpc.id, attribute })),
  };
});

/** Name servers of people's own know private names only where they forward to the VPC's resolver. */
export const dnsServers = check(
  'DNS_SERVERS_CUSTOM',
  ['dhcp', 'vpc', 'groups', 'rules'],
  ({ dhcp, vpc, rules }, network) => {
    const own = ownResolvers(network);
    if (own.length === 0) return pass();
    const server: Member = { groups: [], addresses: own, vpc: vpc.id };
    const changes = roles.flatMap((role): readonly Change[] => {
      const groups = network.cluster.groups[role];
      const [group] = groups;
      if (group === undefined) return [];
      // Long answers come over TCP (RFC 7766).
      return (['udp', 'tcp'] as const).flatMap((protocol): readonly Change[] => {
        const flow = { ...tcp(53), protocol };
        if (through(network, rules, groups, 'egress', flow, server).gaps.length === 0) return [];
        return own.map((address) => ({
          kind: 'add-rule',
          group,
          egress: true,
          protocol,
          fromPort: 53,
          toPort: 53,
          peer: cidrPeer(hostBlock(address)),
        }));
      });
    });
    return {
      status: 'fail',
      facts: { at: [vpc.id], what: own },
      evidence: [{ resource: vpc.id, name: dhcp.domain ?? '', rule: null, text: own.join(', ') }],
      changes,
    };
  },
);

/** Nodes named after their instance id: patterns for `ip-…` names miss them. */
export const resourceNames = check(
  'RESOURCE_NAME_HOSTS',
  ['subnet', 'nodes'],
  ({ subnet, nodes }) => {
    const named = nodes.filter(({ privateDns }) => /^i-[0-9a-f]+\./.test(privateDns));
    if (subnet.hostNames === 'ip-name' && named.length === 0) return pass();
    return {
      status: 'fail',
      facts: { at: [subnet.id], what: named.slice(0, 2).map(({ privateDns }) => privateDns) },
      evidence: [
        { resource: subnet.id, name: '', rule: null, text: `HostnameType=${subnet.hostNames}` },
      ],
      changes: [],
    };
  },
);

/** A bastion of another VPC needs peering, routes both ways and names that resolve over it. */
export const otherVpc = check(
  'BASTION_OTHER_VPC',
  ['bastion', 'vpc', 'subnet', 'peerings', 'routes', 'bastionRoutes'],
  (parts, network) => {
    const { bastion, vpc, subnet, peerings } = parts;
    if (bastion.vpc === null) return unknown('outside-vpc');
    if (bastion.vpc === vpc.id) return { ...notApplicable };
    const target = subnet.cidrs[0] ?? '';
    const lists = valueOr(network, 'prefixLists', []);
    const ways = [
      wayTo(parts.bastionRoutes, target, lists),
      wayTo(parts.routes, bastion.members[0]?.addresses[0] ?? '', lists),
    ] as const;
    const [there, back] = [ways[0].target, ways[1].target];
    const peering = peerings.find(
      ({ vpcs, active }) => active && vpcs.includes(vpc.id) && vpcs.includes(bastion.vpc ?? ''),
    );
    if (joinsVpcs(there) && joinsVpcs(back)) {
      return pass([routeEvidence(parts.bastionRoutes, target, there)]);
    }
    if (
      peering !== undefined &&
      there === peering.id &&
      back === peering.id &&
      peering.resolvesNames
    ) {
      return pass([routeEvidence(parts.bastionRoutes, target, there)]);
    }
    if (ways.some(({ unseen }) => unseen)) return unknown('unseen-route');
    return otherVpcFailure(bastion, parts, peering, network, target, there, back);
  },
);

function otherVpcFailure(
  bastion: Bastion,
  parts: {
    readonly vpc: { readonly id: string };
    readonly routes: RouteTable;
    readonly bastionRoutes: RouteTable;
  },
  peering: Peering | undefined,
  { cluster }: Network,
  target: string,
  there: string | null,
  back: string | null,
): Outcome {
  const own = bastion.vpc ?? '';
  const address = bastion.members[0]?.addresses[0];
  const evidence = [
    {
      resource: own,
      name: bastion.id,
      rule: peering?.id ?? null,
      text: `${own} ⇄ ${parts.vpc.id}`,
    },
    routeEvidence(parts.bastionRoutes, target, there),
    ...(address === undefined ? [] : [routeEvidence(parts.routes, address, back)]),
  ];
  const base = {
    status: 'fail',
    facts: { at: [own], what: [parts.vpc.id], from: cluster.id },
  } as const;
  if (peering === undefined) {
    return { ...base, evidence, changes: [{ kind: 'peering', from: own, to: parts.vpc.id }] };
  }
  const route = (table: RouteTable, cidr: string): Change => ({
    kind: 'route',
    routeTable: table.id,
    cidr: cidr.includes('/') ? cidr : `${cidr}/32`,
    peering: peering.id,
  });
  return {
    ...base,
    evidence,
    changes: [
      ...(there === peering.id ? [] : [route(parts.bastionRoutes, target)]),
      ...(back === peering.id || address === undefined ? [] : [route(parts.routes, address)]),
      ...(peering.resolvesNames ? [] : [{ kind: 'peering-dns', peering: peering.id } as const]),
    ],
  };
}

function routeEvidence({ id }: RouteTable, destination: string, target: string | null) {
  return { resource: id, name: '', rule: target, text: `→ ${destination}` };
}
