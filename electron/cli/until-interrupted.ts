import { FailureError } from '../../shared/model/failure';
import type { ClusterWork } from '../aws/cluster-book';

/** Work that Ctrl+C calls off. */
export function untilInterrupted(): ClusterWork {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(new FailureError({ code: 'cancelled' })));
  }
  return { signal: controller.signal, progress: () => undefined };
}
