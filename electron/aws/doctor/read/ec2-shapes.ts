import type {
  VpcEndpoint as Ec2Endpoint,
  NetworkAcl as Ec2NetworkAcl,
  Route as Ec2Route,
  RouteTable as Ec2RouteTable,
  Subnet as Ec2Subnet,
  SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import type { NetworkAcl, RouteTable, Rule, RulePeer, Subnet, VpcEndpoint } from '../network';

/** EC2's shapes in the words of the snapshot. What EC2 leaves out becomes empty, never a guess. */
export function subnetOf(found: Ec2Subnet): Subnet {
  const six = (found.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock);
  return {
    id: found.SubnetId ?? '',
    vpc: found.VpcId ?? '',
    cidrs: [found.CidrBlock, ...six].filter((cidr) => cidr !== undefined),
    hostNames:
      found.PrivateDnsNameOptionsOnLaunch?.HostnameType === 'resource-name'
        ? 'resource-name'
        : 'ip-name',
  };
}

/** A rule of a security group; none where its other side is of a kind that no check knows. */
export function ruleOf(found: SecurityGroupRule): Rule[] {
  const peer = peerOf(found);
  return peer === null
    ? []
    : [
        {
          id: found.SecurityGroupRuleId ?? '',
          group: found.GroupId ?? '',
          egress: found.IsEgress === true,
          protocol: found.IpProtocol ?? '-1',
          fromPort: found.FromPort ?? -1,
          toPort: found.ToPort ?? -1,
          peer,
        },
      ];
}

function peerOf(found: SecurityGroupRule): RulePeer | null {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo } = found;
  if (CidrIpv4 !== undefined) return { kind: 'cidr', cidr: CidrIpv4 };
  if (CidrIpv6 !== undefined) return { kind: 'cidr', cidr: CidrIpv6 };
  if (PrefixListId !== undefined) return { kind: 'prefix-list', id: PrefixListId };
  const { GroupId, VpcId, UserId, PeeringStatus } = ReferencedGroupInfo ?? {};
  if (GroupId === undefined) return null;
  // In a shared VPC a rule may name another account's group, which is not described to us.
  const foreign = UserId !== undefined && UserId !== (found.GroupOwnerId ?? UserId);
  return {
    kind: 'group',
    group: GroupId,
    vpc: VpcId ?? (foreign ? UserId : null),
    ...(PeeringStatus === undefined ? {} : { peering: PeeringStatus }),
  };
}

/** A route table; a route whose target has gone (`blackhole`) is in it, but not active. */
export function routeTableOf(found: Ec2RouteTable): RouteTable {
  return {
    id: found.RouteTableId ?? '',
    routes: (found.Routes ?? []).map((route) => ({
      destination:
        route.DestinationCidrBlock ??
        route.DestinationIpv6CidrBlock ??
        route.DestinationPrefixListId ??
        '',
      target: targetOf(route),
      active: route.State !== 'blackhole',
    })),
  };
}

function targetOf(route: Ec2Route): string {
  return (
    route.NatGatewayId ??
    route.TransitGatewayId ??
    route.CoreNetworkArn ??
    route.VpcPeeringConnectionId ??
    route.EgressOnlyInternetGatewayId ??
    route.LocalGatewayId ??
    route.CarrierGatewayId ??
    route.GatewayId ??
    route.NetworkInterfaceId ??
    route.InstanceId ??
    ''
  );
}

/** A network ACL. Ports, or type and code of ICMP, are -1 where the entry is for all. */
export function aclOf(found: Ec2NetworkAcl): NetworkAcl {
  return {
    id: found.NetworkAclId ?? '',
    entries: (found.Entries ?? []).map((entry) => ({
      number: entry.RuleNumber ?? 0,
      egress: entry.Egress === true,
      allow: entry.RuleAction === 'allow',
      protocol: entry.Protocol ?? '-1',
      cidr: entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '',
      fromPort: entry.PortRange?.From ?? entry.IcmpTypeCode?.Type ?? -1,
      toPort: entry.PortRange?.To ?? entry.IcmpTypeCode?.Code ?? -1,
    })),
  };
}

/**
 * An endpoint of a VPC. EC2 writes its states in either case, depending on the kind.
 *
 * @param blocks The IPv4 blocks of subnets by their ids; null where none could be read.
 */
export function endpointOf(
  found: Ec2Endpoint,
  blocks: ReadonlyMap<string, string> | null,
): VpcEndpoint {
  return {
    id: found.VpcEndpointId ?? '',
    service: found.ServiceName ?? '',
    type:
      found.VpcEndpointType === 'Gateway'
        ? 'gateway'
        : found.VpcEndpointType === 'Interface'
          ? 'interface'
          : 'other',
    available: (found.State ?? '').toLowerCase() === 'available',
    routeTables: found.RouteTableIds ?? [],
    groups: (found.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    // With this option only resolvers outside the VPC are led here (PrivateLink guide, S3).
    privateDns:
      found.PrivateDnsEnabled === true &&
      found.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint !== true,
    blocks: blocksOf(found, blocks),
    policy: found.PolicyDocument ?? null,
  };
}

function blocksOf(
  { VpcEndpointType, SubnetIds = [] }: Ec2Endpoint,
  blocks: ReadonlyMap<string, string> | null,
): readonly string[] | null {
  if (VpcEndpointType !== 'Interface') return [];
  const known = SubnetIds.flatMap((id) => blocks?.get(id) ?? []);
  return known.length > 0 && known.length === SubnetIds.length ? known : null;
}
