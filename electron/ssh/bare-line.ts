/** The line may have changed: what is older than this, or up to twice as old, is forgotten, ms. */
const forgetMs = 30_000;

/** How long an answer takes when nothing is queued on the line. */
export class BareLine {
  #before = Number.POSITIVE_INFINITY;
  #lately = Number.POSITIVE_INFINITY;
  #since = performance.now();

  /** Infinite while nothing is known. */
  get ms(): number {
    return Math.min(this.#before, this.#lately);
  }

  /** What was found while nothing was on the line: believed until it is as old as what was seen. */
  knows(ms: number): void {
    this.#before = Math.min(this.#before, ms);
    this.#since = performance.now();
  }

  /** @returns whether something has been forgotten, so that the line should be looked at anew. */
  saw(tookMs: number): boolean {
    this.#lately = Math.min(this.#lately, tookMs);
    const now = performance.now();
    if (now - this.#since < forgetMs) return false;
    this.#since = now;
    this.#before = this.#lately;
    this.#lately = tookMs;
    return true;
  }
}
