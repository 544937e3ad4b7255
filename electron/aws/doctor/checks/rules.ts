import { ruleLimit } from '../../../../shared/model/rule-quota';
import { isEverywhere } from '../address-space';
import { check, notApplicable, pass, valueOr } from '../check';
import { egressChanges, quotaOf, replacesWiderRules } from '../egress-plan';
import { labelled, pagesOf, peerId, ruleEvidence, rulesParts } from '../members';
import type { Network, Rule } from '../network';
import { pathParts } from '../services';

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
        ports: [...new Set(open.map(({ fromPort }) => (fromPort < 0 ? 'all' : `${fromPort}`)))],
        what: [...new Set(open.map(peerId))],
      },
      evidence: open.map((rule) => ruleEvidence(rule, network)),
      changes: open.map((rule) => ({ kind: 'remove-rule', rule })),
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

/** Rules that name a group which is gone: they let nothing through and hide that something is missing. */
export const staleReference = check(
  'STALE_REFERENCE',
  [...rulesParts, 'vpc'],
  ({ rules, groups, vpc }, network) => {
    const known = new Set(groups.map(({ id }) => id));
    // Which groups another VPC has was not read: a bastion's own there may name any of them.
    const here = bastionGroups(network).filter((group) => known.has(group));
    const ours = [...clusterGroups(network), ...here];
    const stale = rules.filter(
      ({ group, peer }) =>
        ours.includes(group) &&
        peer.kind === 'group' &&
        (peer.vpc === null || peer.vpc === vpc.id) &&
        !known.has(peer.group),
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
  },
);

function bastionGroups(network: Network): readonly string[] {
  const { bastion } = network.parts;
  return 'value' in bastion ? bastion.value.members.flatMap(({ groups }) => groups) : [];
}

/** Whether the rules this doctor proposes fit into the groups that would hold them. */
export const ruleQuota = check(
  'RULE_QUOTA',
  [...rulesParts, 'subnet', ...pathParts],
  ({ rules }, network) => {
    const { groups } = network.cluster;
    if (groups.primary.length === 0) return notApplicable;
    const inbound = (['primary', 'workers'] as const).map((role) => {
      const [group = ''] = groups[role];
      const now = rules.filter((rule) => rule.group === group && !rule.egress);
      const own = new Set(bastionGroups(network));
      const fromBastion = now.filter(({ peer }) => peer.kind === 'group' && own.has(peer.group));
      const others = now.filter((rule) => !fromBastion.includes(rule));
      return { group, count: weightOf(others, network) + pagesOf(role, network).size };
    });
    const outbound = quotaOf(network).map(({ groupId, rules: count }) => ({
      group: groupId,
      count,
    }));
    const over = [...inbound, ...outbound].filter(({ count }) => count > ruleLimit);
    if (over.length === 0) return pass();
    return {
      status: 'fail',
      facts: {
        at: [...new Set(over.map(({ group }) => labelled(group, network)))],
        what: over.map(({ count }) => `${count}`),
        from: `${ruleLimit}`,
      },
      evidence: over.map(({ group, count }) => ({
        resource: group,
        name: '',
        rule: null,
        text: `${count} > ${ruleLimit}`,
      })),
      changes: [],
    };
  },
);

function weightOf(rules: readonly Rule[], network: Network): number {
  const lists = valueOr(network, 'prefixLists', []);
  return rules.reduce(
    (sum, { peer }) =>
      sum +
      (peer.kind === 'prefix-list' ? (lists.find(({ id }) => id === peer.id)?.weight ?? 1) : 1),
    0,
  );
}
