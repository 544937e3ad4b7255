import type { Network } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part, wanted } from './part';

/** EC2 about the ways between subnets: route tables, network ACLs, peerings. */
export function routeFixtures(network: Network): AwsFixtures[string] {
  const vpc = part(network, 'vpc');
  const subnet = part(network, 'subnet');
  const bastion = part(network, 'bastion');
  const bySubnet = <Value>(params: AwsParams, own: Value, bastions: Value): Value[] => {
    const asked = wanted(params, 'association.subnet-id') ?? [];
    return [
      ...(asked.includes(subnet.id) ? [own] : []),
      ...(asked.includes(bastion.subnet ?? '') ? [bastions] : []),
    ];
  };
  return {
    DescribeRouteTables: (params: AwsParams) => ({
      RouteTables: bySubnet(params, part(network, 'routes'), part(network, 'bastionRoutes')).map(
        ({ id, routes }) => ({
          RouteTableId: id,
          VpcId: vpc.id,
          Routes: routes.map(({ destination, target, active }) => ({
            ...(destination.startsWith('pl-')
              ? { DestinationPrefixListId: destination }
              : { DestinationCidrBlock: destination }),
            ...(target.startsWith('nat-')
              ? { NatGatewayId: target }
              : target.startsWith('pcx-')
                ? { VpcPeeringConnectionId: target }
                : target.startsWith('arn:')
                  ? { CoreNetworkArn: target }
                  : { GatewayId: target }),
            State: active ? 'active' : 'blackhole',
          })),
        }),
      ),
    }),
    DescribeNetworkAcls: (params: AwsParams) => ({
      NetworkAcls: bySubnet(params, part(network, 'acl'), part(network, 'bastionAcl')).map(
        ({ id, entries }) => ({
          NetworkAclId: id,
          VpcId: vpc.id,
          Entries: entries.map((each) => ({
            RuleNumber: each.number,
            Egress: each.egress,
            RuleAction: each.allow ? 'allow' : 'deny',
            Protocol: each.protocol,
            CidrBlock: each.cidr,
            ...(each.fromPort < 0 ? {} : { PortRange: { From: each.fromPort, To: each.toPort } }),
          })),
        }),
      ),
    }),
    DescribeVpcPeeringConnections: {
      VpcPeeringConnections: part(network, 'peerings').map((each) => ({
        VpcPeeringConnectionId: each.id,
        Status: { Code: each.active ? 'active' : 'deleted' },
        RequesterVpcInfo: peerInfo(each.vpcs[0], each.resolvesNames),
        AccepterVpcInfo: peerInfo(each.vpcs[1], each.resolvesNames),
      })),
    },
  };
}

function peerInfo(VpcId: string, AllowDnsResolutionFromRemoteVpc: boolean) {
  return { VpcId, PeeringOptions: { AllowDnsResolutionFromRemoteVpc } };
}
