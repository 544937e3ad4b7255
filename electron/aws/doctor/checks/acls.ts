import { clientReturnPorts, type Drop, dropped, returnPorts } from '../acl';
import { contains, hostBlock } from '../address-space';
import { isHidden } from '../bastion-side';
import type { Change } from '../change';
import { check, type Outcome, pass, valueOr } from '../check';
import { pathsOf } from '../egress-drafts';
import { nodesAs, pagesOf, portText, type Role } from '../members';
import type { Bastion, Network, NetworkAcl, Subnet } from '../network';
import { pathTo } from '../services';

const roles: readonly Role[] = ['primary', 'workers'];

/** One crossing of a network ACL, out of or into its subnet. */
interface Crossing {
  readonly acl: NetworkAcl;
  readonly egress: boolean;
  readonly peer: readonly string[];
  /** The blocks an entry for that peer would name. */
  readonly blocks: readonly string[];
  readonly ports: readonly [from: number, to: number];
}

interface Side {
  readonly acl: NetworkAcl;
  readonly addresses: readonly string[];
  readonly blocks: readonly string[];
}

const back = [returnPorts.from, returnPorts.to] as const;

/** Where a connection from one subnet to another passes: its packets, and those that answer. */
function crossings(from: Side, to: Side, port: number): readonly Crossing[] {
  const there = { peer: to.addresses, blocks: to.blocks };
  const here = { peer: from.addresses, blocks: from.blocks };
  return [
    { acl: from.acl, egress: true, ...there, ports: [port, port] },
    { acl: to.acl, egress: false, ...here, ports: [port, port] },
    { acl: to.acl, egress: true, ...here, ports: back },
    { acl: from.acl, egress: false, ...there, ports: back },
  ];
}

function dropsAt({ acl, egress, peer, ports }: Crossing): readonly Drop[] {
  return dropped(acl, egress, { protocol: 'tcp', from: ports[0], to: ports[1] }, peer);
}

/** Network ACLs know no connections: what goes out must be let back in by a rule of its own. */
export const aclBlocks = check(
  'NACL_BLOCKS',
  ['acl', 'bastionAcl', 'bastion', 'subnet', 'nodes'],
  ({ acl, bastionAcl, bastion, subnet }, network) => {
    const addresses = bastion.members.flatMap((member) => member.addresses);
    const from = { acl: bastionAcl, addresses, blocks: addresses.map(hostBlock) };
    // Within one subnet no packet passes its ACL.
    const pages =
      bastion.subnet === subnet.id
        ? []
        : roles.flatMap((role) => {
            const nodes = nodesAs(role, network).addresses;
            const to = { acl, addresses: nodes, blocks: subnet.cidrs.slice(0, 1) };
            const ports = [...pagesOf(role, network).keys(), ...sshPorts(role, network)];
            return ports.flatMap((port) => crossings(from, to, port));
          });
    const all = [
      ...pages,
      ...sshCrossings(bastion, bastionAcl, network),
      ...s3Crossings(acl, subnet, network),
    ];
    const blocked = all.flatMap((crossing) => {
      const drops = dropsAt(crossing);
      return drops.length === 0 ? [] : [{ crossing, drops }];
    });
    return blocked.length === 0 ? pass([acl, bastionAcl].map(aclEvidence)) : aclFailure(blocked);
  },
);

/** The port somebody logs in at over the bastion, beside the pages. */
function sshPorts(role: Role, { primarySshPort = null }: Network): readonly number[] {
  return role === 'primary' && primarySshPort !== null ? [primarySshPort] : [];
}

function sshCrossings(bastion: Bastion, acl: NetworkAcl, network: Network): readonly Crossing[] {
  const mine = valueOr(network, 'myAddress', null);
  if (mine === null || isHidden(bastion)) return [];
  const me = { peer: [mine], blocks: [hostBlock(mine)] };
  return [
    { acl, egress: false, ...me, ports: [network.sshPort, network.sshPort] },
    { acl, egress: true, ...me, ports: [clientReturnPorts.from, clientReturnPorts.to] },
  ];
}

/** S3 on 443 and its answers: gateway endpoints too are reached at public addresses. */
function s3Crossings(acl: NetworkAcl, subnet: Subnet, network: Network): readonly Crossing[] {
  const peer = s3Places(network).filter(
    // Within one subnet no packet passes its ACL.
    (cidr) => !cidr.includes(':') && !subnet.cidrs.some((block) => contains(block, cidr)),
  );
  return [
    { acl, egress: true, peer, blocks: peer, ports: [443, 443] },
    { acl, egress: false, peer, blocks: peer, ports: back },
  ];
}

/** Where nodes meet S3: at an interface endpoint, or at S3's own addresses; none where that is not known. */
function s3Places(network: Network): readonly string[] {
  const parts = pathsOf(network);
  if (parts === null) return [];
  const path = pathTo('s3', network, parts);
  switch (path.via) {
    case 'interface':
      return path.endpoint.blocks ?? [];
    case 'none':
      return [];
    default:
      return path.list?.cidrs ?? [];
  }
}

function aclEvidence(acl: NetworkAcl) {
  return { resource: acl.id, name: '', rule: null, text: `${acl.entries.length}` };
}

interface Blocked {
  readonly crossing: Crossing;
  readonly drops: readonly Drop[];
}

function aclFailure(blocked: readonly Blocked[]): Outcome {
  return {
    status: 'fail',
    facts: {
      at: [...new Set(blocked.map(({ crossing }) => crossing.acl.id))],
      ports: [...new Set(blocked.map(({ crossing }) => portText(...crossing.ports)))],
      from: [...new Set(blocked.flatMap(({ crossing }) => crossing.blocks))].slice(0, 4).join(', '),
    },
    evidence: blocked.map(({ crossing: { acl, egress, blocks, ports }, drops }) => ({
      resource: acl.id,
      name: '',
      // The rule that EC2 lists last, and that denies whatever no other rule matched.
      rule: `${drops[0]?.entry?.number ?? '*'}`,
      text: `tcp ${portText(...ports)} ${egress ? '→' : '←'} ${blocks.slice(0, 3).join(', ')}`,
    })),
    changes: aclRepairs(blocked),
  };
}

/** Entries that come before whatever drops it, at numbers that are free. */
function aclRepairs(blocked: readonly Blocked[]): readonly Change[] {
  const taken = new Map<string, Set<number>>();
  const wanted = new Set<string>();
  return blocked.flatMap(({ crossing: { acl, egress, blocks, ports } }) =>
    blocks.flatMap((cidr): readonly Change[] => {
      const key = `${acl.id} ${egress}`;
      if (wanted.has(`${key} ${cidr} ${ports[0]}`)) return [];
      wanted.add(`${key} ${cidr} ${ports[0]}`);
      const used = taken.get(key) ?? numbersOf(acl, egress);
      taken.set(key, used);
      const number = firstFree(used);
      if (number === null) return [];
      used.add(number);
      const [fromPort, toPort] = ports;
      return [{ kind: 'acl-entry', acl: acl.id, egress, number, cidr, fromPort, toPort }];
    }),
  );
}

function numbersOf(acl: NetworkAcl, egress: boolean): Set<number> {
  return new Set(
    acl.entries.filter((entry) => entry.egress === egress).map(({ number }) => number),
  );
}

/** Below every entry there is, as the first that matches decides. */
function firstFree(used: ReadonlySet<number>): number | null {
  const number = Math.min(100, ...used) - 1;
  return number > 0 ? number : null;
}
