import { ipcMain, type WebContents } from 'electron';
import type { Result } from '../../shared/contract/result';
import { type WindowCall, windowCalls } from '../../shared/contract/window';
import type { WindowHandlers } from '../app/window-handlers';
import { answerCall } from './answer-call';
import { callChannel } from './channels';
import { RateLimit } from './rate-limit';
import { isTrustedSender } from './trusted-sender';

/** Far above what a person's hands make, far below what would keep main busy. */
const rate = { burst: 200, perSecond: 100 };

const badRequest: Result<never> = { ok: false, error: { code: 'bad-request' } };

/**
 * Puts handlers behind every call of the window's contract, and behind nothing else.
 *
 * @param contents the window's, or null while there is none.
 */
export function handleCalls(handlers: WindowHandlers, contents: () => WebContents | null): void {
  const limit = new RateLimit(rate.burst, rate.perSecond);
  for (const name of Object.keys(windowCalls) as WindowCall[]) {
    ipcMain.handle(callChannel(name), (event, args: unknown): Promise<Result<unknown>> => {
      const main = contents()?.mainFrame ?? null;
      const permitted = isTrustedSender(event.senderFrame, main) && limit.take();
      return permitted ? answerCall(name, handlers[name], args) : Promise.resolve(badRequest);
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
