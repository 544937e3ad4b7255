import { CallRefused } from '../../shared/contract/result';
import { FailureError } from '../../shared/model/failure';
import { networkOf } from '../browser/cluster-network';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

/** The calls that bring a tunnel's pages into a browser. */
export function browserHandlers({
  model,
  opener,
  pac,
  preferences,
}: Pick<WindowHandlerOptions, 'model' | 'opener' | 'pac' | 'preferences'>): Pick<
  WindowHandlers,
  'browsers' | 'openPage' | 'pacAddress'
> {
  return {
    browsers: () => opener.browsers(),
    pacAddress: async () => pac.address(),
    openPage: async ({ profileId, url }) => {
      const profile = model.book.require(profileId);
      if (!model.hasPage(profile, url)) throw new CallRefused({ code: 'not-permitted' });
      if (!model.desk.listening(profileId)) throw new FailureError({ code: 'tunnel-down' });
      const network = networkOf(profile);
      return { browser: await opener.open({ profile, network }, url, preferences.get().browser) };
    },
  };
}
