import { DescribeSecurityConfigurationCommand } from '@aws-sdk/client-emr';
import { clusterPages } from '../../shared/emr/cluster-pages';
import type { ClusterDetail, ClusterNode } from '../../shared/model/cluster';
import { isOver } from '../../shared/model/cluster-states';
import { FailureError } from '../../shared/model/failure';
import { type ClusterDescription, describeCluster } from './cluster-description';
import { listGroups, listNodes } from './cluster-machines';
import { readDomains, readNetwork, unknownNetwork } from './cluster-network';
import type { AwsClients } from './session';

/** Says which call is being made now; `done` of `total` are behind us. */
export type StepReport = (action: string, done: number, total: number) => void;

/** How many calls, or parts made of several, a cluster is read in. */
const parts = 6;

/**
 * Everything Culvert shows of a cluster. What the user may not ask is left unknown and named in
 * `denied`, so that a reader's permissions are enough for the rest.
 *
 * @throws FailureError `cluster-missing`, or `aws-*` when DescribeCluster itself fails.
 */
export async function readDetail(
  clients: AwsClients,
  id: string,
  region: string,
  report: StepReport = () => undefined,
): Promise<ClusterDetail> {
  const denied: string[] = [];
  let done = 0;
  const part = async <Value>(action: string, otherwise: Value, ask: () => Promise<Value>) => {
    report(action, done, parts);
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code !== 'aws-denied') throw error;
      denied.push(error.failure.action);
      return otherwise;
    } finally {
      done += 1;
    }
  };

  report('elasticmapreduce:DescribeCluster', 0, parts);
  const { securityConfiguration, ...described } = await describeCluster(clients, id, region);
  done = 1;
  const { collection, subnet } = described;
  const listing = collection === 'fleets' ? 'ListInstanceFleets' : 'ListInstanceGroups';
  const groups = await part(`elasticmapreduce:${listing}`, [], () =>
    listGroups(clients, id, collection),
  );
  const nodes = isOver(described.state)
    ? []
    : await part('elasticmapreduce:ListInstances', [], () => listNodes(clients, id, groups));
  const inTransitEncryption = await part<boolean | null>(
    'elasticmapreduce:DescribeSecurityConfiguration',
    null,
    async () =>
      securityConfiguration === null ? false : readEncryption(clients, securityConfiguration),
  );
  const { dhcpOptions, ...network } = await part('ec2:DescribeSubnets', unknownNetwork, async () =>
    subnet === null ? unknownNetwork : readNetwork(clients, subnet),
  );
  const domains = await part<string[] | null>('ec2:DescribeDhcpOptions', null, async () => {
    if (dhcpOptions !== null) return readDomains(clients, dhcpOptions);
    return network.vpc === null ? null : [];
  });
  report('elasticmapreduce:DescribeCluster', parts, parts);

  const known = { ...described, groups, nodes: withPrimary(nodes, described), inTransitEncryption };
  const readAt = new Date().toISOString();
  return { ...known, ...network, domains, denied, readAt, pages: clusterPages(known) };
}

/** Whether traffic between nodes is encrypted, which moves pages to other ports and to https. */
async function readEncryption({ emr }: AwsClients, name: string): Promise<boolean | null> {
  const output = await emr.send(new DescribeSecurityConfigurationCommand({ Name: name }));
  try {
    const configuration: unknown = JSON.parse(output.SecurityConfiguration ?? '');
    const encryption = Reflect.get(Object(configuration), 'EncryptionConfiguration');
    return Reflect.get(Object(encryption), 'EnableInTransitEncryption') === true;
  } catch {
    // Not JSON: AWS says it is, and what it means otherwise is not known.
    return null;
  }
}

/** DescribeCluster names the primary node even to those who may not list the machines. */
function withPrimary(
  nodes: readonly ClusterNode[],
  { primaryDns, state }: ClusterDescription | Omit<ClusterDescription, 'securityConfiguration'>,
): ClusterNode[] {
  const known = nodes.some(({ group }) => group === 'primary');
  if (known || primaryDns === null || isOver(state)) return [...nodes];
  const privateIp = /^ip-(\d+-\d+-\d+-\d+)\./.exec(primaryDns)?.[1]?.replaceAll('-', '.') ?? '';
  const primary = { group: 'primary', privateDns: primaryDns, privateIp } as const;
  return [{ ...primary, instanceId: null, groupId: null }, ...nodes];
}
