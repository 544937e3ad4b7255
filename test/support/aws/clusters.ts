import type { AwsFixtures, AwsParams } from './endpoint';
import { AwsRefusal } from './refusals';

/** A cluster of the tests' account. What is not named is that of a cluster people have. */
export interface TestCluster {
  readonly id: string;
  readonly name: string;
  state: string;
  readonly created: string;
  readonly release: string;
  readonly applications: readonly string[];
  /** The third and fourth number of the primary node's address in 10.0.0.0/16. */
  readonly at: readonly [number, number];
  readonly tags: Readonly<Record<string, string>>;
  readonly fleets: boolean;
  /** The primary node's name where it must lead somewhere here; made of `at` without it. */
  readonly dns?: string;
  /** Name of a security configuration. */
  readonly security: string | null;
}

/** The fingerprint EC2 shows for the clusters' key pair, which is nobody's key. */
export const otherKey = 'qPOrLRFYgkvkGhmsYmM1oZlXpzV5bNkEmr8hFZ0sX1A=';

/** Never to be seen anywhere: what EMR tells of a cluster's KDC. */
export const kerberosSecret = 'kdc-admin-password-of-nobody';

const names = [
  'nightly-etl',
  'ad-hoc',
  'ml-training',
  'clickstream',
  'billing report',
  '실험용 클러스터',
];
const states = [
  'WAITING',
  'RUNNING',
  'RUNNING',
  'TERMINATED',
  'STARTING',
  'TERMINATED_WITH_ERRORS',
];
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** `j-` and thirteen signs, always the same for one number. */
export function clusterId(number: number): string {
  let rest = number * 7_919 + 104_729;
  const signs = Array.from({ length: 13 }, () => {
    rest = (rest * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet[rest % alphabet.length];
  });
  return `j-${signs.join('')}`;
}

export function testCluster(number: number, changes: Partial<TestCluster> = {}): TestCluster {
  const created = new Date(Date.UTC(2026, 10, 25, 6) - number * 37 * 60_000).toISOString();
  return {
    id: clusterId(number),
    name: `${names[number % names.length]}${number < names.length ? '' : ` ${number}`}`,
    state: states[number % states.length] ?? 'WAITING',
    created: created.replace('.000Z', '.123Z'),
    release: number % 4 === 0 ? 'emr-6.15.0' : 'emr-7.1.0',
    applications: number % 2 === 0 ? ['Hadoop', 'Spark', 'Hive'] : ['Hadoop', 'Flink', 'Zeppelin'],
    at: [1 + (number >> 7), 10 + (number % 128)],
    tags: { team: number % 3 === 0 ? 'data' : 'research', purpose: `job ${number}` },
    fleets: number % 5 === 4,
    security: null,
    ...changes,
  };
}

/** As many clusters as a busy account has. */
export function manyClusters(count = 120): TestCluster[] {
  return Array.from({ length: count }, (_each, number) => testCluster(number));
}

const domain = 'ap-northeast-2.compute.internal';

/** The private name of an address of the tests' VPC. */
export function privateName(at: readonly [number, number], region = 'ap-northeast-2'): string {
  const suffix = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-10-0-${at[0]}-${at[1]}.${region === 'ap-northeast-2' ? domain : suffix}`;
}

const pageSize = 50;

/**
 * The fixtures of an account with those clusters, for EMR, and for EC2 as far as clusters need it.
 * The list is read at each call: change it, or a cluster's state, while a test runs.
 */
export function clusterFixtures(clusters: readonly TestCluster[]): AwsFixtures {
  const find = ({ ClusterId }: AwsParams): TestCluster => {
    const found = clusters.find(({ id }) => id === ClusterId);
    if (found !== undefined) return found;
    throw new AwsRefusal('InvalidRequestException', `Cluster id '${ClusterId}' is not valid.`);
  };
  return {
    emr: {
      ListClusters: (params) => listPage(clusters, params),
      DescribeCluster: (params) => ({ Cluster: description(find(params)) }),
      ListInstanceGroups: (params) => {
        if (find(params).fleets) throw wrongKind('FLEET');
        return { InstanceGroups: groups };
      },
      ListInstanceFleets: (params) => {
        if (!find(params).fleets) throw wrongKind('GROUP');
        return { InstanceFleets: fleets };
      },
      ListInstances: (params) => ({ Instances: instances(find(params)) }),
      ListBootstrapActions: { BootstrapActions: [] },
      DescribeSecurityConfiguration: ({ Name }) => ({
        Name,
        SecurityConfiguration: JSON.stringify({
          EncryptionConfiguration: { EnableInTransitEncryption: Name.includes('tls') },
        }),
      }),
    },
    ec2: {
      DescribeKeyPairs: ({ KeyNames }) => ({
        KeyPairs: [{ KeyName: KeyNames[0], KeyType: 'ed25519', KeyFingerprint: otherKey }],
      }),
      DescribeSubnets: ({ SubnetIds }) => ({
        Subnets: [
          { SubnetId: SubnetIds[0], VpcId: 'vpc-0aa11bb22cc33dd44', CidrBlock: '10.0.1.0/24' },
        ],
      }),
      DescribeVpcs: {
        Vpcs: [
          {
            VpcId: 'vpc-0aa11bb22cc33dd44',
            CidrBlock: '10.0.0.0/16',
            DhcpOptionsId: 'dopt-0aa11bb22cc33dd44',
            CidrBlockAssociationSet: [
              association('10.0.0.0/16', 'associated'),
              association('10.1.0.0/16', 'associated'),
              association('10.9.0.0/16', 'disassociated'),
            ],
          },
        ],
      },
      DescribeDhcpOptions: ({ DhcpOptionsIds }) => ({
        DhcpOptions: [
          {
            DhcpOptionsId: DhcpOptionsIds[0],
            DhcpConfigurations: [
              { Key: 'domain-name', Values: [{ Value: `${domain} data.corp.example` }] },
              { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
            ],
          },
        ],
      }),
    },
  };
}

function association(CidrBlock: string, State: string) {
  return { AssociationId: `vpc-cidr-assoc-${CidrBlock}`, CidrBlock, CidrBlockState: { State } };
}

function wrongKind(kind: string): AwsRefusal {
  return new AwsRefusal(
    'InvalidRequestException',
    `Instance ${kind.toLowerCase()}s and the cluster do not fit.`,
  );
}

/** EMR's list comes in pages of fifty, in no promised order. */
function listPage(
  clusters: readonly TestCluster[],
  { ClusterStates, CreatedAfter, Marker }: AwsParams,
) {
  const after = CreatedAfter === undefined ? 0 : CreatedAfter * 1000;
  const fitting = clusters.filter(
    ({ state, created }) =>
      (ClusterStates === undefined || ClusterStates.includes(state)) && Date.parse(created) > after,
  );
  const from = Marker === undefined ? 0 : Number(Marker);
  const shown = fitting.slice(from, from + pageSize).reverse();
  return {
    Clusters: shown.map((cluster) => ({
      Id: cluster.id,
      Name: cluster.name,
      Status: status(cluster),
      NormalizedInstanceHours: 96,
      ClusterArn: arn(cluster),
    })),
    ...(from + pageSize < fitting.length ? { Marker: String(from + pageSize) } : {}),
  };
}

function arn({ id }: TestCluster): string {
  return `arn:aws:elasticmapreduce:ap-northeast-2:123456789012:cluster/${id}`;
}

function status({ state, created }: TestCluster) {
  const over = state.startsWith('TERMINAT');
  return {
    State: state,
    StateChangeReason: over ? { Code: 'USER_REQUEST', Message: 'Terminated by user request' } : {},
    Timeline: { CreationDateTime: created },
  };
}

function description(cluster: TestCluster) {
  const coming = cluster.state === 'STARTING';
  return {
    Id: cluster.id,
    Name: cluster.name,
    Status: status(cluster),
    ClusterArn: arn(cluster),
    ReleaseLabel: cluster.release,
    Applications: cluster.applications.map((Name) => ({ Name, Version: '3.3.6' })),
    InstanceCollectionType: cluster.fleets ? 'INSTANCE_FLEET' : 'INSTANCE_GROUP',
    ...(coming ? {} : { MasterPublicDnsName: cluster.dns ?? privateName(cluster.at) }),
    LogUri: 's3n://logs-of-the-tests/emr/',
    Tags: Object.entries(cluster.tags).map(([Key, Value]) => ({ Key, Value })),
    Configurations: [{ Classification: 'spark-defaults', Properties: { 'spark.ui.port': '4040' } }],
    ...(cluster.security === null ? {} : { SecurityConfiguration: cluster.security }),
    KerberosAttributes: { Realm: 'EC2.INTERNAL', KdcAdminPassword: kerberosSecret },
    Ec2InstanceAttributes: {
      Ec2KeyName: 'emr-prod',
      Ec2SubnetId: 'subnet-0123456789abcdef0',
      Ec2AvailabilityZone: 'ap-northeast-2a',
      IamInstanceProfile: 'EMR_EC2_DefaultRole',
      EmrManagedMasterSecurityGroup: 'sg-0a1b2c3d4e5f60001',
      EmrManagedSlaveSecurityGroup: 'sg-0a1b2c3d4e5f60002',
      ServiceAccessSecurityGroup: 'sg-0a1b2c3d4e5f60003',
    },
  };
}

const roles = ['MASTER', 'CORE', 'TASK'] as const;
const counts = { MASTER: 1, CORE: 2, TASK: 1 } as const;

const groups = roles.map((role) => ({
  Id: `ig-${role}`,
  Name: role.toLowerCase(),
  InstanceGroupType: role,
  InstanceType: 'm5.xlarge',
  RequestedInstanceCount: counts[role],
  RunningInstanceCount: counts[role],
}));

const fleets = roles.map((role) => ({
  Id: `if-${role}`,
  Name: role.toLowerCase(),
  InstanceFleetType: role,
  TargetOnDemandCapacity: counts[role],
  TargetSpotCapacity: 0,
  ProvisionedOnDemandCapacity: counts[role],
  ProvisionedSpotCapacity: 0,
  InstanceTypeSpecifications: [{ InstanceType: 'm5.xlarge' }, { InstanceType: 'm6i.xlarge' }],
}));

function instances(cluster: TestCluster) {
  if (cluster.state === 'STARTING') return [];
  const places = ['MASTER', 'CORE', 'CORE', 'TASK'] as const;
  return places.map((role, index) => {
    const at = [cluster.at[0], cluster.at[1] + index * 30] as const;
    const number = `${cluster.at[0]}${cluster.at[1]}${index}`.padStart(17, '0');
    return {
      Id: `ci-${number}`,
      Ec2InstanceId: `i-${number}`,
      PrivateDnsName: (role === 'MASTER' ? cluster.dns : undefined) ?? privateName(at),
      PrivateIpAddress: `10.0.${at[0]}.${at[1]}`,
      Status: { State: 'RUNNING' },
      ...(cluster.fleets ? { InstanceFleetId: `if-${role}` } : { InstanceGroupId: `ig-${role}` }),
    };
  });
}
