import { failureFrom } from '../../shared/model/failure';
import type { Engine } from './ports';

/**
 * Has the engine ask its connections whether they have outlived this computer's sleep.
 *
 * @param complain told in a line when the engine did not do so.
 */
export async function askAfterSleep(
  engine: Engine,
  complain: (line: string) => void,
): Promise<void> {
  try {
    await engine.call('nudge', { why: 'resumed' });
  } catch (error) {
    const failure = failureFrom(error);
    // An engine that ends just now has no connection left to ask; the next one makes new ones.
    if (failure.code === 'engine-crashed') return;
    complain(`connections after sleep: ${JSON.stringify(failure)}`);
  }
}
