import {
  type Cluster,
  DescribeClusterCommand,
  type Configuration as EmrConfiguration,
} from '@aws-sdk/client-emr';
import type { ClusterDetail, ClusterSummary, Configuration } from '../../shared/model/cluster';
import type { ClusterBrief } from '../../shared/model/cluster-filter';
import { type Failure, FailureError } from '../../shared/model/failure';
import type { AwsClients } from './session';

/** What DescribeCluster alone tells, with what leads on to other calls. */
export type ClusterDescription = ClusterSummary &
  ClusterBrief &
  Pick<
    ClusterDetail,
    | 'stateReason'
    | 'collection'
    | 'configurations'
    | 'securityGroups'
    | 'subnet'
    | 'keyName'
    | 'logUri'
  > & { readonly securityConfiguration: string | null };

/**
 * Reads one cluster. Its Kerberos attributes, which hold passwords of the KDC, are dropped here and
 * go nowhere (API: KerberosAttributes).
 *
 * @throws FailureError `cluster-missing` for an id EMR does not know here, else `aws-*`.
 */
export async function describeCluster(
  { emr }: Pick<AwsClients, 'emr'>,
  id: string,
  region: string,
): Promise<ClusterDescription> {
  try {
    const output = await emr.send(new DescribeClusterCommand({ ClusterId: id }));
    const { KerberosAttributes: _dropped, ...cluster } = output.Cluster ?? {};
    delete output.Cluster;
    return descriptionOf(id, cluster);
  } catch (error) {
    if (error instanceof FailureError && isUnknownId(error.failure)) {
      throw new FailureError({ code: 'cluster-missing', by: 'id', rule: id, region });
    }
    throw error;
  }
}

/** EMR has no code of its own for it: "Cluster id 'j-…' is not valid." */
function isUnknownId(failure: Failure): boolean {
  return (
    failure.code === 'aws-refused' &&
    failure.reason === 'InvalidRequestException' &&
    /cluster id/i.test(failure.detail)
  );
}

function descriptionOf(
  id: string,
  cluster: Omit<Cluster, 'KerberosAttributes'>,
): ClusterDescription {
  const { Status: status, Ec2InstanceAttributes: ec2 = {} } = cluster;
  return {
    id,
    name: cluster.Name ?? id,
    state: status?.State ?? 'TERMINATED',
    created: status?.Timeline?.CreationDateTime?.toISOString() ?? null,
    stateReason: status?.StateChangeReason?.Message || null,
    release: cluster.ReleaseLabel || null,
    applications: (cluster.Applications ?? []).map(({ Name = '', Version = '' }) => ({
      name: Name,
      version: Version,
    })),
    primaryDns: cluster.MasterPublicDnsName || null,
    collection: cluster.InstanceCollectionType === 'INSTANCE_FLEET' ? 'fleets' : 'groups',
    configurations: configurationsOf(cluster.Configurations),
    securityGroups: {
      primary: ec2.EmrManagedMasterSecurityGroup || null,
      core: ec2.EmrManagedSlaveSecurityGroup || null,
      serviceAccess: ec2.ServiceAccessSecurityGroup || null,
    },
    subnet: ec2.Ec2SubnetId || null,
    keyName: ec2.Ec2KeyName || null,
    logUri: cluster.LogUri || null,
    tags: Object.fromEntries(
      (cluster.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const),
    ),
    securityConfiguration: cluster.SecurityConfiguration || null,
  };
}

/** EMR's configuration objects as the model has them: nothing optional. */
export function configurationsOf(given: readonly EmrConfiguration[] = []): Configuration[] {
  return given.map(({ Classification = '', Properties = {}, Configurations = [] }) => ({
    classification: Classification,
    properties: { ...Properties },
    configurations: configurationsOf(Configurations),
  }));
}
