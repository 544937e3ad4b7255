const windowMs = 60_000;
const tolerated = 2;

/** Counts crashes: the third within a minute is one too many. */
export class CrashHistory {
  readonly #now: () => number;
  #at: number[] = [];

  /** @param now a steady clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Notes a crash; answers whether another start is worth trying. */
  crashed(): boolean {
    const now = this.#now();
    this.#at = [...this.#at.filter((at) => now - at < windowMs), now];
    return this.#at.length <= tolerated;
  }

  /** A person wants another try. */
  forgive(): void {
    this.#at = [];
  }
}
