import type { Network, Rule } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part, wanted } from './part';

/** EC2 about security groups and their rules. */
export function groupFixtures(network: Network): AwsFixtures[string] {
  return {
    DescribeSecurityGroups: (params: AwsParams) => ({
      SecurityGroups: part(network, 'groups')
        .filter(
          (each) =>
            wanted(params, 'vpc-id')?.includes(each.vpc) === true ||
            wanted(params, 'group-id')?.includes(each.id) === true,
        )
        .map(({ id, name, vpc: VpcId }) => ({
          GroupId: id,
          GroupName: name,
          VpcId,
          Description: name,
        })),
    }),
    DescribeSecurityGroupRules: (params: AwsParams) => ({
      SecurityGroupRules: part(network, 'rules')
        .filter(({ group }) => wanted(params, 'group-id')?.includes(group))
        .map(ruleShape),
    }),
  };
}

function ruleShape({ id, group, egress, protocol, fromPort, toPort, peer }: Rule) {
  return {
    SecurityGroupRuleId: id,
    GroupId: group,
    IsEgress: egress,
    IpProtocol: protocol,
    FromPort: fromPort,
    ToPort: toPort,
    ...(peer.kind === 'group'
      ? {
          ReferencedGroupInfo: {
            GroupId: peer.group,
            ...(peer.peering === undefined ? {} : { VpcId: peer.vpc, PeeringStatus: peer.peering }),
          },
        }
      : peer.kind === 'prefix-list'
        ? { PrefixListId: peer.id }
        : peer.cidr.includes(':')
          ? { CidrIpv6: peer.cidr }
          : { CidrIpv4: peer.cidr }),
  };
}
