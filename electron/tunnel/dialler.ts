import { type Failure, failureFrom } from '../../shared/model/failure';
import type { Stage } from '../../shared/model/tunnel-state';

/** @param hop which jump host it is about, the first being 1; undefined for the bastion. */
export type OnStage = (stage: Stage, hop?: number) => void;

export interface DiallerOptions<Made extends { close(): void }> {
  /** Dials and logs in; rejects with FailureError, and soon after the signal is aborted. */
  readonly connect: (onStage: OnStage, signal: AbortSignal) => Promise<Made>;
  readonly onStage: OnStage;
  readonly onMade: (made: Made) => void;
  readonly onFailed: (failure: Failure) => void;
}

interface Dial {
  readonly abort: AbortController;
  stage: Stage | null;
}

/** Makes connections, one at a time: the next begins when the one before has left the bastion alone. */
export class Dialler<Made extends { close(): void }> {
  readonly #options: DiallerOptions<Made>;
  #current: Dial | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: DiallerOptions<Made>) {
    this.#options = options;
  }

  /** Makes a connection, unless one is being made. */
  dial(): void {
    if (this.#current !== null) return;
    const dial: Dial = { abort: new AbortController(), stage: null };
    this.#current = dial;
    this.#ended = this.#run(dial, this.#ended);
  }

  /**
   * Makes a connection, and begins anew what has not reached the bastion: a call through a network
   * that is no longer there would only wait for its end.
   */
  redial(): void {
    const stage = this.#current?.stage;
    if (stage === 'resolve' || stage === 'tcp') this.abandon();
    this.dial();
  }

  /** Nobody wants the connection any more that is being made. */
  abandon(): void {
    const dial = this.#current;
    this.#current = null;
    dial?.abort.abort();
  }

  async #run(dial: Dial, before: Promise<void>): Promise<void> {
    const { connect, onStage, onMade, onFailed } = this.#options;
    const { signal } = dial.abort;
    await before;
    if (signal.aborted) return;
    try {
      const made = await connect((stage, hop) => {
        dial.stage = stage;
        if (!signal.aborted) onStage(stage, hop);
      }, signal);
      if (signal.aborted) return made.close();
      this.#current = null;
      onMade(made);
    } catch (error) {
      if (signal.aborted) return;
      this.#current = null;
      onFailed(failureFrom(error));
    }
  }
}
