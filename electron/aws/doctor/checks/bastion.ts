import { contains, hostBlock, isEverywhere } from '../address-space';
import { isHidden } from '../bastion-side';
import { allowTcp, type Change, cidrPeer } from '../change';
import { check, type Outcome, pass, unknown, valueOr } from '../check';
import { coverage, portsIn, rulesOf, tcp } from '../coverage';
import { noRule, peerId, ruleEvidence } from '../members';
import type { Bastion, Network, Rule } from '../network';

const parts = ['bastion', 'groups', 'rules'] as const;

function groupsOf({ members }: Bastion): readonly string[] {
  return [...new Set(members.flatMap(({ groups }) => groups))];
}

function ingressOf(bastion: Bastion, rules: readonly Rule[]): readonly Rule[] {
  return rulesOf(rules, groupsOf(bastion), 'ingress');
}

function onPort(rules: readonly Rule[], port: number): readonly Rule[] {
  return rules.filter((rule) => portsIn(rule, tcp(port)) !== null);
}

function isOpenToAll({ peer }: Rule): boolean {
  return peer.kind === 'cidr' && isEverywhere(peer.cidr);
}

export const sshMissing = check('BASTION_SSH_MISSING', [...parts, 'myAddress'], (read, network) => {
  const { bastion, rules, myAddress } = read;
  const groups = groupsOf(bastion);
  if (groups.length === 0) return { status: 'not-checked', reason: 'outside-vpc' };
  const open = onPort(ingressOf(bastion, rules), network.sshPort);
  // Who comes by IPv4 is let in by no rule for IPv6, however wide: without an address to look at,
  // only what is open to all of IPv4 is open to everybody.
  const everywhere = open.filter(
    ({ peer }) => peer.kind === 'cidr' && contains(peer.cidr, '0.0.0.0/0'),
  );
  if (myAddress === null && everywhere.length > 0) {
    return pass(everywhere.map((rule) => ruleEvidence(rule, network)));
  }
  if (open.length > 0 && myAddress === null) return unknown('no-address');
  const outcome = sshFrom(myAddress, groups, open, network);
  return isHidden(bastion) && outcome.status === 'fail' ? unknown('no-public-address') : outcome;
});

function sshFrom(
  myAddress: string | null,
  groups: readonly string[],
  open: readonly Rule[],
  network: Network,
): Outcome {
  const flow = tcp(network.sshPort);
  const mine = { groups: [], addresses: myAddress === null ? [] : [myAddress], vpc: null };
  const found = coverage(open, flow, mine, valueOr(network, 'prefixLists', []));
  if (open.length > 0 && found.gaps.length === 0) {
    return pass(found.by.map((rule) => ruleEvidence(rule, network)));
  }
  const group = groups[0] ?? '';
  const changes =
    myAddress === null
      ? []
      : allowTcp('ingress', group, [network.sshPort], cidrPeer(hostBlock(myAddress)));
  return {
    status: 'fail',
    facts: { ports: [`${network.sshPort}`], at: [...groups], from: myAddress ?? '' },
    evidence: [
      ...open.map((rule) => ruleEvidence(rule, network)),
      ...noRule(groups, 'ingress', flow, myAddress === null ? '*' : hostBlock(myAddress), network),
    ],
    changes,
    unsure: found.unsure,
  };
}

export const sshWorld = check('BASTION_SSH_WORLD', parts, ({ bastion, rules }, network) => {
  const wide = onPort(ingressOf(bastion, rules), network.sshPort).filter(isOpenToAll);
  if (wide.length === 0) return pass();
  return {
    status: 'fail',
    facts: { ports: [`${network.sshPort}`], at: groupsOf(bastion), what: wide.map(peerId) },
    evidence: wide.map((rule) => ruleEvidence(rule, network)),
    changes: isHidden(bastion) ? [] : narrowed(wide, network),
  };
});

/**
 * The rule that keeps this computer in comes before the wide ones go; without knowing its address
 * none is taken away, for that would shut everybody out.
 */
function narrowed(wide: readonly Rule[], network: Network): readonly Change[] {
  const mine = valueOr(network, 'myAddress', null);
  const group = wide[0]?.group;
  if (mine === null || group === undefined) return [];
  const keep = allowTcp('ingress', group, [network.sshPort], cidrPeer(hostBlock(mine)));
  return [...keep, ...removed(wide)];
}

function removed(rules: readonly Rule[]): readonly Change[] {
  return rules.map((rule) => ({ kind: 'remove-rule', rule }));
}

/** Wider than this, a rule is about a host or a network and not about the SOCKS port. */
const widestPortRule = 100;

/**
 * The listener of a SOCKS tunnel is a socket on this computer: the bastion sees one connection to
 * its SSH port and opens connections from there. Nothing of the tunnel uses the port on the bastion.
 */
export const socksPortOpen = check(
  'BASTION_SOCKS_PORT_OPEN',
  parts,
  ({ bastion, rules }, network) => {
    const ports = [...new Set([8157, network.localPort])];
    const found = ingressOf(bastion, rules).filter(
      (rule) =>
        rule.protocol !== '-1' &&
        rule.toPort - rule.fromPort < widestPortRule &&
        portsIn(rule, tcp(network.sshPort)) === null &&
        ports.some((port) => portsIn(rule, tcp(port)) !== null),
    );
    if (found.length === 0) return pass();
    return {
      status: 'fail',
      facts: { ports: ports.map(String), at: groupsOf(bastion), what: found.map(peerId) },
      evidence: found.map((rule) => ruleEvidence(rule, network)),
      changes: removed(found),
    };
  },
);

export const notRunning = check('BASTION_NOT_RUNNING', ['bastion'], ({ bastion }) => {
  const { id, name, state } = bastion;
  if (state === null) return unknown('outside-vpc');
  const evidence = [{ resource: id, name, rule: null, text: state }];
  if (state === 'running') return pass(evidence);
  return {
    status: 'fail',
    facts: { at: [id], what: [state] },
    evidence,
    changes:
      state === 'stopped' && id.startsWith('i-') ? [{ kind: 'start-instance', instance: id }] : [],
  };
});
