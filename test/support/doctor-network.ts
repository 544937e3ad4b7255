import type {
  AclEntry,
  ClusterFacts,
  Network,
  NetworkParts,
  Part,
  PartName,
  Unread,
} from '../../electron/aws/doctor/network';
import { healthyRules, ids } from './doctor-rules';

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
        blocks: [],
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
