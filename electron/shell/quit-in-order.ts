import type { App } from 'electron';

/** As much of the app as quitting needs. */
export type QuittingApp = Pick<App, 'quit'> & {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
};

/**
 * Quitting waits for what must be ended in order; nothing can stop it once it has begun.
 *
 * @param close ends everything; what it fails with is written to stderr, and the app goes all the same.
 * @returns whether the app is on its way out.
 */
export function quitInOrder(app: QuittingApp, close: () => Promise<void>): () => boolean {
  let state: 'running' | 'closing' | 'closed' = 'running';
  // Asked again from within its own event, Electron closes the windows and then takes the event's
  // refusal for an answer to both: it stays, without a window. A promise that is settled already
  // would ask from there.
  const leave = (): void => {
    setImmediate(() => {
      state = 'closed';
      app.quit();
    });
  };
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    close().then(leave, (error: unknown) => {
      process.stderr.write(`culvert: while quitting: ${String(error)}\n`);
      leave();
    });
  });
  return () => state !== 'running';
}
