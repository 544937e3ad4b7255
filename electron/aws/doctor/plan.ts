import type {
  EgressBreak,
  EgressGroup,
  EgressPlan,
  EgressRule,
  NeedId,
} from '../../../shared/model/egress';
import { valueOr } from './check';
import { allIcmp, allTcp, allUdp, coverage, type Flow, protocolOf } from './coverage';
import {
  egressChanges,
  minimalEgress,
  planParts,
  quotaOf,
  replacesWiderRules,
  rulePeer,
} from './egress-plan';
import { deniedActions } from './examine';
import { fixOf } from './fix';
import { isStarting } from './launch';
import { ruleEvidence } from './members';
import { needsOf } from './needs';
import type { Member, Network, Rule, RulePeer, VpcEndpoint } from './network';
import { interfaceOf, serviceNames } from './services';

/** The minimal egress of a cluster with its reasons, set against the rules of today. */
export function egressPlan(network: Network): EgressPlan {
  const { cluster } = network;
  const { rules, unserved } = minimalEgress(network);
  const broken = brokenBy(network, rules);
  const complete = planParts.every((name) => 'value' in network.parts[name]);
  const removals = replacesWiderRules(network)
    ? (broken ?? []).map(({ rule }) => ({ kind: 'remove-rule', rule }) as const)
    : [];
  return {
    at: network.at,
    region: network.region,
    cluster: { id: cluster.id, name: cluster.name, release: cluster.release },
    needs: [...needsOf(network)],
    rules: [...rules],
    unserved: [...unserved],
    missingNow: missingNow(network, rules),
    breaks: broken?.map(({ group, rule }) => breakOf(group, rule, network)) ?? null,
    quota: quotaOf(network),
    // With a part unread the set may be too small: then it is shown, and not offered as commands.
    fix: complete ? fixOf([...egressChanges(network), ...removals], network.region) : null,
    adviceOnly: isStarting(network),
    denied: [...deniedActions(network)],
  };
}

interface Broken {
  readonly group: EgressGroup;
  readonly rule: Rule;
}

/** The rules of today that allow something the proposal does not, or null when they are unread. */
function brokenBy(network: Network, proposal: readonly EgressRule[]): readonly Broken[] | null {
  const { rules } = network.parts;
  if ('unread' in rules) return null;
  const { groups } = network.cluster;
  const owners: readonly (readonly [EgressGroup, readonly string[]])[] = [
    ['primary', groups.primary],
    ['workers', groups.workers],
    ['service-access', groups.serviceAccess === null ? [] : [groups.serviceAccess]],
  ];
  return owners.flatMap(([group, ids]) => {
    const wanted = proposal.filter((each) => each.group === group).map(asRule);
    return rules.value
      .filter((rule) => rule.egress && ids.includes(rule.group))
      .filter((rule) => !isCovered(rule, wanted, network))
      .map((rule) => ({ group, rule }));
  });
}

function asRule({ groupId, protocol, fromPort, toPort, peer }: EgressRule): Rule {
  return {
    id: '',
    group: groupId,
    egress: true,
    protocol,
    fromPort,
    toPort,
    peer: rulePeer(peer),
  };
}

function isCovered(
  rule: Rule,
  by: readonly Rule[],
  network: Network,
  peer: Member = asMember(rule.peer, network),
): boolean {
  const lists = valueOr(network, 'prefixLists', []);
  return flowsOf(rule).every((flow) => coverage(by, flow, peer, lists).gaps.length === 0);
}

function flowsOf({ protocol, fromPort, toPort }: Rule): readonly Flow[] {
  switch (protocolOf(protocol)) {
    case '-1':
      return [allTcp, allUdp, allIcmp];
    case 'tcp':
      return [fromPort < 0 ? allTcp : { protocol: 'tcp', from: fromPort, to: toPort }];
    case 'udp':
      return [fromPort < 0 ? allUdp : { protocol: 'udp', from: fromPort, to: toPort }];
    default:
      return [allIcmp];
  }
}

function asMember(peer: RulePeer, network: Network): Member {
  const { id, cidrs } = valueOr(network, 'vpc', { id: '', cidrs: [] });
  switch (peer.kind) {
    case 'group':
      return { groups: [peer.group], addresses: cidrs.slice(0, 1), vpc: id };
    case 'cidr':
      return { groups: [], addresses: [peer.cidr], vpc: null };
    case 'prefix-list': {
      const list = valueOr(network, 'prefixLists', []).find((each) => each.id === peer.id);
      return { groups: [], addresses: list?.cidrs ?? [], vpc: null };
    }
  }
}

function missingNow(network: Network, proposal: readonly EgressRule[]): NeedId[] | null {
  const { rules } = network.parts;
  if ('unread' in rules) return null;
  const { primary, workers, serviceAccess } = network.cluster.groups;
  const ids = (group: EgressGroup) =>
    group === 'service-access' ? [serviceAccess] : group === 'primary' ? primary : workers;
  const missing = proposal.filter((each) => {
    const own = rules.value.filter((rule) => rule.egress && ids(each.group).includes(rule.group));
    return !isCovered(asRule(each), own, network, placeOf(each, network));
  });
  // Whether a rule for a part of the VPC lets an endpoint be reached depends on where that is.
  const unplaced = missing.some((each) =>
    endpointsFor(each, network).some(({ blocks }) => blocks === null),
  );
  if (unplaced) return null;
  return [...new Set(missing.flatMap((each) => each.for))];
}

/** Where a proposed rule leads: a group of the cluster into its subnet, an endpoint's into its own. */
function placeOf(each: EgressRule, network: Network): Member {
  const member = asMember(rulePeer(each.peer), network);
  if (each.peer.kind !== 'group') return member;
  const endpoints = endpointsFor(each, network).flatMap(({ blocks }) => blocks ?? []);
  if (endpoints.length > 0) return { ...member, addresses: endpoints };
  const { subnet } = network.parts;
  return 'value' in subnet ? { ...member, addresses: subnet.value.cidrs.slice(0, 1) } : member;
}

/** The interface endpoints behind a proposed rule. */
function endpointsFor({ for: needs, peer }: EgressRule, network: Network): readonly VpcEndpoint[] {
  const all = valueOr(network, 'endpoints', []);
  return needs
    .flatMap((need) => serviceNames[need] ?? [])
    .flatMap((service) => interfaceOf(service, network.region, all) ?? [])
    .filter(({ groups }) => groups.includes(peer.id));
}

/** What only the jobs know of, and what this rule alone lets through now. */
function breakOf(group: EgressGroup, rule: Rule, network: Network): EgressBreak {
  const open = protocolOf(rule.protocol) === '-1' || (rule.fromPort <= 443 && rule.toPort >= 443);
  const outward = rule.peer.kind === 'cidr' && open;
  const loses = outward
    ? needsOf(network)
        .filter(({ applies }) => applies === 'maybe')
        .map(({ need }) => need)
    : [];
  return { group, rule: ruleEvidence(rule, network), loses };
}
