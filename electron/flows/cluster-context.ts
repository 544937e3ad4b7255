import { type NetworkInterface, paginateDescribeNetworkInterfaces } from '@aws-sdk/client-ec2';
import { FailureError } from '../../shared/model/failure';
import type { EgressRule } from '../../shared/model/flows';
import { describeCluster } from '../aws/cluster-description';
import { listEveryNode, type NodeLife } from '../aws/cluster-machines';
import { minimalEgress } from '../aws/doctor/egress-plan';
import type { Network } from '../aws/doctor/network';
import { readNetwork } from '../aws/doctor/read/read-network';
import type { AwsClients } from '../aws/session';
import { type ClusterScope, longestWindow } from './cluster-scope';
import type { FlowContext } from './flow-context';
import type { HalvesScope } from './halves';
import { addressesOf, groupIds, nodePlace, partOf, placesOf } from './interface-places';
import type { KnownInterface } from './sides';

export interface ClusterContextOptions {
  readonly clients: AwsClients;
  readonly region: string;
  readonly clusterId: string;
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
}

/** A cluster as a question about its flows needs it. */
export interface ClusterFlows {
  readonly context: FlowContext;
  readonly scope: ClusterScope;
}

/**
 * What AWS knows of a cluster's network that flow logs do not say: which interface belongs to which
 * node, which nodes have gone, what is behind private addresses, and the smallest outbound rules
 * (electron/aws/doctor).
 *
 * @throws FailureError `aws-*` when the cluster or the interfaces cannot be read, and
 * `cluster-without-nodes`: without them no record has a node.
 */
export async function contextOfCluster(
  options: ClusterContextOptions,
  span: Pick<HalvesScope, 'from' | 'to'>,
): Promise<ClusterFlows> {
  const network = await readNetwork({
    ...options,
    bastion: null,
    myAddress: null,
    sshPort: 22,
    localPort: 8157,
  });
  const found = await interfacesOf(network, options);
  const { lives, denied } = await livesOf(options);
  const context = contextFrom(network, found, lives);
  const own = new Set(context.interfaces.map(({ id }) => id));
  const nodes = lives.filter((life) => touches(life, span));
  if (own.size === 0 && nodes.length === 0) {
    if (denied !== null) throw denied;
    const { id, name } = network.cluster;
    throw new FailureError({ code: 'cluster-without-nodes', id, name });
  }
  const isOwn = ({ NetworkInterfaceId: id }: NetworkInterface) => id !== undefined && own.has(id);
  const others = found.filter((each) => !isOwn(each));
  return {
    context,
    scope: {
      interfaces: [...own],
      attached: found.filter(isOwn).flatMap(({ Attachment }) => Attachment?.InstanceId ?? []),
      others: others.flatMap(({ NetworkInterfaceId }) => NetworkInterfaceId ?? []),
      nodes,
    },
  };
}

/** Every node EMR still tells of; none where that may not be asked. */
async function livesOf({
  clients,
  clusterId,
  region,
  progress,
}: ClusterContextOptions): Promise<{ lives: NodeLife[]; denied: FailureError | null }> {
  progress('elasticmapreduce:ListInstances', 0, null);
  try {
    const { collection } = await describeCluster(clients, clusterId, region);
    return { lives: await listEveryNode(clients, clusterId, collection), denied: null };
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'aws-denied') throw error;
    return { lives: [], denied: error };
  }
}

/** Whether a node was there in a span of time, its last window included. */
function touches(life: NodeLife, span: Pick<HalvesScope, 'from' | 'to'>): boolean {
  const over = life.to !== null && span.from !== null && life.to + longestWindow < span.from;
  const later = life.from !== null && span.to !== null && life.from > span.to;
  return !over && !later;
}

/** All interfaces of the VPC: nodes, endpoints, databases and what else answers there. */
async function interfacesOf(
  network: Network,
  { clients, progress }: ClusterContextOptions,
): Promise<readonly NetworkInterface[]> {
  const vpc = partOf(network, 'vpc')?.id;
  const { primary, workers, serviceAccess } = network.cluster.groups;
  const groups = [...primary, ...workers, ...(serviceAccess === null ? [] : [serviceAccess])];
  const filter =
    vpc === undefined ? { Name: 'group-id', Values: groups } : { Name: 'vpc-id', Values: [vpc] };
  const found: NetworkInterface[] = [];
  const pages = paginateDescribeNetworkInterfaces(
    { client: clients.ec2, pageSize: 1_000 },
    { Filters: [filter] },
  );
  for await (const page of pages) {
    found.push(...(page.NetworkInterfaces ?? []));
    progress('ec2:DescribeNetworkInterfaces', found.length, null);
  }
  return found;
}

/** The same from what was read, without asking. */
export function contextFrom(
  network: Network,
  interfaces: readonly NetworkInterface[],
  lives: readonly NodeLife[] = [],
): FlowContext {
  const groupOf = nodeGroups(network, lives);
  const lists = partOf(network, 'prefixLists') ?? [];
  const places = [
    ...interfaces.flatMap((each) => placesOf(each, network, groupOf(each))),
    ...(partOf(network, 'nodes') ?? []).map(nodePlace),
  ];
  const taken = new Set(places.map(({ address }) => address));
  return {
    region: network.region,
    interfaces: interfaces.flatMap((each): KnownInterface[] => {
      const group = groupOf(each);
      const id = each.NetworkInterfaceId;
      return group === null || id === undefined
        ? []
        : [{ id, group, addresses: addressesOf(each) }];
    }),
    nodes: lives.map(({ instanceId, privateIp, group }) => ({
      instanceId,
      address: privateIp,
      group,
    })),
    // The address of a node that has gone may be somebody else's by now.
    places: [...places, ...lives.map(nodePlace).filter(({ address }) => !taken.has(address))],
    prefixLists: lists.map(({ id, name, cidrs, weight }) => ({ id, name, cidrs, weight })),
    vpcCidrs: partOf(network, 'vpc')?.cidrs ?? [],
    rules: minimalEgress(network).rules.flatMap((rule) => ruleFrom(rule, network)),
  };
}

/**
 * By the nodes' instances and addresses. Where EMR names no instances, by the groups an interface
 * carries: only then, since clusters share EMR's own groups.
 */
function nodeGroups(
  { cluster, parts }: Network,
  lives: readonly NodeLife[],
): (each: NetworkInterface) => string | null {
  const nodes = 'value' in parts.nodes ? parts.nodes.value : [];
  const byAddress = new Map(nodes.map(({ privateIp, group }) => [privateIp, group]));
  const byInstance = new Map(lives.map(({ instanceId, group }) => [instanceId, group]));
  byInstance.delete(null);
  return (each) => {
    const instance = each.Attachment?.InstanceId;
    const named = instance === undefined ? undefined : byInstance.get(instance);
    if (named !== undefined) return named;
    const known = addressesOf(each).map((address) => byAddress.get(address));
    const node = known.find((group) => group !== undefined);
    if (node !== undefined) return node;
    if (byInstance.size > 0 || instance === undefined) return null;
    if (each.InterfaceType !== undefined && each.InterfaceType !== 'interface') return null;
    const carried = groupIds(each);
    if (cluster.groups.primary.some((id) => carried.includes(id))) return 'primary';
    return cluster.groups.workers.some((id) => carried.includes(id)) ? 'core' : null;
  };
}

/** Needs of the time when nodes start, which a quiet window does not show. */
const launchNeeds = new Set([
  's3',
  'service-access',
  'service-access-443',
  'service-access-8',
  'packages',
]);

/** The doctor's rule as a flow's: an unfiltered protocol has no ports, groups of EMR have a role. */
function ruleFrom(
  rule: ReturnType<typeof minimalEgress>['rules'][number],
  network: Network,
): readonly EgressRule[] {
  if (rule.group === 'service-access') return [];
  const protocol = rule.protocol as EgressRule['protocol'];
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  return [
    {
      group: rule.group === 'primary' ? 'master' : 'slave',
      protocol,
      fromPort: hasPorts ? rule.fromPort : null,
      toPort: hasPorts ? rule.toPort : null,
      peer: peerFrom(rule.peer, network),
      need: rule.for[0] ?? null,
      launch: rule.for.some((need) => launchNeeds.has(need)),
    },
  ];
}

function peerFrom(
  { kind, id, name }: { readonly kind: string; readonly id: string; readonly name: string },
  { cluster: { groups } }: Network,
): EgressRule['peer'] {
  if (kind === 'cidr') return { kind: 'cidr', value: id };
  if (kind === 'prefix-list') return { kind: 'prefix-list', name, id };
  const role = groups.primary.includes(id)
    ? 'master'
    : groups.workers.includes(id)
      ? 'slave'
      : groups.serviceAccess === id
        ? 'serviceAccess'
        : null;
  return { kind: 'security-group', role, id };
}
