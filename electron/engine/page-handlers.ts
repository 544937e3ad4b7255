import type { AwsDesk } from '../aws/aws-desk';
import { presignedPage } from '../aws/presigned-page';
import type { Tunnels } from '../tunnel/tunnels';
import type { Jobs } from './jobs';
import type { EngineHandlers } from './serve';

export interface PageHandlerOptions {
  readonly desk: AwsDesk;
  readonly jobs: Jobs;
  readonly tunnels: Tunnels;
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
      jobs.run(jobId, async (job) => ({
        url: await presignedPage(desk.session(place), clusterId, page, job),
      })),
  };
}
