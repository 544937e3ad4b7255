/**
 * Repeats slow work whenever it was asked for, never twice at once: what was asked for while it
 * ran is done once more afterwards, so that the last outcome told is also the newest.
 */
export function latestOnly(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      // In the same turn as the last look at `again`: a request in between would be lost.
      running = null;
    }
  };
  return () => {
    if (running === null) running = run();
    else again = true;
    return running;
  };
}
