import { DescribeStudioCommand, paginateListStudios } from '@aws-sdk/client-emr';
import type { Part, Studio } from '../network';
import { allOf, type Reader } from './reader';

/** The EMR Studios of a VPC with the two groups their Workspaces and engines carry. */
export async function readStudios(reader: Reader, vpc: string): Promise<Part<Studio[]>> {
  const { emr: client } = reader.clients;
  const listed = await reader.part('elasticmapreduce:ListStudios', () =>
    allOf(paginateListStudios({ client }, {}), ({ Studios }) => Studios),
  );
  if ('unread' in listed) return listed;
  const here = listed.value.filter(({ VpcId }) => VpcId === vpc);
  if (here.length === 0) return { value: [] };
  return reader.part('elasticmapreduce:DescribeStudio', () =>
    Promise.all(
      here.map(async ({ StudioId, Name }) => {
        const { Studio: found } = await client.send(new DescribeStudioCommand({ StudioId }));
        return {
          id: StudioId ?? '',
          name: found?.Name ?? Name ?? '',
          engine: found?.EngineSecurityGroupId ?? '',
          workspace: found?.WorkspaceSecurityGroupId ?? '',
        };
      }),
    ),
  );
}
