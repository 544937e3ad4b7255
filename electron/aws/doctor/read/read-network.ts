import { partitionOf } from '../../regions';
import type { AwsClients } from '../../session';
import { gatewayApplication } from '../checks/studio';
import type {
  Bastion,
  Network,
  NetworkAcl,
  NetworkParts,
  Part,
  Peering,
  RouteTable,
  Unread,
} from '../network';
import { pageAddresses } from '../page-addresses';
import { readBastion } from './bastion';
import { readPeerings, readPrefixLists } from './beyond';
import {
  type DescribedCluster,
  readBootstrap,
  readCluster,
  readManagedScaling,
  readNodes,
  readPublicPorts,
  readSecurity,
  readSteps,
} from './cluster';
import { myPublicAddress } from './my-address';
import { derived, following, Reader } from './reader';
import { readStudios } from './studios';
import {
  readAcl,
  readDhcp,
  readDns,
  readEndpoints,
  readGroups,
  readRoutes,
  readRules,
  readSubnet,
  readVpc,
  readVpcOfGroups,
} from './vpc';

export interface ReadOptions {
  readonly clients: Pick<AwsClients, 'emr' | 'ec2'>;
  readonly region: string;
  readonly clusterId: string;
  /** `i-…`, `sg-…`, an address or a host name; null looks at the cluster alone. */
  readonly bastion: string | null;
  /** An address, or null when nobody knows it; `ask` finds it out from AWS over the internet. */
  readonly myAddress: string | null;
  readonly sshPort: number;
  readonly localPort: number;
  /** Where somebody logs in to the primary node over the bastion; absent or null: nobody does. */
  readonly primarySshPort?: number | null;
  readonly signal: AbortSignal;
  readonly progress: (action: string, done: number, total: number | null) => void;
}

const noBastion: Part<never> = { unread: { reason: 'no-bastion', needs: [] } };
const outsideVpc: Part<never> = { unread: { reason: 'outside-vpc', needs: [] } };

/**
 * Reads a network once, with as few calls as there are kinds of things in it. Reads only: every
 * call is a List, Describe or Get.
 *
 * @throws FailureError when the cluster cannot be described, or no call can succeed.
 */
export async function readNetwork(options: ReadOptions): Promise<Network> {
  const { region, clusterId, signal } = options;
  const reader = new Reader(options);
  const cluster = await readCluster(reader, region, clusterId);
  const { facts } = cluster;
  const [subnet, bastion, myAddress, emr] = await Promise.all([
    facts.subnet === null
      ? Promise.resolve(unread({ reason: 'call-failed', needs: [] }))
      : readSubnet(reader, region, facts.subnet),
    options.bastion === null ? noBastion : readBastion(reader, region, options.bastion),
    options.myAddress === 'ask' ? myPublicAddress(signal) : options.myAddress,
    readEmrParts(reader, cluster),
  ]);
  const vpcId = await vpcOf(reader, cluster, subnet);
  const vpc = await following(vpcId, (id) => readVpc(reader, region, id));
  const place = { vpcId, vpc };
  const placed = derived(bastion, (each) => ('value' in vpc ? inVpc(each, vpc.value) : each));
  const around = await readAround(reader, region, placed, place);
  const inside = await readInside(reader, region, cluster, { bastion: placed, ...around }, place);
  const encryption = derived(emr.security, (security) => security?.inTransitEncryption ?? false);
  return {
    at: new Date().toISOString(),
    region,
    partition: partitionOf(region),
    sshPort: options.sshPort,
    localPort: options.localPort,
    primarySshPort: options.primarySshPort ?? null,
    cluster: {
      ...facts,
      pages: pageAddresses(facts, 'value' in encryption ? encryption.value : null),
    },
    parts: {
      ...emr,
      subnet,
      vpc,
      bastion: placed,
      myAddress: { value: myAddress },
      ...inside,
      ...around,
    },
  };
}

function unread(why: Unread): Part<never> {
  return { unread: why };
}

async function readEmrParts(
  reader: Reader,
  { facts, fleets, securityConfiguration }: DescribedCluster,
) {
  const { id } = facts;
  const [nodes, steps, bootstrap, security, managedScaling, publicPorts] = await Promise.all([
    readNodes(reader, id, fleets),
    readSteps(reader, id),
    readBootstrap(reader, id),
    readSecurity(reader, securityConfiguration),
    readManagedScaling(reader, id),
    readPublicPorts(reader),
  ]);
  return { nodes, steps, bootstrap, security, managedScaling, publicPorts };
}

/** The cluster's VPC: its subnet names it, and so do its groups. */
async function vpcOf(
  reader: Reader,
  { facts: { groups } }: DescribedCluster,
  subnet: Part<NetworkParts['subnet']>,
): Promise<Part<string>> {
  if ('value' in subnet) return { value: subnet.value.vpc };
  const named = await readVpcOfGroups(reader, [...groups.primary, ...groups.workers]);
  return 'value' in named && named.value !== null ? { value: named.value } : subnet;
}

type Place = {
  readonly vpcId: Part<string>;
  readonly vpc: Part<NetworkParts['vpc'] & { readonly dhcpOptions: string | null }>;
};

/** A group that nothing carries could be anywhere in its VPC. */
function inVpc(bastion: Bastion, vpc: NetworkParts['vpc']): Bastion {
  if (bastion.exact) return bastion;
  const addresses = vpc.cidrs.filter((cidr) => !cidr.includes(':'));
  return {
    ...bastion,
    vpc: vpc.id,
    members: bastion.members.map((member) => ({ ...member, addresses, vpc: vpc.id })),
  };
}

/** What lies inside the cluster's VPC. */
async function readInside(
  reader: Reader,
  region: string,
  { facts }: DescribedCluster,
  { bastion, bastionRoutes }: Pick<Around, 'bastionRoutes'> & { readonly bastion: Part<Bastion> },
  { vpcId, vpc }: Place,
) {
  const subnet = facts.subnet ?? '';
  const [endpoints, groups, routes, acl, dns, dhcp, studios] = await Promise.all([
    following(vpcId, (id) => readEndpoints(reader, id)),
    following(vpcId, (id) => readGroups(reader, id)),
    following(vpcId, (id) => readRoutes(reader, region, { id: subnet, vpc: id })),
    readAcl(reader, region, subnet),
    following(vpcId, (id) => readDns(reader, id)),
    following(vpc, ({ dhcpOptions }) => readDhcp(reader, dhcpOptions)),
    facts.applications.includes(gatewayApplication)
      ? following(vpcId, (id) => readStudios(reader, id))
      : { value: [] },
  ]);
  const wanted = new Set([
    ...facts.groups.primary,
    ...facts.groups.workers,
    ...(facts.groups.serviceAccess === null ? [] : [facts.groups.serviceAccess]),
    ...('value' in endpoints ? endpoints.value.flatMap((each) => each.groups) : []),
    ...('value' in bastion ? bastion.value.members.flatMap((member) => member.groups) : []),
    ...('value' in studios
      ? studios.value.flatMap(({ engine, workspace }) => [engine, workspace])
      : []),
  ]);
  const rules = await readRules(reader, [...wanted]);
  const prefixLists = await readPrefixLists(reader, listsIn(rules, [routes, bastionRoutes]));
  return { endpoints, groups, routes, acl, dns, dhcp, studios, rules, prefixLists };
}

/** The prefix lists that rules and routes name. */
function listsIn(
  rules: Part<NetworkParts['rules']>,
  tables: readonly Part<RouteTable>[],
): readonly string[] {
  const named = 'value' in rules ? rules.value : [];
  const routes = tables.flatMap((table) => ('value' in table ? table.value.routes : []));
  return [
    ...named.flatMap(({ peer }) => (peer.kind === 'prefix-list' ? [peer.id] : [])),
    ...routes.map(({ destination }) => destination).filter((id) => id.startsWith('pl-')),
  ];
}

interface Around {
  readonly bastionAcl: Part<NetworkAcl>;
  readonly bastionRoutes: Part<RouteTable>;
  readonly peerings: Part<readonly Peering[]>;
}

/** What lies around the bastion: its own subnet, and the way between two VPCs. */
async function readAround(
  reader: Reader,
  region: string,
  bastion: Part<Bastion>,
  { vpcId }: Place,
): Promise<Around> {
  if ('unread' in bastion) {
    return { bastionAcl: bastion, bastionRoutes: bastion, peerings: bastion };
  }
  const { subnet, vpc: own } = bastion.value;
  if (subnet === null || own === null) {
    return { bastionAcl: outsideVpc, bastionRoutes: outsideVpc, peerings: { value: [] } };
  }
  const [bastionAcl, bastionRoutes, peerings] = await Promise.all([
    readAcl(reader, region, subnet),
    readRoutes(reader, region, { id: subnet, vpc: own }),
    following(
      vpcId,
      (id): Promise<Part<readonly Peering[]>> =>
        id === own ? Promise.resolve({ value: [] }) : readPeerings(reader, id, own),
    ),
  ]);
  return { bastionAcl, bastionRoutes, peerings };
}
