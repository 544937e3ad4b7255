import type { AwsDesk } from '../aws/aws-desk';
import type { Tunnels } from '../tunnel/tunnels';
import type { Jobs } from './jobs';
import type { EngineHandlers } from './serve';

export interface PageHandlerOptions {
  readonly desk: () => Promise<Pick<AwsDesk, 'session'>>;
  readonly jobs: Jobs;
  readonly tunnels: Pick<Tunnels, 'checkPages'>;
}

/** The engine's calls about pages of clusters. */
export function pageHandlers({
  desk,
  jobs,
  tunnels,
}: PageHandlerOptions): Pick<EngineHandlers, 'checkPages' | 'presignedPage'> {
  return {
    checkPages: ({ jobId, profileId, urls }) =>
      jobs.run(jobId, (job) => tunnels.checkPages(profileId, urls, job)),
    presignedPage: ({ jobId, place, clusterId, page }) =>
      jobs.run(jobId, async (job) => {
        const { presignedPage } = await import('../aws/presigned-page');
        return { url: await presignedPage((await desk()).session(place), clusterId, page, job) };
      }),
  };
}
