import {
  bastionName,
  bastionOut,
  bastionPeerNames,
  bastionPeers,
  isUnseen,
  mightMatch,
} from '../bastion-side';
import { allowTcp } from '../change';
import { check, notApplicable, type Outcome, pass, unknown } from '../check';
import { type Coverage, tcp } from '../coverage';
import { labelled, nodesAs, noRule, peerName, ruleEvidence, rulesParts, through } from '../members';
import type { Bastion, Member, Network } from '../network';

/**
 * The primary node's sshd, for whoever logs in there over the bastion: with ProxyJump, or with
 * further connections of a tunnel that lead to a node. Pages alone need no such rule.
 */
export const primarySsh = check(
  'PRIMARY_SSH_NOT_OPEN_TO_BASTION',
  [...rulesParts, 'bastion', 'nodes'],
  ({ bastion, rules }, network) => {
    const { primarySshPort: port = null } = network;
    if (port === null) return notApplicable;
    const primary = nodesAs('primary', network);
    if (primary.groups.length === 0 || primary.addresses.length === 0) return unknown('no-nodes');
    const inbound = bastion.members.map((member) =>
      through(network, rules, primary.groups, 'ingress', tcp(port), member),
    );
    // Without a group there are no rules of its own that AWS could show.
    const outbound = bastion.members
      .filter(({ groups }) => groups.length > 0)
      .map(({ groups }) => through(network, rules, groups, 'egress', tcp(port), primary));
    const all = [...inbound, ...outbound];
    if (all.every(({ gaps }) => gaps.length === 0)) {
      return pass(all.flatMap(({ by }) => by.map((rule) => ruleEvidence(rule, network))));
    }
    if (isUnseen(bastion)) return unknown('outside-vpc');
    if (!bastion.exact && isClosed(inbound) && mightMatch(bastion, rules, primary.groups, [port])) {
      return unknown('address-range');
    }
    return failure(bastion, primary, port, isClosed(inbound), isClosed(outbound), all, network);
  },
);

function isClosed(found: readonly Coverage[]): boolean {
  return found.some(({ gaps }) => gaps.length > 0);
}

function failure(
  bastion: Bastion,
  primary: Member,
  port: number,
  closedIn: boolean,
  closedOut: boolean,
  all: readonly Coverage[],
  network: Network,
): Outcome {
  const own = [...new Set(bastion.members.flatMap(({ groups }) => groups))];
  const [group] = primary.groups;
  const names = bastionPeerNames(bastion).join(', ');
  return {
    status: 'fail',
    facts: {
      ports: [`${port}`],
      at: [...(closedIn ? primary.groups : []), ...(closedOut ? own : [])].map((each) =>
        labelled(each, network),
      ),
      from: bastionName(bastion, network),
    },
    evidence: [
      ...(closedIn ? noRule(primary.groups, 'ingress', tcp(port), names, network) : []),
      ...(closedOut ? noRule(own, 'egress', tcp(port), peerName(primary), network) : []),
    ],
    changes: [
      ...(closedIn && group !== undefined
        ? bastionPeers(bastion).flatMap((peer) => allowTcp('ingress', group, [port], peer))
        : []),
      ...(closedOut ? bastionOut(bastion, [port], 'primary', network) : []),
    ],
    unsure: all.some(({ unsure }) => unsure),
  };
}
