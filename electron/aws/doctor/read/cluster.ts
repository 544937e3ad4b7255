import {
  type Cluster,
  DescribeClusterCommand,
  DescribeSecurityConfigurationCommand,
  type Configuration as EmrConfiguration,
  GetBlockPublicAccessConfigurationCommand,
  GetManagedScalingPolicyCommand,
  InstanceFleetType,
  InstanceGroupType,
  InstanceState,
  paginateListBootstrapActions,
  paginateListInstances,
  paginateListSteps,
} from '@aws-sdk/client-emr';
import {
  type ClusterNode,
  type Configuration,
  clusterStateSchema,
  type NodeGroup,
} from '../../../../shared/model/cluster';
import { FailureError, failureFrom } from '../../../../shared/model/failure';
import type { ClusterFacts, Part, SecurityFacts, Step } from '../network';
import { allOf, type Reader } from './reader';
import { readSecurityFacts } from './security-configuration';

/** A cluster as EMR describes it, before its pages are known. */
export interface DescribedCluster {
  readonly facts: Omit<ClusterFacts, 'pages'>;
  readonly fleets: boolean;
  readonly securityConfiguration: string | null;
}

/** @throws FailureError `cluster-missing`, `aws-denied` and others: without the cluster there is nothing to examine. */
export async function readCluster(
  reader: Reader,
  region: string,
  id: string,
): Promise<DescribedCluster> {
  const missing = { code: 'cluster-missing', by: 'id', rule: id, region } as const;
  try {
    const answer = await reader.must('elasticmapreduce:DescribeCluster', () =>
      reader.clients.emr.send(new DescribeClusterCommand({ ClusterId: id })),
    );
    if (answer.Cluster === undefined) throw new FailureError(missing);
    return describe(id, answer.Cluster);
  } catch (error) {
    // EMR has no exception of its own for an id it does not know.
    const failure = failureFrom(error);
    const unknown = failure.code === 'aws-refused' && failure.reason === 'InvalidRequestException';
    throw unknown ? new FailureError(missing, { cause: error }) : error;
  }
}

function describe(id: string, cluster: Cluster): DescribedCluster {
  const ec2 = cluster.Ec2InstanceAttributes;
  const present = (ids: readonly (string | undefined)[]) =>
    ids.filter((each) => each !== undefined);
  return {
    facts: {
      id,
      name: cluster.Name ?? id,
      state: clusterStateSchema.catch('RUNNING').parse(cluster.Status?.State),
      release: cluster.ReleaseLabel ?? null,
      applications: (cluster.Applications ?? []).flatMap(({ Name }) => Name ?? []),
      configurations: (cluster.Configurations ?? []).map(configurationOf),
      groups: {
        primary: present([
          ec2?.EmrManagedMasterSecurityGroup,
          ...(ec2?.AdditionalMasterSecurityGroups ?? []),
        ]),
        workers: present([
          ec2?.EmrManagedSlaveSecurityGroup,
          ...(ec2?.AdditionalSlaveSecurityGroups ?? []),
        ]),
        serviceAccess: ec2?.ServiceAccessSecurityGroup ?? null,
      },
      subnet: ec2?.Ec2SubnetId ?? ec2?.RequestedEc2SubnetIds?.[0] ?? null,
      logUri: cluster.LogUri ?? null,
      logKey: cluster.LogEncryptionKmsKeyId ?? null,
      monitoring: 'MonitoringConfiguration' in cluster && Boolean(cluster.MonitoringConfiguration),
    },
    fleets: cluster.InstanceCollectionType === 'INSTANCE_FLEET',
    securityConfiguration: cluster.SecurityConfiguration || null,
  };
}

function configurationOf(each: EmrConfiguration): Configuration {
  return {
    classification: each.Classification ?? '',
    properties: each.Properties ?? {},
    configurations: (each.Configurations ?? []).map(configurationOf),
  };
}

const live = [
  InstanceState.AWAITING_FULFILLMENT,
  InstanceState.PROVISIONING,
  InstanceState.BOOTSTRAPPING,
  InstanceState.RUNNING,
];

const groupNames: readonly (readonly [NodeGroup, InstanceGroupType, InstanceFleetType])[] = [
  ['primary', InstanceGroupType.MASTER, InstanceFleetType.MASTER],
  ['core', InstanceGroupType.CORE, InstanceFleetType.CORE],
  ['task', InstanceGroupType.TASK, InstanceFleetType.TASK],
];

/** The nodes that run now or will; EMR keeps listing those that went for a month. */
export function readNodes(
  reader: Reader,
  id: string,
  fleets: boolean,
): Promise<Part<ClusterNode[]>> {
  const { emr: client } = reader.clients;
  return reader.part('elasticmapreduce:ListInstances', async () => {
    const lists = await Promise.all(
      groupNames.map(async ([group, type, fleet]) => {
        const which = fleets ? { InstanceFleetType: fleet } : { InstanceGroupTypes: [type] };
        const found = await allOf(
          paginateListInstances({ client }, { ClusterId: id, InstanceStates: live, ...which }),
          ({ Instances }) => Instances,
        );
        return found.map((each) => nodeOf(group, each));
      }),
    );
    return lists.flat().filter(({ privateIp }) => privateIp !== '');
  });
}

function nodeOf(
  group: NodeGroup,
  each: {
    readonly PrivateDnsName?: string | undefined;
    readonly PrivateIpAddress?: string | undefined;
    readonly Ec2InstanceId?: string | undefined;
    readonly InstanceGroupId?: string | undefined;
    readonly InstanceFleetId?: string | undefined;
  },
): ClusterNode {
  return {
    group,
    privateDns: each.PrivateDnsName ?? '',
    privateIp: each.PrivateIpAddress ?? '',
    instanceId: each.Ec2InstanceId ?? null,
    groupId: each.InstanceGroupId ?? each.InstanceFleetId ?? null,
  };
}

/** The steps the cluster was given, the latest first. Rejects as `Reader.part` does. */
export function readSteps(reader: Reader, id: string): Promise<Part<Step[]>> {
  const { emr: client } = reader.clients;
  return reader.part('elasticmapreduce:ListSteps', async () => {
    const found = await allOf(
      paginateListSteps({ client }, { ClusterId: id }),
      ({ Steps }) => Steps,
    );
    return found.map(({ Name, Config }) => ({
      name: Name ?? '',
      jar: Config?.Jar ?? '',
      args: Config?.Args ?? [],
    }));
  });
}

/** The bootstrap actions, in the form of steps: a script for a jar. Rejects as `Reader.part` does. */
export function readBootstrap(reader: Reader, id: string): Promise<Part<Step[]>> {
  const { emr: client } = reader.clients;
  return reader.part('elasticmapreduce:ListBootstrapActions', async () => {
    const found = await allOf(
      paginateListBootstrapActions({ client }, { ClusterId: id }),
      ({ BootstrapActions }) => BootstrapActions,
    );
    return found.map(({ Name, ScriptPath, Args }) => ({
      name: Name ?? '',
      jar: ScriptPath ?? '',
      args: Args ?? [],
    }));
  });
}

/**
 * What the cluster's security configuration switches on.
 *
 * @param name null when the cluster has none: nothing is asked then, and the value is null.
 * @throws FailureError as `Reader.part` does.
 */
export function readSecurity(
  reader: Reader,
  name: string | null,
): Promise<Part<SecurityFacts | null>> {
  if (name === null) return Promise.resolve({ value: null });
  return reader.part('elasticmapreduce:DescribeSecurityConfiguration', async () => {
    const { SecurityConfiguration } = await reader.clients.emr.send(
      new DescribeSecurityConfigurationCommand({ Name: name }),
    );
    return readSecurityFacts(SecurityConfiguration ?? '{}');
  });
}

/** Whether EMR itself may add and remove nodes. Rejects as `Reader.part` does. */
export function readManagedScaling(reader: Reader, id: string): Promise<Part<boolean>> {
  return reader.part('elasticmapreduce:GetManagedScalingPolicy', async () => {
    const { ManagedScalingPolicy } = await reader.clients.emr.send(
      new GetManagedScalingPolicyCommand({ ClusterId: id }),
    );
    return ManagedScalingPolicy?.ComputeLimits !== undefined;
  });
}

type PortRanges = readonly { readonly from: number; readonly to: number }[] | null;

/**
 * The ports that the account's block of public access lets rules open to everybody.
 *
 * @returns null as the value when the block is off, so that every port may be opened.
 * @throws FailureError as `Reader.part` does.
 */
export function readPublicPorts(reader: Reader): Promise<Part<PortRanges>> {
  return reader.part('elasticmapreduce:GetBlockPublicAccessConfiguration', async () => {
    const { BlockPublicAccessConfiguration: found } = await reader.clients.emr.send(
      new GetBlockPublicAccessConfigurationCommand({}),
    );
    if (found?.BlockPublicSecurityGroupRules !== true) return null;
    return (found.PermittedPublicSecurityGroupRuleRanges ?? []).map(({ MinRange, MaxRange }) => ({
      from: MinRange ?? 0,
      to: MaxRange ?? MinRange ?? 0,
    }));
  });
}
