/** Credit is looked at so often while somebody waits for it, ms: timers are no finer. */
const tickMs = 2;
/** What was not used for so long is lost, ms: a timer may be late, and a burst is what is avoided. */
const keptMs = 8;
/** Less than this at once is no burst, bytes. */
const leastCredit = 64 << 10;

/**
 * Spreads evenly what is sent. Answers come in bunches, and the room that one bunch makes, sent at
 * once, would fill the queue before the narrowest part of the line and overflow it (RFC 9002, 7.7,
 * asks the same of senders).
 */
export class SendPace {
  readonly #onCredit: () => void;
  #credit = leastCredit;
  #at = performance.now();
  #timer: NodeJS.Timeout | undefined;

  /** @param onCredit called when somebody who was refused may send again. */
  constructor(onCredit: () => void) {
    this.#onCredit = onCredit;
  }

  /**
   * Whether the next bytes may leave now. After a refusal the credit is looked at until it is there.
   *
   * @param rate bytes a ms; infinite where nothing is to be held back.
   */
  permits(rate: number): boolean {
    this.#earn(rate);
    if (this.#credit > 0) return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#onCredit();
    }, tickMs);
    this.#timer.unref();
    return false;
  }

  sent(bytes: number): void {
    this.#credit -= bytes;
  }

  #earn(rate: number): void {
    const now = performance.now();
    const most = Math.max(leastCredit, rate * keptMs);
    this.#credit =
      rate === Number.POSITIVE_INFINITY ? most : this.#credit + rate * (now - this.#at);
    this.#credit = Math.min(most, this.#credit);
    this.#at = now;
  }
}
