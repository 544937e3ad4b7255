import { once } from 'node:events';
import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { launchPlainly } from './shell-app';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-quit-');
});
afterEach(() => rmSync(folder.path, forSure));

/** Ended by a signal before it can take them, the app leaves processes behind that go a little later. */
const forSure = { recursive: true, force: true, maxRetries: 50, retryDelay: 100 };

/** Far above what tunnels are given to end, on a busy computer. */
const patienceMs = 10_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether an app has the settings folder for itself: the first thing it does. */
function isTaken(): boolean {
  return lstatSync(folder.file('SingletonLock'), { throwIfNoEntry: false }) !== undefined;
}

/** Starts the app, tells it to quit some time into its start, and says how long it took to go, ms. */
async function quitAfter(delayMs: number): Promise<number> {
  const app = launchPlainly(folder.path);
  const gone = once(app, 'exit');
  await waitUntil('the app to begin', isTaken);
  await pause(delayMs);
  const from = performance.now();
  app.kill('SIGTERM');
  const late = pause(patienceMs).then(() => 'late');
  if ((await Promise.race([gone, late])) === 'late') {
    app.kill('SIGKILL');
    await gone;
    return Number.POSITIVE_INFINITY;
  }
  return performance.now() - from;
}

describe('an app told to quit', () => {
  it('at any moment of its start ends in time', async () => {
    const took: [number, number][] = [];
    // The page is on the screen within 300 ms of the lock, on a busy computer within a second.
    for (let delay = 0; delay <= 1_000; delay += 40) {
      took.push([delay, Math.round(await quitAfter(delay))]);
      rmSync(folder.path, forSure);
      mkdirSync(folder.path);
    }
    const longest = Math.max(...took.map(([, ms]) => ms));
    console.log(`26 quits in the course of a start: the longest took ${longest} ms`);
    expect(took.filter(([, ms]) => ms === Number.POSITIVE_INFINITY)).toEqual([]);
  });
});
