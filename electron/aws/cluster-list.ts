import { type ClusterSummary as EmrSummary, paginateListClusters } from '@aws-sdk/client-emr';
import type { ClusterSummary } from '../../shared/model/cluster';
import { byAge, type ClusterFilter, hasName } from '../../shared/model/cluster-filter';
import type { AwsClients } from './session';

export interface ListProgress {
  readonly found: (clusters: number) => void;
}

/**
 * The clusters of a region, newest first. States and age are asked of EMR, the name is looked for
 * here; tags are not in EMR's list (API: ListClusters).
 *
 * @throws FailureError `aws-*`.
 */
export async function listClusters(
  { emr }: Pick<AwsClients, 'emr'>,
  filter: Omit<ClusterFilter, 'tag'>,
  progress: ListProgress,
): Promise<ClusterSummary[]> {
  const clusters: ClusterSummary[] = [];
  const { states, createdAfter } = filter;
  const pages = paginateListClusters(
    { client: emr },
    {
      ClusterStates: [...states],
      ...(createdAfter === null ? {} : { CreatedAfter: new Date(createdAfter) }),
    },
  );
  for await (const { Clusters = [] } of pages) {
    clusters.push(...Clusters.flatMap(summaryOf));
    progress.found(clusters.length);
  }
  return clusters.filter((cluster) => hasName(cluster, filter.name)).sort(byAge);
}

/** Nothing for a summary without id or state: there is nothing to be done with such a one. */
function summaryOf({ Id, Name, Status }: EmrSummary): ClusterSummary[] {
  if (Id === undefined || Status?.State === undefined) return [];
  const created = Status.Timeline?.CreationDateTime?.toISOString() ?? null;
  return [{ id: Id, name: Name ?? Id, state: Status.State, created }];
}
