import type { Network } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part } from './part';

/** EC2 about the VPC, its subnet and how names are resolved there. */
export function vpcFixtures(network: Network): AwsFixtures[string] {
  const vpc = part(network, 'vpc');
  const subnet = part(network, 'subnet');
  return {
    DescribeSubnets: {
      Subnets: [
        {
          SubnetId: subnet.id,
          VpcId: subnet.vpc,
          CidrBlock: subnet.cidrs[0],
          PrivateDnsNameOptionsOnLaunch: { HostnameType: subnet.hostNames },
        },
      ],
    },
    DescribeVpcs: {
      Vpcs: [{ VpcId: vpc.id, CidrBlock: vpc.cidrs[0], DhcpOptionsId: 'dopt-0001' }],
    },
    DescribeVpcAttribute: ({ Attribute }: AwsParams) =>
      Attribute === 'enableDnsSupport'
        ? { VpcId: vpc.id, EnableDnsSupport: { Value: part(network, 'dns').support } }
        : { VpcId: vpc.id, EnableDnsHostnames: { Value: part(network, 'dns').hostNames } },
    DescribeDhcpOptions: {
      DhcpOptions: [
        {
          DhcpOptionsId: 'dopt-0001',
          DhcpConfigurations: [
            {
              Key: 'domain-name-servers',
              Values: part(network, 'dhcp').servers.map((Value) => ({ Value })),
            },
            { Key: 'domain-name', Values: [{ Value: part(network, 'dhcp').domain }] },
          ],
        },
      ],
    },
  };
}
