import type { AwsDesk } from '../aws/aws-desk';
import { profileName } from '../aws/credentials';
import { defaultRegion, userProfiles } from '../aws/user-profiles';
import type { Jobs } from './jobs';
import type { EngineHandlers, publishFrom } from './serve';

type ClusterCalls =
  | 'awsAccess'
  | 'listClusters'
  | 'describeClusters'
  | 'clusterDetail'
  | 'signInAws';

export interface ClusterHandlerOptions {
  readonly desk: AwsDesk;
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
    awsAccess: async () => ({
      profiles: await userProfiles(),
      profile: profileName(null),
      region: await defaultRegion(null),
    }),
    listClusters: ({ jobId, place, filter, refresh }) =>
      jobs.run(jobId, (job) => {
        const book = desk.book(place);
        if (refresh) book.refresh();
        return book.list(filter, job);
      }),
    describeClusters: ({ jobId, place, clusters }) =>
      jobs.run(jobId, (job) =>
        desk.book(place).briefs(clusters, job, (brief) => {
          publish('clusterBrief', { place, brief });
        }),
      ),
    clusterDetail: ({ jobId, place, id, state }) =>
      jobs.run(jobId, (job) => desk.book(place).detail(id, state, job)),
    signInAws: ({ jobId, place }) =>
      jobs.run(jobId, ({ signal }) =>
        desk.signIn(place, ({ code, url }) => publish('signIn', { jobId, code, url }), signal),
      ),
  };
}
