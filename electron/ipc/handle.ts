import { ipcMain, type WebContents } from 'electron';
import type { Result } from '../../shared/contract/result';
import type { WindowCall } from '../../shared/contract/window';
import { callNames } from '../../shared/contract/window-names';
import { callChannel } from './channels';
import { RateLimit } from './rate-limit';
import { isTrustedSender } from './trusted-sender';

/** Far above what a person's hands make, far below what would keep main busy. */
const rate = { burst: 200, perSecond: 100 };

const badRequest: Result<never> = { ok: false, error: { code: 'bad-request' } };

/** Answers a call whose sender was found to be ours; its arguments are still unknown. */
export type Answering = (name: WindowCall, args: unknown) => Promise<Result<unknown>>;

/**
 * Opens the channel of every call of the window's contract, and no other.
 *
 * @param answering a call that comes before the app can answer waits for it.
 * @param contents the window's, or null while there is none.
 */
export function openChannels(
  answering: Promise<Answering>,
  contents: () => WebContents | null,
): void {
  const limit = new RateLimit(rate.burst, rate.perSecond);
  for (const name of callNames) {
    ipcMain.handle(callChannel(name), async (event, args: unknown): Promise<Result<unknown>> => {
      const main = contents()?.mainFrame ?? null;
      const permitted = isTrustedSender(event.senderFrame, main) && limit.take();
      return permitted ? (await answering)(name, args) : badRequest;
    });
  }
}

/**
 * Closes a channel that electron-store opens by itself when its first store is made: it tells any
 * page the path of the settings folder, without a question asked.
 */
export function closeForeignChannels(): void {
  ipcMain.removeAllListeners('electron-store-get-data');
}
