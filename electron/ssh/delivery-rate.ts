/** So many round trips a rate is remembered: long enough to outlast one that was held up. */
const remembered = 10;
/**
 * Answers come in steps, so that a round trip by itself is off by a tenth; and what lay behind a
 * loss comes at once. So many together are off by a thirtieth.
 */
const together = 3;
/** A sample takes a round trip, and no less than this, ms: clocks and readers are not finer. */
const leastSampleMs = 20;

interface Sample {
  readonly bytes: number;
  readonly ms: number;
}

/** How fast bytes have arrived at the server, by what its answers tell. */
export class DeliveryRate {
  readonly #samples: Sample[] = [];
  #bytes = 0;
  #at = Number.NaN;
  #best = 0;
  #steady = 0;
  #last = 0;

  /** The best round trip of late, bytes a ms; 0 while nothing is known. */
  get best(): number {
    return this.#best;
  }

  /** That of the last round trip, bytes a ms. */
  get last(): number {
    return this.#last;
  }

  /** The best of late over several round trips, bytes a ms; 0 while nothing is known. */
  get steady(): number {
    return this.#steady;
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
    const ms = now - this.#at;
    if (ms < Math.max(leastSampleMs, 0.9 * roundTripMs)) return false;
    const sample = { bytes: Math.min(mostRate * ms, bytes - this.#bytes), ms };
    this.#last = rateOf([sample]);
    if (isHeld || this.#last > this.#best) this.#take(sample);
    this.#begin(bytes, now);
    return true;
  }

  /** Nothing is known any more. */
  forget(): void {
    this.#samples.length = 0;
    this.#best = 0;
    this.#steady = 0;
    this.#last = 0;
    this.#at = Number.NaN;
  }

  #take(sample: Sample): void {
    this.#samples.push(sample);
    if (this.#samples.length > remembered) this.#samples.shift();
    const from = Math.min(together, this.#samples.length);
    this.#best = Math.max(...this.#samples.map((each) => rateOf([each])));
    this.#steady = Math.max(
      ...this.#samples
        .slice(from - 1)
        .map((_, index) => rateOf(this.#samples.slice(index, index + from))),
    );
  }

  #begin(bytes: number, now: number): void {
    this.#bytes = bytes;
    this.#at = now;
  }
}

/** Bytes a ms. */
function rateOf(samples: readonly Sample[]): number {
  const sum = (of: (each: Sample) => number) => samples.reduce((all, each) => all + of(each), 0);
  return sum(({ bytes }) => bytes) / sum(({ ms }) => ms);
}
