import { FailureError } from '../../shared/model/failure';
import type { ClusterWork } from '../aws/cluster-book';
import type { SlowedTeller } from './slowed';

/** Is aborted by Ctrl+C, or when the system ends the command. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(new FailureError({ code: 'cancelled' })));
  }
  return controller.signal;
}

/** Work that Ctrl+C calls off. */
export function untilInterrupted({ tell }: Pick<SlowedTeller, 'tell'>): ClusterWork {
  return { signal: interruption(), progress: () => undefined, slowed: tell };
}
