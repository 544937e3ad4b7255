import type { Network } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part, wanted } from './part';
import { subnetOf } from './vpc';

/** EC2 about VPC endpoints and prefix lists. */
export function endpointFixtures(network: Network): AwsFixtures[string] {
  const vpc = part(network, 'vpc');
  return {
    DescribeVpcEndpoints: (params: AwsParams) => ({
      VpcEndpoints: part(network, 'endpoints')
        .filter(() => wanted(params, 'vpc-id')?.includes(vpc.id))
        .map((each) => ({
          VpcEndpointId: each.id,
          VpcEndpointType: each.type === 'gateway' ? 'Gateway' : 'Interface',
          VpcId: vpc.id,
          ServiceName: each.service,
          State: each.available ? 'Available' : 'Pending',
          RouteTableIds: each.routeTables,
          Groups: each.groups.map((GroupId) => ({ GroupId, GroupName: GroupId })),
          PrivateDnsEnabled: each.privateDns,
          SubnetIds: (each.blocks ?? []).map(subnetOf),
          ...(each.policy === null ? {} : { PolicyDocument: each.policy }),
        })),
    }),
    DescribeManagedPrefixLists: {
      PrefixLists: part(network, 'prefixLists').map(({ id, name }) => ({
        PrefixListId: id,
        PrefixListName: name,
        OwnerId: 'AWS',
      })),
    },
    GetManagedPrefixListEntries: ({ PrefixListId }: AwsParams) => ({
      Entries: (
        part(network, 'prefixLists').find(({ id }) => id === PrefixListId)?.cidrs ?? []
      ).map((Cidr) => ({ Cidr })),
    }),
  };
}
