import type { Rule } from '../../electron/aws/doctor/network';
import { recommendedFields } from '../../shared/model/flow-format';
import type { AwsFixtures } from './aws/endpoint';
import { network } from './doctor-network';
import { cidr, ids, rule, rulesWithout } from './doctor-rules';

/**
 * One cluster somebody set up after a guide of 2020 and then narrowed by hand: 8157 open on the
 * bastion, of the pages 18080 alone, and outbound rules that forget S3 and the EMR service.
 */
export const storyNetwork = network({
  parts: {
    rules: [
      ...rulesWithout(
        (each) =>
          (!each.egress && [8042, 9864, 8088, 9870, 19888, 8188].includes(each.fromPort)) ||
          (each.egress &&
            each.group === ids.workers &&
            each.peer.kind === 'prefix-list' &&
            each.fromPort === 443) ||
          (each.egress && each.fromPort === 9443),
      ),
      rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32')),
    ],
  },
});

interface Place {
  readonly address: string;
  /** Null for what is not in the VPC. */
  readonly group: string | null;
  /** Null where no flow log is kept: the bastion's subnet has none. */
  readonly eni: string | null;
  readonly instance: string | null;
  readonly service?: string;
}

function place(address: string, group: string, eni: string, instance: string | null): Place {
  return { address, group, eni, instance };
}

const primary = place('10.0.1.23', ids.primary, 'eni-0a01', 'i-0a01');
const core = place('10.0.1.40', ids.workers, 'eni-0a02', 'i-0a02');
const task = place('10.0.1.41', ids.workers, 'eni-0a03', 'i-0a03');
const service = place('10.0.1.200', ids.service, 'eni-0a04', null);
const bastion: Place = { address: '10.0.0.9', group: ids.bastion, eni: null, instance: 'i-0ba5' };
const s3: Place = { address: '52.219.1.10', group: null, eni: null, instance: null, service: 'S3' };
const nodes = [primary, core, task] as const;

function groupName(id: string | null): string | undefined {
  const { groups } = storyNetwork.parts;
  return 'value' in groups ? groups.value.find((group) => group.id === id)?.name : undefined;
}

/** The interfaces of the VPC, as EC2 describes them. */
export const storyInterfaces: AwsFixtures[string] = {
  DescribeNetworkInterfaces: {
    NetworkInterfaces: [...nodes, service, bastion].map(({ address, group, eni, instance }) => ({
      NetworkInterfaceId: eni ?? 'eni-0b01',
      PrivateIpAddress: address,
      Groups: [{ GroupId: group, GroupName: groupName(group) }],
      InterfaceType: 'interface',
      Description: instance === null ? 'ElasticMapReduce service access' : '',
      ...(instance === null ? {} : { Attachment: { InstanceId: instance } }),
    })),
  },
};

/** Who calls whom on a working day, as the one that opens, the other, its port and kilobytes. */
const calls: readonly (readonly [from: Place, to: Place, port: number, kilobytes: number])[] = [
  ...[18080, 8088, 9870, 19888, 8188].map((port) => [bastion, primary, port, 120] as const),
  ...[core, task].map((node) => [bastion, node, 8042, 60] as const),
  [bastion, core, 9864, 40],
  ...[core, task].flatMap((node) => [
    [node, primary, 8020, 2_400] as const,
    [node, primary, 8031, 900] as const,
    [primary, node, 8042, 300] as const,
  ]),
  [task, core, 9866, 48_000],
  ...nodes.map((node) => [node, s3, 443, 26_000] as const),
  ...nodes.map((node) => [node, s3, 80, 900] as const),
  [primary, service, 9443, 700],
  ...nodes.map((node) => [service, node, 8443, 200] as const),
];

/** Whether the rules of one group let a call pass; what has no group of ours has no rules. */
function lets(rules: readonly Rule[], own: Place, egress: boolean, far: Place, port: number) {
  return (
    own.group === null ||
    rules.some(
      (each) =>
        each.group === own.group &&
        each.egress === egress &&
        (each.protocol === '-1' ||
          (each.protocol === 'tcp' && each.fromPort <= port && port <= each.toPort)) &&
        names(each, far),
    )
  );
}

function names({ peer }: Rule, { address, group, service: name }: Place): boolean {
  if (peer.kind === 'group') return peer.group === group;
  if (peer.kind === 'prefix-list') return peer.id === ids.s3List && name === 'S3';
  return peer.cidr === '0.0.0.0/0' || (peer.cidr === '10.0.0.0/16' && address.startsWith('10.0.'));
}

/** 2026-11-25 09:00 UTC; the calls follow one another for nine hours. */
const began = Date.UTC(2026, 10, 25, 9) / 1_000;
const pause = (9 * 3_600) / calls.length;

/**
 * What the flow logs of the cluster's subnet hold of that day under some rules, in the format
 * Culvert recommends: a call that is refused is seen where it is refused, and has no answer.
 */
export function storyLog(rules: readonly Rule[]): string {
  const lines = calls.flatMap(([from, to, port, kilobytes], at) => {
    const out = lets(rules, from, true, to, port);
    const through = out && lets(rules, to, false, from, port);
    const source = 40_000 + at;
    const start = Math.floor((began + at * pause) / 60) * 60;
    const there = {
      from,
      to,
      ports: [source, port],
      bytes: kilobytes * 200,
      flags: 3,
      start,
    } as const;
    const back = {
      from: to,
      to: from,
      ports: [port, source],
      bytes: kilobytes * 800,
      flags: 19,
      start,
    } as const;
    const lost = { ...there, bytes: 240, flags: 2 } as const;
    return [
      ...(through ? [line(from, there), line(to, there), line(from, back), line(to, back)] : []),
      ...(through ? [] : [line(from, lost, out), out ? line(to, lost, false) : []]),
    ].flat();
  });
  return [recommendedFields.join(' '), ...lines, ''].join('\n');
}

interface Packets {
  readonly from: Place;
  readonly to: Place;
  readonly ports: readonly [number, number];
  readonly bytes: number;
  readonly flags: number;
  readonly start: number;
}

/** One record of an interface, or none where no log is kept. */
function line(
  seenAt: Place,
  { from, to, ports, bytes, flags, start }: Packets,
  accepted = true,
): string[] {
  const { eni, instance } = seenAt;
  if (eni === null) return [];
  const values: Partial<Record<(typeof recommendedFields)[number], string | number | null>> = {
    version: 5,
    'interface-id': eni,
    srcaddr: from.address,
    dstaddr: to.address,
    srcport: ports[0],
    dstport: ports[1],
    protocol: 6,
    packets: Math.ceil(bytes / 1_000),
    bytes,
    start,
    end: start + 59,
    action: accepted ? 'ACCEPT' : 'REJECT',
    'log-status': 'OK',
    'vpc-id': 'vpc-0001',
    'subnet-id': 'subnet-0001',
    'instance-id': instance,
    'tcp-flags': flags,
    type: 'IPv4',
    'pkt-srcaddr': from.address,
    'pkt-dstaddr': to.address,
    region: 'ap-northeast-2',
    'pkt-src-aws-service': from.service ?? null,
    'pkt-dst-aws-service': to.service ?? null,
    'flow-direction': seenAt === from ? 'egress' : 'ingress',
  };
  return [recommendedFields.map((field) => values[field] ?? '-').join(' ')];
}
