import {
  type InstanceGroup as EmrGroup,
  type Instance,
  type InstanceFleet,
  type InstanceFleetType,
  paginateListInstanceFleets,
  paginateListInstanceGroups,
  paginateListInstances,
} from '@aws-sdk/client-emr';
import type { ClusterNode, InstanceGroup, NodeGroup } from '../../shared/model/cluster';
import { configurationsOf } from './cluster-description';
import type { AwsClients } from './session';

const roles: Readonly<Record<InstanceFleetType, NodeGroup>> = {
  MASTER: 'primary',
  CORE: 'core',
  TASK: 'task',
};

/** The instance groups or fleets of a cluster; asking for the other kind is an error (EMR). */
export async function listGroups(
  { emr }: Pick<AwsClients, 'emr'>,
  clusterId: string,
  collection: 'groups' | 'fleets',
): Promise<InstanceGroup[]> {
  const groups: InstanceGroup[] = [];
  const input = { ClusterId: clusterId };
  if (collection === 'fleets') {
    for await (const { InstanceFleets = [] } of paginateListInstanceFleets(
      { client: emr },
      input,
    )) {
      groups.push(...InstanceFleets.map(fromFleet));
    }
  } else {
    for await (const { InstanceGroups = [] } of paginateListInstanceGroups(
      { client: emr },
      input,
    )) {
      groups.push(...InstanceGroups.map(fromGroup));
    }
  }
  return groups;
}

function fromGroup(group: EmrGroup): InstanceGroup {
  return {
    id: group.Id ?? '',
    name: group.Name || (group.InstanceGroupType ?? ''),
    group: roles[group.InstanceGroupType ?? 'TASK'],
    instanceTypes: group.InstanceType === undefined ? [] : [group.InstanceType],
    running: group.RunningInstanceCount ?? 0,
    requested: group.RequestedInstanceCount ?? 0,
    configurations: configurationsOf(group.Configurations),
  };
}

function fromFleet(fleet: InstanceFleet): InstanceGroup {
  const types = (fleet.InstanceTypeSpecifications ?? []).flatMap(({ InstanceType }) =>
    InstanceType === undefined ? [] : [InstanceType],
  );
  const units = (onDemand = 0, spot = 0) => onDemand + spot;
  return {
    id: fleet.Id ?? '',
    name: fleet.Name || (fleet.InstanceFleetType ?? ''),
    group: roles[fleet.InstanceFleetType ?? 'TASK'],
    instanceTypes: [...new Set(types)],
    running: units(fleet.ProvisionedOnDemandCapacity, fleet.ProvisionedSpotCapacity),
    requested: units(fleet.TargetOnDemandCapacity, fleet.TargetSpotCapacity),
    configurations: [],
  };
}

/**
 * The machines that are there now; EMR also tells of those that ended within thirty days unless the
 * states are named.
 */
export async function listNodes(
  { emr }: Pick<AwsClients, 'emr'>,
  clusterId: string,
  groups: readonly InstanceGroup[],
): Promise<ClusterNode[]> {
  const nodes: ClusterNode[] = [];
  const roleOf = new Map(groups.map(({ id, group }) => [id, group]));
  const pages = paginateListInstances(
    { client: emr },
    { ClusterId: clusterId, InstanceStates: ['PROVISIONING', 'BOOTSTRAPPING', 'RUNNING'] },
  );
  for await (const { Instances = [] } of pages) {
    nodes.push(...Instances.flatMap((instance) => nodeOf(instance, roleOf)));
  }
  const order: readonly NodeGroup[] = ['primary', 'core', 'task'];
  return nodes.sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
}

/** A machine of a cluster, and when it was there. */
export interface NodeLife {
  readonly group: NodeGroup;
  readonly instanceId: string | null;
  /** Empty where EMR never told one. */
  readonly privateIp: string;
  /** Seconds since 1970; null where EMR does not say, or it is not over. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Every machine a cluster has had that EMR still tells of: those that ended up to thirty days ago. */
export async function listEveryNode(
  { emr }: Pick<AwsClients, 'emr'>,
  clusterId: string,
  collection: 'groups' | 'fleets',
): Promise<NodeLife[]> {
  const nodes: NodeLife[] = [];
  for (const type of ['MASTER', 'CORE', 'TASK'] as const) {
    const which =
      collection === 'fleets' ? { InstanceFleetType: type } : { InstanceGroupTypes: [type] };
    const pages = paginateListInstances({ client: emr }, { ClusterId: clusterId, ...which });
    for await (const { Instances = [] } of pages) {
      nodes.push(...Instances.map((instance) => lifeOf(instance, roles[type])));
    }
  }
  return nodes;
}

function lifeOf({ Ec2InstanceId, PrivateIpAddress, Status }: Instance, group: NodeGroup): NodeLife {
  const { CreationDateTime, EndDateTime } = Status?.Timeline ?? {};
  const seconds = (date: Date | undefined) =>
    date === undefined ? null : Math.floor(date.getTime() / 1_000);
  return {
    group,
    instanceId: Ec2InstanceId ?? null,
    privateIp: PrivateIpAddress ?? '',
    from: seconds(CreationDateTime),
    to: seconds(EndDateTime),
  };
}

/** Nothing for a machine without a name yet. */
function nodeOf(instance: Instance, roleOf: ReadonlyMap<string, NodeGroup>): ClusterNode[] {
  const { PrivateDnsName: privateDns, PrivateIpAddress: privateIp = '' } = instance;
  const groupId = instance.InstanceGroupId ?? instance.InstanceFleetId ?? null;
  const group = groupId === null ? undefined : roleOf.get(groupId);
  if (!privateDns || group === undefined) return [];
  return [{ group, privateDns, privateIp, instanceId: instance.Ec2InstanceId ?? null, groupId }];
}
