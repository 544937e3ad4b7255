import type {
  EgressGroup,
  EgressPeer,
  EgressPlan,
  EgressRule,
  NeedId,
} from '../../../shared/model/egress';
import { ruleLimit } from '../../../shared/model/rule-quota';
import { isEverywhere } from './address-space';
import { isSameRule, type RuleToAdd } from './change';
import { valueOr } from './check';
import {
  type Draft,
  groupId,
  insideDrafts,
  pathsOf,
  serviceDrafts,
  unplacedHosts,
} from './egress-drafts';
import { needsAreKnown } from './needs';
import type { Network, NetworkParts, RulePeer } from './network';
import { pathParts } from './services';

/** The parts a plan cannot be made without. */
export const planParts = [
  'groups',
  ...pathParts,
] as const satisfies readonly (keyof NetworkParts)[];

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

/**
 * Whether rules wider than this set may be proposed for removal: only where all was read that tells
 * the needs, each of them has a way, and it is known where each of them lies. What was not read, has
 * no way yet or is somewhere else may be what the wide rule is kept for.
 */
export function replacesWiderRules(network: Network): boolean {
  return (
    planParts.every((name) => 'value' in network.parts[name]) &&
    needsAreKnown(network) &&
    unplacedHosts(network).length === 0 &&
    minimalEgress(network).unserved.length === 0
  );
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
    .filter((wanted) => !now.some((rule) => isSameRule(rule, wanted)));
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
