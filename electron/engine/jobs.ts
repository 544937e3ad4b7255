import { FailureError } from '../../shared/model/failure';
import type { JobId, JobProgress, JobSlowed } from '../../shared/model/job';

/** What a long piece of work is given: when to stop, and whom to tell how far it is. */
export interface Job {
  /** Aborted with a FailureError `cancelled`. */
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
  /** AWS asks to slow down: the next try is made in so many ms. */
  readonly slowed: (inMs: number) => void;
}

export interface JobEvents {
  readonly progress: (progress: JobProgress) => void;
  readonly slowed: (told: JobSlowed) => void;
}

/** Between two reports of one job, ms: a person sees no more, and each crosses two processes. */
const pauseMs = 100;

/** The long calls under way in this process, each of which can be followed and called off. */
export class Jobs {
  readonly #running = new Map<JobId, AbortController>();
  readonly #events: JobEvents;

  constructor(events: JobEvents) {
    this.#events = events;
  }

  /**
   * Runs work under a name of the caller's.
   *
   * @throws FailureError `cancelled` when it was called off, whatever the work itself made of that.
   */
  async run<Value>(jobId: JobId, work: (job: Job) => Promise<Value>): Promise<Value> {
    if (this.#running.has(jobId)) {
      throw new FailureError({ code: 'internal', detail: `job ${jobId} is running already` });
    }
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.set(jobId, controller);
    try {
      const slowed = (inMs: number) => {
        if (!signal.aborted) this.#events.slowed({ jobId, inMs });
      };
      const value = await work({ signal, progress: this.#reporter(jobId, signal), slowed });
      signal.throwIfAborted();
      return value;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      this.#running.delete(jobId);
    }
  }

  /** Calls a job off; one that is over already is left alone. */
  cancel(jobId: JobId): void {
    this.#running.get(jobId)?.abort(new FailureError({ code: 'cancelled' }));
  }

  cancelAll(): void {
    for (const jobId of this.#running.keys()) this.cancel(jobId);
  }

  #reporter(jobId: JobId, signal: AbortSignal): Job['progress'] {
    let last = Number.NEGATIVE_INFINITY;
    return (step, done, total) => {
      const now = performance.now();
      const isLast = total !== null && done >= total;
      if (signal.aborted || (!isLast && now - last < pauseMs)) return;
      last = now;
      this.#events.progress({ jobId, step: step.slice(0, 256), done, total });
    };
  }
}
