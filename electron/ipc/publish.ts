import type { WebContents } from 'electron';
import type { Publish } from '../app/ports';
import { eventChannel } from './channels';
import { isUiUrl } from './trusted-sender';

/**
 * Sends events of the contract to the window's page, as long as it is ours. Without a window they
 * are dropped: a page asks for a snapshot when it starts.
 */
export function publishTo(contents: () => WebContents | null): Publish {
  return (name, payload) => {
    const target = contents();
    if (target === null || target.isDestroyed() || !isUiUrl(target.getURL())) return;
    target.send(eventChannel(name), payload);
  };
}
