import type { PooledConnection } from './connection-pool';

/** Dials one more connection, asking nobody anything. */
export type Another = (signal: AbortSignal) => Promise<PooledConnection>;

export interface PoolGrowthOptions {
  /** Null where there can be no other connection. */
  readonly another: Another | null;
  /** Whether a connection leads to the same server as the first one. */
  readonly isSame: (made: PooledConnection) => boolean;
  readonly onMade: (made: PooledConnection) => void;
}

interface Dial {
  readonly abort: AbortController;
  isDoubtful: boolean;
}

/**
 * Dials a tunnel's further connections, one at a time, for as long as its first one lives. Whatever
 * keeps one from being made, the server is not asked again: it may allow each user few
 * (sshd_config(5), MaxStartups).
 */
export class PoolGrowth {
  readonly #options: PoolGrowthOptions;
  #dial: Dial | null = null;
  #ended: Promise<void> = Promise.resolve();
  #hasGivenUp: boolean;

  constructor(options: PoolGrowthOptions) {
    this.#options = options;
    this.#hasGivenUp = options.another === null;
  }

  /** Whether one is being made at this moment. */
  get isDialling(): boolean {
    return this.#dial !== null;
  }

  /** Dials, where that is possible now. */
  begin(): void {
    const { another } = this.#options;
    if (another === null || this.#hasGivenUp || this.#dial !== null) return;
    const dial: Dial = { abort: new AbortController(), isDoubtful: false };
    this.#dial = dial;
    this.#ended = this.#make(another, dial).then(() => this.#over(dial));
  }

  /**
   * The network may have changed: a dial that fails now says nothing about the server. It is not cut
   * off, since servers count those who come and do not log in.
   */
  doubt(): void {
    if (this.#dial !== null) this.#dial.isDoubtful = true;
  }

  /** The first connection has gone: resolves when nothing is being dialled any more. */
  end(): Promise<void> {
    this.#hasGivenUp = true;
    this.#dial?.abort.abort();
    return this.#ended;
  }

  async #make(another: Another, dial: Dial): Promise<void> {
    const { isSame, onMade } = this.#options;
    const { signal } = dial.abort;
    let made: PooledConnection;
    try {
      made = await another(signal);
    } catch {
      // Nobody asked for it and nothing depends on it.
      this.#hasGivenUp ||= !dial.isDoubtful;
      return;
    }
    if (isSame(made) && !signal.aborted) {
      // Whoever is told may want one more at once.
      this.#over(dial);
      onMade(made);
      return;
    }
    this.#hasGivenUp = true;
    made.close();
    await made.closed;
  }

  #over(dial: Dial): void {
    if (this.#dial === dial) this.#dial = null;
  }
}
