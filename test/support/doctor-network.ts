import type {
  AclEntry,
  ClusterFacts,
  Network,
  NetworkParts,
  Part,
  PartName,
  Rule,
  RulePeer,
  Unread,
} from '../../electron/aws/doctor/network';

export const ids = {
  bastion: 'sg-0b000000000000001',
  primary: 'sg-0a000000000000001',
  workers: 'sg-0a000000000000002',
  service: 'sg-0a000000000000003',
  endpoint: 'sg-0e000000000000001',
  s3List: 'pl-0000000000000053',
} as const;

export const group = (id: string): RulePeer => ({ kind: 'group', group: id, vpc: null });
export const cidr = (block: string): RulePeer => ({ kind: 'cidr', cidr: block });
export const list = (id: string): RulePeer => ({ kind: 'prefix-list', id });

let made = 0;

/** A security group's rule. @param ports one port, a pair, or null for all. */
export function rule(
  of: string,
  direction: 'in' | 'out',
  protocol: string,
  ports: number | readonly [number, number] | null,
  peer: RulePeer,
): Rule {
  made += 1;
  const [fromPort, toPort] =
    ports === null ? [-1, -1] : typeof ports === 'number' ? [ports, ports] : ports;
  return {
    id: `sgr-${made.toString(16).padStart(17, '0')}`,
    group: of,
    egress: direction === 'out',
    protocol,
    fromPort,
    toPort,
    peer,
  };
}

const all = [0, 65535] as const;
const nodes = [ids.primary, ids.workers] as const;

/** The six rules between node groups that EMR itself makes. */
export function intraRules(): Rule[] {
  return nodes.flatMap((own) =>
    nodes.flatMap((peer) => [
      rule(own, 'in', 'tcp', all, group(peer)),
      rule(own, 'in', 'udp', all, group(peer)),
      rule(own, 'in', 'icmp', null, group(peer)),
    ]),
  );
}

export function egressAll(of: string): Rule {
  return rule(of, 'out', '-1', null, cidr('0.0.0.0/0'));
}

export const primaryPorts = [8088, 18080, 19888, 8188, 9870] as const;
export const workerPorts = [8042, 9864] as const;

/** A cluster of release 7 whose network lets everything through that should pass. */
export function healthyRules(): Rule[] {
  return [
    rule(ids.bastion, 'in', 'tcp', 22, cidr('203.0.113.7/32')),
    egressAll(ids.bastion),
    ...intraRules(),
    ...primaryPorts.map((port) => rule(ids.primary, 'in', 'tcp', port, group(ids.bastion))),
    ...workerPorts.map((port) => rule(ids.workers, 'in', 'tcp', port, group(ids.bastion))),
    rule(ids.primary, 'in', 'tcp', 8443, group(ids.service)),
    rule(ids.workers, 'in', 'tcp', 8443, group(ids.service)),
    rule(ids.service, 'in', 'tcp', 9443, group(ids.primary)),
    rule(ids.service, 'out', 'tcp', 8443, group(ids.primary)),
    rule(ids.service, 'out', 'tcp', 8443, group(ids.workers)),
    ...nodes.flatMap((of) => [
      ...nodes.map((peer) => rule(of, 'out', '-1', null, group(peer))),
      rule(of, 'out', 'tcp', 443, list(ids.s3List)),
      rule(of, 'out', 'tcp', 80, list(ids.s3List)),
      rule(of, 'out', 'tcp', 443, group(ids.service)),
      rule(of, 'out', 'tcp', 443, group(ids.endpoint)),
    ]),
    rule(ids.primary, 'out', 'tcp', 9443, group(ids.service)),
    rule(ids.endpoint, 'in', 'tcp', 443, cidr('10.0.0.0/16')),
  ];
}

export function openAcl(id: string): { readonly id: string; readonly entries: AclEntry[] } {
  return {
    id,
    entries: [true, false].map((egress) => ({
      number: 100,
      egress,
      allow: true,
      protocol: '-1',
      cidr: '0.0.0.0/0',
      fromPort: -1,
      toPort: -1,
    })),
  };
}

const region = 'ap-northeast-2';

function healthyParts(): NetworkParts {
  return {
    nodes: [node('primary', '10.0.1.23'), node('core', '10.0.1.40'), node('task', '10.0.1.41')],
    steps: [],
    bootstrap: [],
    security: null,
    managedScaling: false,
    studios: [],
    publicPorts: [{ from: 22, to: 22 }],
    groups: [
      { id: ids.bastion, name: 'bastion', vpc: 'vpc-0001' },
      { id: ids.primary, name: 'ElasticMapReduce-Master-Private', vpc: 'vpc-0001' },
      { id: ids.workers, name: 'ElasticMapReduce-Slave-Private', vpc: 'vpc-0001' },
      { id: ids.service, name: 'ElasticMapReduce-ServiceAccess', vpc: 'vpc-0001' },
      { id: ids.endpoint, name: 'endpoints', vpc: 'vpc-0001' },
    ],
    rules: healthyRules(),
    subnet: {
      id: 'subnet-0001',
      vpc: 'vpc-0001',
      cidrs: ['10.0.1.0/24'],
      hostNames: 'ip-name',
    },
    vpc: { id: 'vpc-0001', cidrs: ['10.0.0.0/16'] },
    dns: { support: true, hostNames: true },
    dhcp: { servers: ['AmazonProvidedDNS'], domain: `${region}.compute.internal` },
    routes: {
      id: 'rtb-0001',
      routes: [
        { destination: '10.0.0.0/16', target: 'local', active: true },
        { destination: ids.s3List, target: 'vpce-0s3', active: true },
      ],
    },
    acl: openAcl('acl-0001'),
    endpoints: [
      {
        id: 'vpce-0s3',
        service: `com.amazonaws.${region}.s3`,
        type: 'gateway',
        available: true,
        routeTables: ['rtb-0001'],
        groups: [],
        privateDns: false,
        policy: null,
      },
    ],
    prefixLists: [
      { id: ids.s3List, name: `com.amazonaws.${region}.s3`, weight: 1, cidrs: ['52.219.0.0/20'] },
    ],
    bastion: {
      id: 'i-0ba5710000000001',
      name: 'bastion.seoul',
      members: [{ groups: [ids.bastion], addresses: ['10.0.0.9'], vpc: 'vpc-0001' }],
      exact: true,
      publicAddress: '198.51.100.9',
      state: 'running',
      subnet: 'subnet-0002',
      vpc: 'vpc-0001',
    },
    bastionAcl: openAcl('acl-0002'),
    bastionRoutes: {
      id: 'rtb-0002',
      routes: [
        { destination: '10.0.0.0/16', target: 'local', active: true },
        { destination: '0.0.0.0/0', target: 'igw-0001', active: true },
      ],
    },
    peerings: [],
    myAddress: '203.0.113.7',
  };
}

function node(of: 'primary' | 'core' | 'task', privateIp: string) {
  return {
    group: of,
    privateIp,
    privateDns: `ip-${privateIp.replaceAll('.', '-')}.${region}.compute.internal`,
    instanceId: null,
    groupId: null,
  };
}

const cluster: ClusterFacts = {
  id: 'j-1ABCDEFGHIJKL',
  name: 'nightly-etl',
  state: 'WAITING',
  release: 'emr-7.2.0',
  applications: ['Hadoop', 'Spark'],
  configurations: [],
  groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess: ids.service },
  subnet: 'subnet-0001',
  logUri: null,
  logKey: null,
  monitoring: false,
  pages: [
    { name: 'YARN ResourceManager', port: 8088, group: 'primary' },
    { name: 'Spark History Server', port: 18080, group: 'primary' },
    { name: 'MapReduce JobHistory Server', port: 19888, group: 'primary' },
    { name: 'YARN Timeline Server', port: 8188, group: 'primary' },
    { name: 'HDFS NameNode', port: 9870, group: 'primary' },
    { name: 'YARN NodeManager', port: 8042, group: 'core' },
    { name: 'YARN NodeManager', port: 8042, group: 'task' },
    { name: 'HDFS DataNode', port: 9864, group: 'core' },
  ],
};

export interface NetworkChanges {
  readonly cluster?: Partial<ClusterFacts>;
  /** Where somebody logs in to the primary node over the bastion. */
  readonly primarySshPort?: number;
  readonly parts?: Partial<NetworkParts>;
  /** Parts whose call was refused, with the action it would have needed. */
  readonly denied?: Partial<Record<PartName, string>>;
  readonly missing?: Partial<Record<PartName, Unread>>;
}

/** A healthy network with what a case is about changed. */
export function network(changes: NetworkChanges = {}): Network {
  const values: NetworkParts = { ...healthyParts(), ...changes.parts };
  const missing: Partial<Record<PartName, Unread>> = { ...changes.missing };
  for (const [name, action] of Object.entries(changes.denied ?? {})) {
    missing[name as PartName] = { reason: 'denied', needs: [action] };
  }
  const parts = Object.fromEntries(
    (Object.keys(values) as PartName[]).map((name): [PartName, Part<unknown>] => {
      const unread = missing[name];
      return [name, unread === undefined ? { value: values[name] } : { unread }];
    }),
  );
  return {
    at: '2026-11-25T09:00:00.000Z',
    region,
    partition: 'aws',
    sshPort: 22,
    localPort: 8157,
    primarySshPort: changes.primarySshPort ?? null,
    cluster: { ...cluster, ...changes.cluster },
    parts: parts as Network['parts'],
  };
}

/** The rules without those a case takes away. */
export function rulesWithout(gone: (each: Rule) => boolean): Rule[] {
  return healthyRules().filter((each) => !gone(each));
}
