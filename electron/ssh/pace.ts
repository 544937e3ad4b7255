/** After this long half of what was carried counts no more, ms. */
const halfLifeMs = 500;
/** A line that carried this much of late makes others wait, bytes. */
const busy = 512 << 10;

/** How much a connection has carried of late. */
export class Pace {
  readonly #now: () => number;
  #bytes = 0;
  #at: number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#at = now();
  }

  moved(bytes: number): void {
    this.#fade();
    this.#bytes += bytes;
  }

  /** Bytes, those of long ago counting less. */
  get recent(): number {
    this.#fade();
    return this.#bytes;
  }

  get isBusy(): boolean {
    return this.recent > busy;
  }

  #fade(): void {
    const now = this.#now();
    const passed = now - this.#at;
    // Packets come by the thousand in a second: a few ms change nothing.
    if (passed < 10) return;
    this.#bytes *= 0.5 ** (passed / halfLifeMs);
    this.#at = now;
  }
}
