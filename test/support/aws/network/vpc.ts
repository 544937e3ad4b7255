import type { Network } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part, wanted } from './part';

/** The id of the subnet with a block, where an endpoint has an address. */
export function subnetOf(block: string): string {
  return `subnet-${block}`;
}

/** EC2 about the VPC, its subnet and how names are resolved there. */
export function vpcFixtures(network: Network): AwsFixtures[string] {
  const vpc = part(network, 'vpc');
  const subnet = part(network, 'subnet');
  return {
    DescribeSubnets: (params: AwsParams) => ({
      Subnets: [
        {
          SubnetId: subnet.id,
          VpcId: subnet.vpc,
          CidrBlock: subnet.cidrs[0],
          PrivateDnsNameOptionsOnLaunch: { HostnameType: subnet.hostNames },
        },
        ...part(network, 'endpoints').flatMap(({ blocks }) =>
          (blocks ?? []).map((block) => ({
            SubnetId: subnetOf(block),
            VpcId: vpc.id,
            CidrBlock: block,
          })),
        ),
      ].filter(({ SubnetId }) =>
        (params.SubnetIds ?? wanted(params, 'subnet-id') ?? []).includes(SubnetId),
      ),
    }),
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
