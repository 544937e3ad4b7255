import { domain, privateName, type TestCluster } from './clusters';
import type { AwsFixtures, AwsParams } from './endpoint';
import { AwsRefusal } from './refusals';

/** The fingerprint EC2 shows for the clusters' key pair, which is nobody's key. */
export const otherKey = 'qPOrLRFYgkvkGhmsYmM1oZlXpzV5bNkEmr8hFZ0sX1A=';

/** Never to be seen anywhere: what EMR tells of a cluster's KDC. */
export const kerberosSecret = 'kdc-admin-password-of-nobody';

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
