import {
  DescribeDhcpOptionsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type Subnet as Ec2Subnet,
  type Filter,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
} from '@aws-sdk/client-ec2';
import type {
  NetworkAcl,
  NetworkParts,
  Part,
  RouteTable,
  Rule,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../network';
import { aclOf, endpointOf, routeTableOf, ruleOf, subnetOf } from './ec2-shapes';
import { allOf, gone, type Reader } from './reader';

/** One of EC2's filters: any of the values fits. */
export function filter(name: string, ...values: string[]): Filter {
  return { Name: name, Values: values };
}

/** A subnet by its id; unread when it has gone. Rejects as `Reader.part` does. */
export function readSubnet(reader: Reader, region: string, id: string): Promise<Part<Subnet>> {
  return reader.part('ec2:DescribeSubnets', async () => {
    const { Subnets } = await reader.clients.ec2.send(
      new DescribeSubnetsCommand({ SubnetIds: [id] }),
    );
    const found = Subnets?.[0];
    if (found === undefined) throw gone('ec2:DescribeSubnets', region, id);
    return subnetOf(found);
  });
}

export interface ReadVpc extends Vpc {
  readonly dhcpOptions: string | null;
}

/** A VPC by its id with all its ranges, each once. Rejects as `Reader.part` does. */
export function readVpc(reader: Reader, region: string, id: string): Promise<Part<ReadVpc>> {
  return reader.part('ec2:DescribeVpcs', async () => {
    const { Vpcs } = await reader.clients.ec2.send(new DescribeVpcsCommand({ VpcIds: [id] }));
    const found = Vpcs?.[0];
    if (found === undefined) throw gone('ec2:DescribeVpcs', region, id);
    const four = (found.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock);
    const six = (found.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock);
    const cidrs = [found.CidrBlock, ...four, ...six].filter((cidr) => cidr !== undefined);
    return { id, cidrs: [...new Set(cidrs)], dhcpOptions: found.DhcpOptionsId ?? null };
  });
}

/** Whether the VPC resolves names, and gives its machines names. Rejects as `Reader.part` does. */
export function readDns(reader: Reader, VpcId: string): Promise<Part<NetworkParts['dns']>> {
  const ask = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    reader.clients.ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
  return reader.part('ec2:DescribeVpcAttribute', async () => {
    const [support, names] = await Promise.all([
      ask('enableDnsSupport'),
      ask('enableDnsHostnames'),
    ]);
    return {
      support: support.EnableDnsSupport?.Value === true,
      hostNames: names.EnableDnsHostnames?.Value === true,
    };
  });
}

/**
 * The name servers and the domain that the VPC tells its machines.
 *
 * @param id null or `default` stand for none of its own: nothing is asked then.
 * @throws FailureError as `Reader.part` does.
 */
export function readDhcp(reader: Reader, id: string | null): Promise<Part<NetworkParts['dhcp']>> {
  if (id === null || id === 'default')
    return Promise.resolve({ value: { servers: [], domain: null } });
  return reader.part('ec2:DescribeDhcpOptions', async () => {
    const { DhcpOptions } = await reader.clients.ec2.send(
      new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [id] }),
    );
    const values = (key: string) =>
      (DhcpOptions?.[0]?.DhcpConfigurations ?? [])
        .filter(({ Key }) => Key === key)
        .flatMap(({ Values }) => (Values ?? []).flatMap(({ Value }) => Value ?? []));
    return { servers: values('domain-name-servers'), domain: values('domain-name')[0] ?? null };
  });
}

/**
 * The VPC of some groups: the way to it where subnets may not be described.
 *
 * @returns null when none of the groups is there.
 */
export function readVpcOfGroups(
  reader: Reader,
  groups: readonly string[],
): Promise<Part<string | null>> {
  const { ec2: client } = reader.clients;
  return reader.part('ec2:DescribeSecurityGroups', async () => {
    const [found] = await allOf(
      paginateDescribeSecurityGroups({ client }, { Filters: [filter('group-id', ...groups)] }),
      ({ SecurityGroups }) => SecurityGroups,
    );
    return found?.VpcId ?? null;
  });
}

/** All groups of a VPC, so that a reference to one that is gone can be told. */
export function readGroups(reader: Reader, vpc: string): Promise<Part<SecurityGroup[]>> {
  const { ec2: client } = reader.clients;
  return reader.part('ec2:DescribeSecurityGroups', async () => {
    const found = await allOf(
      paginateDescribeSecurityGroups(
        { client },
        { Filters: [filter('vpc-id', vpc)], MaxResults: 1000 },
      ),
      ({ SecurityGroups }) => SecurityGroups,
    );
    return found.map(({ GroupId, GroupName, VpcId }) => ({
      id: GroupId ?? '',
      name: GroupName ?? '',
      vpc: VpcId ?? vpc,
    }));
  });
}

/** At most so many values go into one filter (EC2 API reference, filtering). */
const filterLimit = 200;

/** Every rule of these groups, however many they are. Rejects as `Reader.part` does. */
export function readRules(reader: Reader, groups: readonly string[]): Promise<Part<Rule[]>> {
  const { ec2: client } = reader.clients;
  return reader.part('ec2:DescribeSecurityGroupRules', async () => {
    const found: Rule[] = [];
    for (let at = 0; at < groups.length; at += filterLimit) {
      const Filters = [filter('group-id', ...groups.slice(at, at + filterLimit))];
      const page = await allOf(
        paginateDescribeSecurityGroupRules({ client }, { Filters, MaxResults: 1000 }),
        ({ SecurityGroupRules }) => SecurityGroupRules,
      );
      found.push(...page.flatMap(ruleOf));
    }
    return found;
  });
}

/** The route table a subnet uses: its own, or the main one of its VPC. */
export function readRoutes(
  reader: Reader,
  region: string,
  subnet: { readonly id: string; readonly vpc: string },
): Promise<Part<RouteTable>> {
  const { ec2: client } = reader.clients;
  const ask = (Filters: Filter[]) =>
    allOf(
      paginateDescribeRouteTables({ client }, { Filters, MaxResults: 100 }),
      (page) => page.RouteTables,
    );
  return reader.part('ec2:DescribeRouteTables', async () => {
    const [own] = await ask([filter('association.subnet-id', subnet.id)]);
    const [main] =
      own === undefined
        ? await ask([filter('vpc-id', subnet.vpc), filter('association.main', 'true')])
        : [own];
    if (main === undefined) throw gone('ec2:DescribeRouteTables', region, subnet.id);
    return routeTableOf(main);
  });
}

/** The network ACL that a subnet is under. Rejects as `Reader.part` does. */
export function readAcl(reader: Reader, region: string, subnet: string): Promise<Part<NetworkAcl>> {
  const { ec2: client } = reader.clients;
  return reader.part('ec2:DescribeNetworkAcls', async () => {
    const Filters = [filter('association.subnet-id', subnet)];
    const [found] = await allOf(
      paginateDescribeNetworkAcls({ client }, { Filters, MaxResults: 1000 }),
      ({ NetworkAcls }) => NetworkAcls,
    );
    if (found === undefined) throw gone('ec2:DescribeNetworkAcls', region, subnet);
    return aclOf(found);
  });
}

/** The endpoints of a VPC, of every kind and in every state. Rejects as `Reader.part` does. */
export async function readEndpoints(reader: Reader, vpc: string): Promise<Part<VpcEndpoint[]>> {
  const { ec2: client } = reader.clients;
  const found = await reader.part('ec2:DescribeVpcEndpoints', () =>
    allOf(
      paginateDescribeVpcEndpoints({ client }, { Filters: [filter('vpc-id', vpc)] }),
      ({ VpcEndpoints }) => VpcEndpoints,
    ),
  );
  if ('unread' in found) return found;
  const subnets = [...new Set(found.value.flatMap(({ SubnetIds }) => SubnetIds ?? []))];
  const blocks = await readBlocks(reader, subnets);
  return { value: found.value.map((each) => endpointOf(each, blocks)) };
}

/** The IPv4 blocks of some subnets by their ids; null where they may not be read. */
async function readBlocks(
  reader: Reader,
  subnets: readonly string[],
): Promise<ReadonlyMap<string, string> | null> {
  if (subnets.length === 0) return new Map();
  const { ec2: client } = reader.clients;
  const read = await reader.part('ec2:DescribeSubnets', async () => {
    const found: Ec2Subnet[] = [];
    for (let at = 0; at < subnets.length; at += filterLimit) {
      const Filters = [filter('subnet-id', ...subnets.slice(at, at + filterLimit))];
      found.push(
        ...(await allOf(
          paginateDescribeSubnets({ client }, { Filters, MaxResults: 100 }),
          ({ Subnets }) => Subnets,
        )),
      );
    }
    return found;
  });
  if ('unread' in read) return null;
  return new Map(
    read.value.flatMap(({ SubnetId, CidrBlock }): [string, string][] =>
      SubnetId === undefined || CidrBlock === undefined ? [] : [[SubnetId, CidrBlock]],
    ),
  );
}
