import { FailureError } from '../../shared/model/failure';
import type { ClusterWork } from '../aws/cluster-book';
import type { SlowedTeller } from './slowed';

/** Work that Ctrl+C calls off. */
export function untilInterrupted({ tell }: Pick<SlowedTeller, 'tell'>): ClusterWork {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(new FailureError({ code: 'cancelled' })));
  }
  return { signal: controller.signal, progress: () => undefined, slowed: tell };
}
