import type { DeskSource } from '../aws/desk-source';
import type { Jobs } from './jobs';
import type { EngineHandlers, publishFrom } from './serve';

type ClusterCalls =
  | 'awsAccess'
  | 'listClusters'
  | 'describeClusters'
  | 'clusterDetail'
  | 'signInAws'
  | 'awsIdentity';

export interface ClusterHandlerOptions {
  readonly desk: DeskSource;
  readonly jobs: Jobs;
  readonly publish: ReturnType<typeof publishFrom>;
}

/** The engine's calls about clusters. */
export function clusterHandlers({
  desk,
  jobs,
  publish,
}: ClusterHandlerOptions): Pick<EngineHandlers, ClusterCalls> {
  return {
    awsAccess: async () => {
      const { defaultRegion, profileName, userProfiles } = await import('../aws/user-profiles');
      return {
        profiles: await userProfiles(),
        profile: profileName(null),
        region: await defaultRegion(null),
      };
    },
    listClusters: ({ jobId, place, filter, refresh }) =>
      jobs.run(jobId, async (job) => {
        const book = (await desk()).book(place);
        if (refresh) book.refresh();
        return book.list(filter, job);
      }),
    describeClusters: ({ jobId, place, clusters }) =>
      jobs.run(jobId, async (job) =>
        (await desk()).book(place).briefs(clusters, job, (brief) => {
          publish('clusterBrief', { place, brief });
        }),
      ),
    clusterDetail: ({ jobId, place, id, state }) =>
      jobs.run(jobId, async (job) => (await desk()).book(place).detail(id, state, job)),
    awsIdentity: ({ jobId, place }) =>
      jobs.run(jobId, async ({ signal }) => {
        const identity = await (await desk()).credentials(place, signal);
        const { accessKeyId, secretAccessKey, sessionToken = null } = identity;
        return { accessKeyId, secretAccessKey, sessionToken };
      }),
    signInAws: ({ jobId, place }) =>
      jobs.run(jobId, async ({ signal }) =>
        (await desk()).signIn(
          place,
          ({ code, url }) => publish('signIn', { jobId, code, url }),
          signal,
        ),
      ),
  };
}
