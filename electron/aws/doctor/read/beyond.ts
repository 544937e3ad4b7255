import {
  paginateDescribeManagedPrefixLists,
  paginateDescribeVpcPeeringConnections,
  paginateGetManagedPrefixListEntries,
} from '@aws-sdk/client-ec2';
import type { Part, Peering, PrefixList } from '../network';
import { allOf, type Reader } from './reader';
import { filter } from './vpc';

/** The lists of S3 and DynamoDB, and those that rules and routes name; the entries of no others are read. */
export async function readPrefixLists(
  reader: Reader,
  named: readonly string[],
): Promise<Part<PrefixList[]>> {
  const { ec2: client } = reader.clients;
  const lists = await reader.part('ec2:DescribeManagedPrefixLists', () =>
    allOf(
      paginateDescribeManagedPrefixLists({ client }, { MaxResults: 100 }),
      ({ PrefixLists }) => PrefixLists,
    ),
  );
  if ('unread' in lists) return lists;
  const wanted = lists.value.filter(
    ({ PrefixListId = '', PrefixListName = '' }) =>
      named.includes(PrefixListId) || /^com\.amazonaws\.[^.]+\.(s3|dynamodb)$/.test(PrefixListName),
  );
  return reader.part('ec2:GetManagedPrefixListEntries', () =>
    Promise.all(
      wanted.map(async ({ PrefixListId = '', PrefixListName = '', MaxEntries }) => {
        const entries = await allOf(
          paginateGetManagedPrefixListEntries({ client }, { PrefixListId, MaxResults: 100 }),
          ({ Entries }) => Entries,
        );
        return {
          id: PrefixListId,
          name: PrefixListName,
          weight: MaxEntries ?? 1,
          cidrs: entries.flatMap(({ Cidr }) => Cidr ?? []),
        };
      }),
    ),
  );
}

/** The peering connections between two VPCs. */
export function readPeerings(reader: Reader, one: string, other: string): Promise<Part<Peering[]>> {
  const { ec2: client } = reader.clients;
  return reader.part('ec2:DescribeVpcPeeringConnections', async () => {
    const found = await allOf(
      paginateDescribeVpcPeeringConnections(
        { client },
        {
          Filters: [
            filter('requester-vpc-info.vpc-id', one, other),
            filter('accepter-vpc-info.vpc-id', one, other),
          ],
          MaxResults: 100,
        },
      ),
      ({ VpcPeeringConnections }) => VpcPeeringConnections,
    );
    return found.map((each) => {
      const [from, to] = [each.RequesterVpcInfo, each.AccepterVpcInfo];
      const resolves = [from, to].every(
        (side) => side?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc === true,
      );
      return {
        id: each.VpcPeeringConnectionId ?? '',
        vpcs: [from?.VpcId ?? '', to?.VpcId ?? ''],
        active: each.Status?.Code === 'active',
        resolvesNames: resolves,
      };
    });
  });
}
