import type { CheckId } from '../../../../shared/model/doctor';
import { type Change, cidrPeer, groupPeer } from '../change';
import { type Check, check, notApplicable, type Outcome, pass, unknown } from '../check';
import { allIcmp, allTcp, allUdp, type Coverage, type Flow, tcp } from '../coverage';
import {
  anyNodeOf,
  labelled,
  noRule,
  portText,
  type Role,
  ruleEvidence,
  rulesParts,
  through,
} from '../members';
import type { Member, Network, Rule } from '../network';
import { type ServiceEra, serviceEra } from '../releases';

/** One rule a cluster cannot live without, as who lets what pass to or from whom. */
interface Requirement {
  readonly groups: readonly string[];
  readonly direction: 'ingress' | 'egress';
  readonly flow: Flow;
  readonly peer: Member;
}

interface Tested extends Requirement, Coverage {}

function tested(network: Network, rules: readonly Rule[], each: Requirement): Tested {
  const { groups, direction, flow, peer } = each;
  return { ...each, ...through(network, rules, groups, direction, flow, peer) };
}

/** Passes when every requirement is covered; else names the missing rules, one change for each. */
function judged(network: Network, all: readonly Tested[]): Outcome {
  const missing = all.filter(({ gaps }) => gaps.length > 0);
  if (missing.length === 0) {
    return pass(all.flatMap(({ by }) => by.map((rule) => ruleEvidence(rule, network))));
  }
  return {
    status: 'fail',
    facts: {
      ports: [...new Set(missing.map(({ flow }) => flowText(flow)))],
      at: [...new Set(missing.flatMap(({ groups }) => groups.slice(0, 1)))].map((group) =>
        labelled(group, network),
      ),
      from: [
        ...new Set(missing.map(({ peer }) => peer.groups[0] ?? peer.addresses.join(', '))),
      ].join(', '),
    },
    evidence: missing.flatMap(({ groups, direction, flow, peer }) =>
      noRule(groups, direction, flow, peer.groups[0] ?? peer.addresses.join(', '), network),
    ),
    changes: missing.flatMap(ruleFor),
    unsure: missing.some(({ unsure }) => unsure),
  };
}

function flowText({ protocol, from, to }: Flow): string {
  return protocol === 'icmp' ? protocol : `${protocol} ${portText(from, to)}`;
}

function ruleFor({ groups, direction, flow, peer }: Requirement): readonly Change[] {
  const [group] = groups;
  const target = peer.groups[0];
  if (group === undefined) return [];
  const icmp = flow.protocol === 'icmp';
  const peers = target === undefined ? peer.addresses.map(cidrPeer) : [groupPeer(target)];
  return peers.map((each) => ({
    kind: 'add-rule',
    group,
    egress: direction === 'egress',
    protocol: flow.protocol,
    fromPort: icmp ? -1 : flow.from,
    toPort: icmp ? -1 : flow.to,
    peer: each,
  }));
}

const roles: readonly Role[] = ['primary', 'workers'];

/** Hadoop's daemons and containers listen on ports of their own choice, on every node. */
export const intraCluster = check(
  'INTRA_CLUSTER_RULE_MISSING',
  [...rulesParts, 'subnet'],
  ({ rules }, network) => {
    const all = roles.flatMap((own) =>
      roles.flatMap((other) =>
        [allTcp, allUdp, allIcmp].flatMap((flow) =>
          (['ingress', 'egress'] as const).map((direction) =>
            tested(network, rules, {
              groups: anyNodeOf(own, network).groups,
              direction,
              flow,
              peer: anyNodeOf(other, network),
            }),
          ),
        ),
      ),
    );
    return all.every(({ groups }) => groups.length > 0)
      ? judged(network, all)
      : unknown('no-nodes');
  },
);

/** The service's own interface: its group, somewhere in the VPC. */
function serviceSide(group: string, network: Network, place: readonly string[]): Member {
  return { groups: [group], addresses: place.slice(0, 1), vpc: anyNodeOf('primary', network).vpc };
}

/** A check of what nodes and the EMR service must let pass, in the releases that have it. */
function serviceRule(
  id: CheckId,
  eras: readonly ServiceEra[],
  wanted: (network: Network, service: Member) => readonly Requirement[],
): Check {
  return check(id, [...rulesParts, 'subnet'], ({ rules, subnet }, network) => {
    const { serviceAccess } = network.cluster.groups;
    const era = serviceEra(network.cluster.release);
    if (serviceAccess === null) return notApplicable;
    if (era === null) return unknown('unknown-release');
    if (!eras.includes(era)) return notApplicable;
    const service = serviceSide(serviceAccess, network, subnet.cidrs);
    return judged(
      network,
      wanted(network, service).map((each) => tested(network, rules, each)),
    );
  });
}

export const service8443 = serviceRule(
  'SA_8443_MISSING',
  ['before-5.30', 'up-to-7'],
  (network, service) =>
    roles.flatMap((role): Requirement[] => {
      const nodes = anyNodeOf(role, network);
      const flow = tcp(8443);
      return [
        { groups: nodes.groups, direction: 'ingress', flow, peer: service },
        { groups: service.groups, direction: 'egress', flow, peer: nodes },
      ];
    }),
);

export const service9443 = serviceRule('SA_9443_MISSING', ['up-to-7'], (network, service) => {
  const primary = anyNodeOf('primary', network);
  const flow = tcp(9443);
  return [
    { groups: service.groups, direction: 'ingress', flow, peer: primary },
    { groups: primary.groups, direction: 'egress', flow, peer: service },
  ];
});

/** From 8.0.0 on the group is an endpoint's: the whole VPC may call it, and the primary must. */
export const service443 = check(
  'SA_443_MISSING',
  [...rulesParts, 'subnet', 'vpc'],
  ({ rules, subnet, vpc }, network) => {
    const { serviceAccess } = network.cluster.groups;
    const era = serviceEra(network.cluster.release);
    if (serviceAccess === null || (era !== null && era !== 'from-8')) return notApplicable;
    if (era === null) return unknown('unknown-release');
    const flow = tcp(443);
    const callers: Member = {
      groups: [],
      addresses: vpc.cidrs.filter((cidr) => !cidr.includes(':')),
      vpc: vpc.id,
    };
    const service = serviceSide(serviceAccess, network, subnet.cidrs);
    const wanted: readonly Requirement[] = [
      { groups: service.groups, direction: 'ingress', flow, peer: callers },
      {
        groups: anyNodeOf('primary', network).groups,
        direction: 'egress',
        flow,
        peer: service,
      },
    ];
    return judged(
      network,
      wanted.map((each) => tested(network, rules, each)),
    );
  },
);
