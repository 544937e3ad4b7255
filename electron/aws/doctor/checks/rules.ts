import { isEverywhere } from '../address-space';
import { check, pass } from '../check';
import { protocolOf } from '../coverage';
import { egressChanges, replacesWiderRules } from '../egress-plan';
import { labelled, peerId, portText, ruleEvidence, rulesParts } from '../members';
import type { Network, Rule } from '../network';
import { pathParts } from '../services';
import { closing } from './last-way';

function clusterGroups({ cluster: { groups } }: Network): readonly string[] {
  const { serviceAccess } = groups;
  return [
    ...new Set([
      ...groups.primary,
      ...groups.workers,
      ...(serviceAccess === null ? [] : [serviceAccess]),
    ]),
  ];
}

function isOpenToAll({ peer }: Rule): boolean {
  return peer.kind === 'cidr' && isEverywhere(peer.cidr);
}

/** The ports of a rule as people read them; ICMP has none. */
function portsOf({ protocol, fromPort, toPort }: Rule): string {
  const name = protocolOf(protocol);
  if (name === 'icmp' || name === 'icmpv6') return name;
  return name === '-1' || fromPort < 0 ? 'all' : portText(fromPort, toPort);
}

/**
 * Rules for everybody on a group of the cluster. Block public access judges clusters in public
 * subnets alone, so those in private ones are judged here with the same ports left out.
 */
export const publicIngress = check(
  'PUBLIC_INGRESS',
  [...rulesParts, 'publicPorts'],
  ({ rules, publicPorts }, network) => {
    const permitted = publicPorts ?? [];
    const groups = clusterGroups(network);
    const open = rules.filter(
      (rule) =>
        !rule.egress &&
        groups.includes(rule.group) &&
        isOpenToAll(rule) &&
        !(
          rule.protocol !== '-1' &&
          permitted.some(({ from, to }) => from <= rule.fromPort && rule.toPort <= to)
        ),
    );
    if (open.length === 0) return pass();
    return {
      status: 'fail',
      facts: {
        at: [...new Set(open.map(({ group }) => labelled(group, network)))],
        ports: [...new Set(open.map(portsOf))],
        what: [...new Set(open.map(peerId))],
      },
      evidence: open.map((rule) => ruleEvidence(rule, network)),
      changes: closing(open, network),
    };
  },
);

/** All traffic to everywhere: what EMR begins with, and what the minimal egress can replace. */
export const egressAll = check(
  'EGRESS_ALL',
  [...rulesParts, 'subnet', ...pathParts],
  ({ rules }, network) => {
    const groups = clusterGroups(network);
    const wide = rules.filter(
      (rule) =>
        rule.egress && groups.includes(rule.group) && rule.protocol === '-1' && isOpenToAll(rule),
    );
    if (wide.length === 0) return pass();
    return {
      status: 'fail',
      facts: { at: [...new Set(wide.map(({ group }) => labelled(group, network)))] },
      evidence: wide.map((rule) => ruleEvidence(rule, network)),
      changes: [
        ...egressChanges(network),
        ...(replacesWiderRules(network)
          ? wide.map((rule) => ({ kind: 'remove-rule', rule }) as const)
          : []),
      ],
    };
  },
);

/**
 * Rules that name a group over a peering connection which is gone: they let nothing through and hide
 * that something is missing. Within a VPC there are none: EC2 deletes no group that a rule names (VPC
 * user guide, stale rules). A group that is not among the VPC's own is there all the same, of another
 * account or associated from another VPC.
 */
export const staleReference = check('STALE_REFERENCE', rulesParts, ({ rules }, network) => {
  const ours = [...clusterGroups(network), ...bastionGroups(network)];
  const stale = rules.filter(
    ({ group, peer }) => ours.includes(group) && peer.kind === 'group' && isOver(peer.peering),
  );
  if (stale.length === 0) return pass();
  return {
    status: 'fail',
    facts: {
      at: [...new Set(stale.map(({ group }) => labelled(group, network)))],
      what: [...new Set(stale.map(peerId))],
    },
    evidence: stale.map((rule) => ruleEvidence(rule, network)),
    changes: stale.map((rule) => ({ kind: 'remove-rule', rule })),
  };
});

/** Whether a peering connection will not come back (EC2: VpcPeeringConnectionStateReason). */
function isOver(peering: string | undefined): boolean {
  return peering !== undefined && /^(deleted|rejected|expired|failed)$/.test(peering);
}

function bastionGroups(network: Network): readonly string[] {
  const { bastion } = network.parts;
  return 'value' in bastion ? bastion.value.members.flatMap(({ groups }) => groups) : [];
}
