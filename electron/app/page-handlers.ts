import { CallRefused } from '../../shared/contract/result';
import { presignedInstead } from '../../shared/emr/presigned';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

/** The window's calls about pages of tunnels that are tied to clusters. */
export function pageHandlers({
  model,
  desktop,
}: Pick<WindowHandlerOptions, 'model' | 'desktop'>): Pick<
  WindowHandlers,
  'checkPages' | 'openPresigned'
> {
  return {
    checkPages: async (args) => {
      const profile = model.book.require(args.profileId);
      if (!args.urls.every((url) => model.hasPage(profile, url))) {
        throw new CallRefused({ code: 'not-permitted' });
      }
      return model.engine.call('checkPages', args);
    },
    openPresigned: async ({ jobId, profileId, url }) => {
      const profile = model.book.require(profileId);
      const page = presignedInstead(url);
      const { cluster } = profile;
      if (page === null || !cluster?.last || !model.hasPage(profile, url)) {
        throw new CallRefused({ code: 'not-permitted' });
      }
      const place = { region: cluster.region, awsProfile: cluster.awsProfile };
      const args = { jobId, place, clusterId: cluster.last.id, page };
      await desktop.openInBrowser((await model.engine.call('presignedPage', args)).url);
    },
  };
}
