/** How much faster bytes leave for a look, by how many before it have found that the line carried more. */
const gains = [1.25, 1.25, 1.5, 2] as const;
/** A line that cannot carry more has surely got a queue in this time, round trips after the first byte. */
const from = 0.7;
const until = 1.1;
/** A queue of less than this part of what would have built up is none. */
const noticed = 0.3;
/** What the line has carried arrives faster by this, at least. */
const more = 1.1;

/**
 * Looks at whether a line carries more than was thought: for a round trip bytes leave faster, and where
 * they have to queue, answers to what was asked at the end of it come later. Late answers are no sign of
 * that by themselves, since computers and servers have their reasons; those that came just before are
 * what they are compared with.
 */
export class RateLooks {
  /** How many looks have found more, one after another. */
  #found = 0;
  #proven = 0;
  #startedAt = Number.NaN;
  #bareMs = 0;
  #beforeMs = 0;
  #fastestMs = Number.POSITIVE_INFINITY;

  /** How much faster than before bytes leave for the next look. */
  get gain(): number {
    return gains[this.#found] ?? gains[3];
  }

  /** What the last look has shown that the line carries, bytes a ms; 0 where it found no more. */
  get proven(): number {
    return this.#proven;
  }

  /**
   * From now on bytes leave faster, for a round trip.
   *
   * @param bareMs how long the line is with nothing queued on it.
   * @param beforeMs how long the fastest answer took just before.
   */
  begin(now: number, bareMs: number, beforeMs: number): void {
    this.#startedAt = now;
    this.#bareMs = bareMs;
    this.#beforeMs = beforeMs;
    this.#fastestMs = Number.POSITIVE_INFINITY;
  }

  /** An answer has come, to what was asked then. */
  answered(askedAt: number, tookMs: number): void {
    const at = (askedAt - this.#startedAt) / this.#bareMs;
    if (at >= from && at <= until) this.#fastestMs = Math.min(this.#fastestMs, tookMs);
  }

  /**
   * Judges a look, two round trips after its beginning.
   *
   * @param rate what the line was thought to carry, and `arrived` at which bytes have arrived since.
   * @returns whether it has carried all of it without a queue, so that the next look can follow.
   */
  judge(rate: number, arrived: number): boolean {
    const couldQueueMs = (this.gain - 1) * this.#bareMs;
    const isFree = this.#fastestMs - this.#beforeMs < noticed * couldQueueMs;
    const hasFound = isFree && arrived > more * rate;
    this.#proven = hasFound ? this.gain * rate : 0;
    this.#found = hasFound ? this.#found + 1 : 0;
    this.#startedAt = Number.NaN;
    this.#fastestMs = Number.POSITIVE_INFINITY;
    return hasFound;
  }

  /** Nothing is known any more. */
  forget(): void {
    this.judge(0, 0);
  }
}
