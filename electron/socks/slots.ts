import { FailureError } from '../../shared/model/failure';

/** Gives the slot back; calling it again does nothing. */
export type Release = () => void;

interface Waiter {
  readonly grant: () => void;
}

/** A fixed number of places, handed out in the order they were asked for. */
export class Slots {
  /** How many may hold a slot at once. */
  readonly limit: number;
  readonly #queueLimit: number;
  readonly #waiting = new Set<Waiter>();
  #taken = 0;

  /**
   * @param limit how many may hold a slot at once.
   * @param queueLimit how many more may wait for one.
   */
  constructor(limit: number, queueLimit: number) {
    this.limit = limit;
    this.#queueLimit = queueLimit;
  }

  /**
   * Waits for a slot.
   *
   * @param signal gives up waiting; the result is then null.
   * @throws FailureError `too-many-connections` when the queue is full too.
   */
  async acquire(signal: AbortSignal): Promise<Release | null> {
    if (signal.aborted) return null;
    if (this.#taken < this.limit) return this.#take();
    if (this.#waiting.size >= this.#queueLimit) {
      const limit = this.limit + this.#queueLimit;
      throw new FailureError({ code: 'too-many-connections', limit });
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        grant: () => {
          signal.removeEventListener('abort', leave);
          resolve(this.#take());
        },
      };
      const leave = () => {
        this.#waiting.delete(waiter);
        resolve(null);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiter);
    });
  }

  #take(): Release {
    this.#taken++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#taken--;
      this.#grantNext();
    };
  }

  #grantNext(): void {
    const [next] = this.#waiting;
    if (next === undefined) return;
    this.#waiting.delete(next);
    next.grant();
  }
}
