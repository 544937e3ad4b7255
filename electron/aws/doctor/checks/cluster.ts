import type { CheckId } from '../../../../shared/model/doctor';
import { type Check, check, notApplicable, unknown } from '../check';
import { allIcmp, allTcp, allUdp, tcp } from '../coverage';
import { anyNodeOf, type Role, rulesParts } from '../members';
import type { Member, Network } from '../network';
import { type ServiceEra, serviceEra } from '../releases';
import { judged, type Requirement, tested } from '../requirement';

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

/** From 8.0.0 on the group is an endpoint's: the whole VPC may call it, and every node must. */
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
      ...roles.map((role): Requirement => {
        const { groups } = anyNodeOf(role, network);
        return { groups, direction: 'egress', flow, peer: service };
      }),
    ];
    return judged(
      network,
      wanted.map((each) => tested(network, rules, each)),
    );
  },
);
