import type { CheckId } from '../../../../shared/model/doctor';
import {
  bastionName,
  bastionOut,
  bastionPeerNames,
  bastionPeers,
  isUnseen,
  mightMatch,
} from '../bastion-side';
import { allowTcp } from '../change';
import { type Check, check, pass, unknown } from '../check';
import { allTcp, coverage, rulesOf, tcp } from '../coverage';
import {
  isSingleNode,
  labelled,
  nodesAs,
  noRule,
  pagesOf,
  peerName,
  type Role,
  ruleEvidence,
  rulesParts,
  through,
} from '../members';
import type { Member, Network, Rule } from '../network';

interface Blocked {
  readonly ports: readonly number[];
  readonly pages: readonly string[];
  readonly by: readonly Rule[];
  readonly unsure: boolean;
}

/** Which of a role's page ports do not get through, asked port by port for every pair of ends. */
function blockedPorts(
  role: Role,
  network: Network,
  ask: (port: number) => readonly ReturnType<typeof through>[],
): Blocked {
  const asked = [...pagesOf(role, network)].map(([port, name]) => ({ port, name, all: ask(port) }));
  const closed = asked.filter(({ all }) => all.some(({ gaps }) => gaps.length > 0));
  return {
    ports: closed.map(({ port }) => port),
    pages: closed.map(({ name }) => name),
    by: asked.flatMap(({ all }) => all.flatMap(({ by }) => by)),
    unsure: closed.some(({ all }) => all.some(({ unsure }) => unsure)),
  };
}

/** Whether the pages of a role's nodes let the bastion in, over all groups those nodes carry. */
function openToBastion(id: CheckId, role: Role): Check {
  return check(id, [...rulesParts, 'bastion', 'nodes'], ({ bastion, rules }, network) => {
    const { groups, addresses } = nodesAs(role, network);
    if (role === 'workers' && isSingleNode(network)) return unknown('no-nodes');
    if (pagesOf(role, network).size === 0)
      return { status: 'pass', evidence: [], reason: 'no-pages' };
    if (groups.length === 0 || addresses.length === 0) return unknown('no-nodes');
    const ask = (port: number) =>
      bastion.members.map((member) =>
        through(network, rules, groups, 'ingress', tcp(port), member),
      );
    const blocked = blockedPorts(role, network, ask);
    if (blocked.ports.length === 0) {
      return pass(blocked.by.map((rule) => ruleEvidence(rule, network)));
    }
    if (isUnseen(bastion)) return unknown('outside-vpc');
    if (!bastion.exact && mightMatch(bastion, rules, groups, blocked.ports)) {
      return unknown('address-range');
    }
    const group = groups[0] ?? '';
    return {
      status: 'fail',
      facts: factsOf(blocked, groups, bastionName(bastion, network), network),
      evidence: blocked.ports.flatMap((port) =>
        noRule(groups, 'ingress', tcp(port), bastionPeerNames(bastion).join(', '), network),
      ),
      changes: bastionPeers(bastion).flatMap((peer) =>
        allowTcp('ingress', group, blocked.ports, peer),
      ),
      unsure: blocked.unsure,
    };
  });
}

function factsOf(blocked: Blocked, groups: readonly string[], from: string, network: Network) {
  return {
    ports: blocked.ports.map(String),
    pages: [...blocked.pages],
    at: groups.map((group) => labelled(group, network)),
    from,
  };
}

export const primaryOpen = openToBastion('MASTER_UI_NOT_OPEN_TO_BASTION', 'primary');
export const workersOpen = openToBastion('SLAVE_UI_NOT_OPEN_TO_BASTION', 'workers');

/** Whether the bastion's own outbound rules let it call the pages. */
export const bastionEgress = check(
  'BASTION_EGRESS_BLOCKS_UI',
  [...rulesParts, 'bastion', 'nodes'],
  ({ bastion, rules }, network) => {
    const members = bastion.members.filter(({ groups }) => groups.length > 0);
    if (members.length === 0) return { status: 'not-checked', reason: 'outside-vpc' };
    if (network.cluster.pages.length === 0)
      return { status: 'pass', evidence: [], reason: 'no-pages' };
    const roles = (['primary', 'workers'] as const).map((role) => {
      const nodes = nodesAs(role, network);
      return { role, nodes, ...egressTo(role, nodes, members, rules, network) };
    });
    const closed = roles.filter(({ ports }) => ports.length > 0);
    if (closed.length === 0) {
      return pass(roles.flatMap(({ by }) => by.map((rule) => ruleEvidence(rule, network))));
    }
    const groups = [...new Set(members.flatMap((member) => member.groups))];
    return {
      status: 'fail',
      facts: {
        ports: [...new Set(closed.flatMap(({ ports }) => ports.map(String)))],
        pages: closed.flatMap(({ pages }) => pages),
        at: groups.map((group) => labelled(group, network)),
      },
      evidence: closed.flatMap(({ ports, nodes }) =>
        ports.flatMap((port) => noRule(groups, 'egress', tcp(port), peerName(nodes), network)),
      ),
      changes: closed.flatMap(({ role, ports }) => bastionOut(bastion, ports, role, network)),
      unsure: closed.some(({ unsure }) => unsure),
    };
  },
);

function egressTo(
  role: Role,
  nodes: Member,
  members: readonly Member[],
  rules: readonly Rule[],
  network: Network,
): Blocked {
  return blockedPorts(role, network, (port) =>
    members.map(({ groups }) => through(network, rules, groups, 'egress', tcp(port), nodes)),
  );
}

/** A rule that lets the bastion use every port of the primary node, where the pages' would do. */
export const allTcpFromBastion = check(
  'MASTER_ALL_TCP_FROM_BASTION',
  [...rulesParts, 'bastion', 'nodes'],
  ({ bastion, rules }, network) => {
    const { primary: groups, workers } = network.cluster.groups;
    // What EMR itself lets in from its nodes stays, also where the bastion carries their group.
    const nodes = [...groups, ...workers];
    const ingress = rulesOf(rules, groups, 'ingress').filter(
      ({ peer }) => peer.kind !== 'group' || !nodes.includes(peer.group),
    );
    const wide = ingress.filter((rule) =>
      bastion.members.some((member) => coverage([rule], allTcp, member, []).gaps.length === 0),
    );
    if (wide.length === 0) return pass();
    if (isUnseen(bastion)) return unknown('outside-vpc');
    const { primarySshPort: ssh = null } = network;
    const pages = [...pagesOf('primary', network).keys()];
    const ports = [...new Set([...(ssh === null ? [] : [ssh]), ...pages])];
    const group = groups[0] ?? '';
    return {
      status: 'fail',
      facts: { ports: ports.map(String), at: groups.map((each) => labelled(each, network)) },
      evidence: wide.map((rule) => ruleEvidence(rule, network)),
      changes: [
        ...bastionPeers(bastion).flatMap((peer) => allowTcp('ingress', group, ports, peer)),
        ...wide.map((rule) => ({ kind: 'remove-rule', rule }) as const),
      ],
    };
  },
);
