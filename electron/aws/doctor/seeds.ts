import type { SeedRow, SeedVerdict, SeedWhy } from '../../../shared/model/doctor';
import { isEverywhere } from './address-space';
import { isHidden, isUnseen } from './bastion-side';
import { valueOr } from './check';
import { allIcmp, allTcp, allUdp, type Coverage, type Flow, tcp } from './coverage';
import { anyNodeOf, pagesOf, portText, type Role, ruleEvidence, through } from './members';
import type { Member, Network, Rule } from './network';
import { serviceEra } from './releases';
import { conditions } from './seed-conditions';

interface Row {
  readonly id: string;
  readonly table: SeedRow['table'];
  readonly side: Role | 'bastion' | 'service-access';
  readonly direction: 'ingress' | 'egress';
  readonly flow: Flow;
  readonly peer: Role | 'bastion' | 'service-access' | 'my-ip' | '0.0.0.0/0';
  readonly verdict: SeedVerdict;
  readonly why: SeedWhy;
}

const kinds = [
  ['tcp', allTcp],
  ['udp', allUdp],
  ['icmp', allIcmp],
] as const;

/** The bastion's and the primary node's inbound tables of the 2020 guide to a bastion for EMR. */
const inbound: readonly Row[] = [
  row('ko-b-8157', 'bastion-ingress', 'bastion', tcp(8157), 'my-ip', 'unneeded', 'socks'),
  row('ko-b-22', 'bastion-ingress', 'bastion', tcp(22), 'my-ip', 'required', 'ssh'),
  row('ko-m-bastion', 'master-ingress', 'primary', allTcp, 'bastion', 'too-wide', 'all-ports'),
  row(
    'ko-m-8443',
    'master-ingress',
    'primary',
    tcp(8443),
    'service-access',
    'required',
    'service-8443',
  ),
  ...(['workers', 'primary'] as const).flatMap((peer) =>
    kinds.map(([name, flow]) =>
      row(
        `ko-m-${name}-${peer === 'workers' ? 'slave' : 'self'}`,
        'master-ingress',
        'primary',
        flow,
        peer,
        'required',
        'intra',
      ),
    ),
  ),
];

/** The outbound tables of the answer on why EMR asks for full outbound access. */
const outbound: readonly Row[] = (['primary', 'workers'] as const).flatMap((side) => {
  const name = side === 'primary' ? 'master' : 'slave';
  const table = `${name}-egress` as const;
  const out = (id: string, flow: Flow, peer: Row['peer'], verdict: SeedVerdict, why: SeedWhy) => ({
    ...row(`zh-${name}-${id}`, table, side, flow, peer, verdict, why),
    direction: 'egress' as const,
  });
  return [
    out('80', tcp(80), '0.0.0.0/0', 'can-narrow', 'http'),
    out('443', tcp(443), '0.0.0.0/0', 'can-narrow', 'https'),
    ...(['primary', 'workers'] as const).flatMap((peer) =>
      kinds.map(([kind, flow]) =>
        out(`${kind}-${peer === 'primary' ? 'master' : 'slave'}`, flow, peer, 'required', 'intra'),
      ),
    ),
  ];
});

function row(
  id: string,
  table: Row['table'],
  side: Row['side'],
  flow: Flow,
  peer: Row['peer'],
  verdict: SeedVerdict,
  why: SeedWhy,
): Row {
  return { id, table, side, direction: 'ingress', flow, peer, verdict, why };
}

/** What the tables leave out and a cluster of today needs. */
function gaps(network: Network): readonly Row[] {
  const gap = (id: string, side: Row['side'], flow: Flow, peer: Row['peer'], why: SeedWhy) =>
    row(id, 'gaps', side, flow, peer, 'gap', why);
  const out = (each: Row): Row => ({ ...each, direction: 'egress' });
  const [worker] = pagesOf('workers', network).keys();
  const [page] = pagesOf('primary', network).keys();
  const era = serviceEra(network.cluster.release);
  return [
    ...(worker === undefined
      ? []
      : [gap('gap-workers', 'workers', tcp(worker), 'bastion', 'gap-workers')]),
    ...(era === 'up-to-7'
      ? [
          out(gap('gap-master-9443', 'primary', tcp(9443), 'service-access', 'gap-9443')),
          gap('gap-sa-9443', 'service-access', tcp(9443), 'primary', 'gap-9443'),
        ]
      : []),
    ...(era === 'from-8'
      ? [out(gap('gap-master-443', 'primary', tcp(443), 'service-access', 'gap-443'))]
      : []),
    ...(page === undefined
      ? []
      : [out(gap('gap-bastion-egress', 'bastion', tcp(page), 'primary', 'gap-bastion-egress'))]),
  ];
}

/**
 * The rows of the tables both source documents print, each with today's verdict for this cluster
 * and whether its network lets that through.
 */
export function seedRows(network: Network): readonly SeedRow[] {
  const from8 = serviceEra(network.cluster.release) === 'from-8';
  return [
    ...[...inbound, ...outbound, ...gaps(network)].map((each) =>
      judged(
        each.id === 'ko-m-8443' && from8
          ? { ...each, verdict: 'obsolete', why: 'service-8443-obsolete' }
          : each,
        network,
      ),
    ),
    ...conditions(network),
  ];
}

function judged(each: Row, network: Network): SeedRow {
  const found = presence(each, network);
  return {
    id: each.id,
    table: each.table,
    protocol: each.flow.protocol,
    ports: each.flow.protocol === 'icmp' ? 'all' : portText(each.flow.from, each.flow.to),
    peer: peerLabel(each.peer, network),
    verdict: each.verdict,
    why: each.why,
    applies: true,
    present: found === null ? null : found.gaps.length === 0,
    evidence: (found?.by ?? []).map((rule) => ruleEvidence(rule, network)),
  };
}

/** What lets the row's traffic through, or null when a part of it is not known. */
function presence(each: Row, network: Network): Coverage | null {
  const { rules } = network.parts;
  const groups = groupsOf(each.side, network);
  const peer = memberOf(each.peer, network);
  if ('unread' in rules || groups === null || peer === null) return null;
  const own = withoutWider(each, rules.value);
  const found = through(network, own, groups, each.direction, each.flow, peer);
  return found.gaps.length > 0 && mayPass(each, network) ? null : found;
}

/** Whether either end has an address that is not known, by which another rule may let it through. */
function mayPass({ peer, why }: Row, { parts: { bastion } }: Network): boolean {
  if ('unread' in bastion) return false;
  return peer === 'bastion' ? isUnseen(bastion.value) : why === 'ssh' && isHidden(bastion.value);
}

/** A port that nobody needs is not "present" because a rule for everything happens to hold it. */
function withoutWider({ why }: Row, rules: readonly Rule[]): readonly Rule[] {
  return why === 'socks'
    ? rules.filter(({ protocol, fromPort, toPort }) => protocol !== '-1' && toPort - fromPort < 100)
    : rules;
}

function groupsOf(side: Row['side'], network: Network): readonly string[] | null {
  const { serviceAccess } = network.cluster.groups;
  if (side === 'service-access') return serviceAccess === null ? null : [serviceAccess];
  if (side !== 'bastion') return network.cluster.groups[side];
  const { bastion } = network.parts;
  if ('unread' in bastion) return null;
  const groups = bastion.value.members.flatMap((member) => member.groups);
  return groups.length === 0 ? null : groups;
}

function memberOf(peer: Row['peer'], network: Network): Member | null {
  const place = valueOr(network, 'vpc', { id: '', cidrs: [] });
  switch (peer) {
    case 'my-ip': {
      const mine = valueOr(network, 'myAddress', null);
      return mine === null ? null : { groups: [], addresses: [mine], vpc: null };
    }
    case '0.0.0.0/0':
      return { groups: [], addresses: [peer], vpc: null };
    case 'bastion': {
      const { bastion } = network.parts;
      return 'unread' in bastion ? null : (bastion.value.members[0] ?? null);
    }
    case 'service-access': {
      const { serviceAccess } = network.cluster.groups;
      const addresses = anyNodeOf('primary', network).addresses.slice(0, 1);
      return serviceAccess === null || addresses.length === 0
        ? null
        : { groups: [serviceAccess], addresses, vpc: place.id };
    }
    default: {
      const nodes = anyNodeOf(peer, network);
      return nodes.groups.length === 0 || nodes.addresses.length === 0 ? null : nodes;
    }
  }
}

function peerLabel(peer: Row['peer'], network: Network): string {
  if (peer === 'my-ip' || isEverywhere(peer)) return peer;
  const member = memberOf(peer, network);
  return member?.groups[0] ?? member?.addresses[0] ?? peer;
}
