import { type Change, cidrPeer, groupPeer } from './change';
import { type Outcome, pass } from './check';
import type { Coverage, Flow } from './coverage';
import { labelled, noRule, portText, ruleEvidence, through } from './members';
import type { Member, Network, Rule } from './network';

/** One rule a cluster cannot live without, as who lets what pass to or from whom. */
export interface Requirement {
  readonly groups: readonly string[];
  readonly direction: 'ingress' | 'egress';
  readonly flow: Flow;
  readonly peer: Member;
}

export interface Tested extends Requirement, Coverage {}

/** A requirement with what the rules of today make of it. */
export function tested(network: Network, rules: readonly Rule[], each: Requirement): Tested {
  const { groups, direction, flow, peer } = each;
  return { ...each, ...through(network, rules, groups, direction, flow, peer) };
}

/** Passes when every requirement is covered; else names the missing rules, one change for each. */
export function judged(network: Network, all: readonly Tested[]): Outcome {
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
