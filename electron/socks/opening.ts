import { FailureError } from '../../shared/model/failure';
import type { Destination, Dial, Flow } from './flow';
import type { Slots } from './slots';

export interface OpeningOptions {
  readonly dial: Dial;
  readonly slots: Slots;
  /** How long the wait for a slot and the dialling may take together. */
  readonly openMs: number;
}

/**
 * Opens the flow to a destination, waiting for a slot first.
 *
 * @param gone aborted when the client has vanished: the result is then null, and a flow that opens
 *   afterwards is abandoned.
 * @throws FailureError what `dial` throws, `destination-timeout` when it took too long, or
 *   `too-many-connections` when there was no slot in time.
 */
export async function openFlow(
  destination: Destination,
  gone: AbortSignal,
  { dial, slots, openMs }: OpeningOptions,
): Promise<Flow | null> {
  const attempt = new AbortController();
  const giveUp = () => attempt.abort();
  gone.addEventListener('abort', giveUp, { once: true });
  const timer = setTimeout(giveUp, openMs);
  try {
    const release = await slots.acquire(attempt.signal);
    if (release === null) {
      if (gone.aborted) return null;
      throw new FailureError({ code: 'too-many-connections', limit: slots.limit });
    }
    const flow = await unlessAborted(dial, destination, attempt.signal).finally(release);
    if (flow !== null || gone.aborted) return flow;
    const { host, port } = destination;
    throw new FailureError({ code: 'destination-timeout', host, port });
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', giveUp);
  }
}

/** Does not trust `dial` to end when told: it stops waiting by itself, and is told too. */
function unlessAborted(
  dial: Dial,
  destination: Destination,
  signal: AbortSignal,
): Promise<Flow | null> {
  return new Promise((resolve, reject) => {
    const leave = () => resolve(null);
    const opening = dial(destination, signal);
    signal.addEventListener('abort', leave, { once: true });
    opening
      .then((flow) => (signal.aborted ? flow.abandon() : resolve(flow)))
      // After an abort this rejects a promise that is settled: the failure no longer matters.
      .catch(reject)
      .finally(() => signal.removeEventListener('abort', leave));
  });
}
