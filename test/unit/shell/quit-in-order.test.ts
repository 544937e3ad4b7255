import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { quitInOrder } from '../../../electron/shell/quit-in-order';

/** As much of Electron's app as quitting needs: asked to quit, it asks its listeners first. */
class FakeApp extends EventEmitter {
  asked = 0;
  left = 0;
  quit(): void {
    this.asked += 1;
    let stays = false;
    this.emit('before-quit', {
      preventDefault: () => {
        stays = true;
      },
    });
    if (!stays) this.left += 1;
  }
}

it('leaves only once the event it was told by is over, though nothing had to be waited for', async () => {
  const app = new FakeApp();
  const quitting = quitInOrder(app, async () => undefined);
  expect(quitting()).toBe(false);
  app.quit();
  // Electron runs what promises have to say before it is back from its event.
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
  expect([quitting(), app.asked, app.left]).toEqual([true, 1, 0]);
  await nextTurn();
  expect([app.asked, app.left]).toEqual([2, 1]);
});

it('waits for what is closed, closes it once, and leaves when that fails too', async () => {
  const app = new FakeApp();
  let [closed, fail] = [0, (_error: Error): void => undefined];
  quitInOrder(app, () => {
    closed += 1;
    return new Promise((_resolve, reject) => {
      fail = reject;
    });
  });
  app.quit();
  app.quit();
  await nextTurn();
  expect([closed, app.left]).toEqual([1, 0]);
  fail(new Error('the tunnels would not end'));
  await nextTurn();
  await nextTurn();
  expect([closed, app.left]).toEqual([1, 1]);
});
