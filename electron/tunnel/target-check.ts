import { failureFrom } from '../../shared/model/failure';
import type { PageCheck } from '../../shared/model/reach';

/** What a target is given to take a connection, ms. */
const openMs = 10_000;

/**
 * Opens a connection to what a tunnel leads to, closes it again, and says what came of it: what
 * listens there may speak any protocol, so that an open connection is all the proof there is.
 *
 * @param open opens and closes the connection; rejects with FailureError, and soon after its signal
 *   is aborted.
 * @returns null when `signal` ended it.
 */
export async function checkTarget(
  open: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<PageCheck | null> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    await open(AbortSignal.any([signal, AbortSignal.timeout(openMs)]));
    return signal.aborted ? null : { outcome: 'answering', status: null, milliseconds: took() };
  } catch (error) {
    if (signal.aborted) return null;
    return { outcome: 'failed', cause: failureFrom(error), milliseconds: took() };
  }
}
