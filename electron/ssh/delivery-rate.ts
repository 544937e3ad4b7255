/** So many round trips a rate is remembered: long enough to outlast one that was held up. */
const remembered = 10;
/** A sample takes a round trip, and no less than this, ms: clocks and readers are not finer. */
const leastSampleMs = 20;

/** How fast bytes have arrived at the server, by what its answers tell. */
export class DeliveryRate {
  readonly #samples: number[] = [];
  #bytes = 0;
  #at = Number.NaN;

  #best = 0;

  /** The best of late, bytes a ms; 0 while nothing is known. */
  get best(): number {
    return this.#best;
  }

  /**
   * @param bytes all that has arrived so far.
   * @param roundTripMs how long the line is.
   * @param isHeld whether the sender had more than it was allowed to send: else a low rate is its own.
   * @param mostRate no more than this was sent: what seems faster is a matter of when answers came.
   * @returns whether a round trip is over, and with it a sample.
   */
  arrived(
    bytes: number,
    now: number,
    roundTripMs: number,
    isHeld: boolean,
    mostRate = Number.POSITIVE_INFINITY,
  ): boolean {
    if (Number.isNaN(this.#at)) this.#begin(bytes, now);
    const tookMs = now - this.#at;
    if (tookMs < Math.max(leastSampleMs, 0.9 * roundTripMs)) return false;
    const rate = Math.min(mostRate, (bytes - this.#bytes) / tookMs);
    if (isHeld || rate > this.#best) this.#samples.push(rate);
    if (this.#samples.length > remembered) this.#samples.shift();
    this.#best = Math.max(0, ...this.#samples);
    this.#begin(bytes, now);
    return true;
  }

  /** Nothing is known any more. */
  forget(): void {
    this.#samples.length = 0;
    this.#best = 0;
    this.#at = Number.NaN;
  }

  #begin(bytes: number, now: number): void {
    this.#bytes = bytes;
    this.#at = now;
  }
}
