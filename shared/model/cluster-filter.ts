import { z } from 'zod';
import {
  type ClusterDetail,
  type ClusterSummary,
  clusterDetailSchema,
  clusterStateSchema,
} from './cluster';
import { awsProfileSchema, regionSchema } from './way';

export const awsPlaceSchema = z.object({
  region: regionSchema,
  /** Null takes what the AWS command line would take. */
  awsProfile: awsProfileSchema.nullable(),
});
/** Where AWS is asked, and as whom. */
export type AwsPlace = z.infer<typeof awsPlaceSchema>;

export const clusterFilterSchema = z.object({
  states: z.array(clusterStateSchema).min(1).max(7),
  /** Part of the name, whatever its case. */
  name: z.string().max(256).nullable(),
  tag: z.object({ key: z.string().max(128), value: z.string().max(256).nullable() }).nullable(),
  /** ISO 8601: made at that time or later. */
  createdAfter: z.iso.datetime().nullable(),
});
/** Which clusters a list is to show. */
export type ClusterFilter = z.infer<typeof clusterFilterSchema>;

export const clusterBriefSchema = clusterDetailSchema
  .pick({ id: true, state: true, release: true, applications: true, primaryDns: true, tags: true })
  .extend({ keyName: z.string().nullable() });
/** What one DescribeCluster tells of a cluster, for a row of a list. */
export type ClusterBrief = z.infer<typeof clusterBriefSchema>;

/** Whether a cluster's name has that text in it, whatever the case. */
export function hasName(cluster: Pick<ClusterSummary, 'name'>, part: string | null): boolean {
  return part === null || cluster.name.toLowerCase().includes(part.trim().toLowerCase());
}

/** Whether a tag is there, with that value where one is given. */
export function hasTag(tags: ClusterDetail['tags'], tag: ClusterFilter['tag']): boolean {
  if (tag === null) return true;
  const value = Object.hasOwn(tags, tag.key) ? tags[tag.key] : undefined;
  return value !== undefined && (tag.value === null || value === tag.value);
}

/** The newest first; clusters of one moment by their id, so that the order never changes by itself. */
export function byAge(one: ClusterSummary, other: ClusterSummary): number {
  const [a, b] = [one.created ?? '', other.created ?? ''];
  if (a === b) return one.id < other.id ? -1 : 1;
  return a > b ? -1 : 1;
}
