/** What may be on its way before anything is known of the line, bytes. */
const first = 512 << 10;
const least = 128 << 10;
const most = 16 << 20;
/** How much longer than the bare line an answer may take because of what we have queued, ms. */
const queueMs = 40;
/** Less than this on its way cannot be in anybody's way, bytes. */
const worthAsking = 64 << 10;
/** On a very fast line a question for every round trip would be many. */
const askEveryMs = 10;

export interface LineBudgetOptions {
  /** One question to the server and its answer, ms; null when there was none. */
  readonly roundTrip: () => Promise<number | null>;
  /** More may be sent. */
  readonly onRoom: () => void;
}

/**
 * Bounds what is on its way to the server, so that a large upload does not fill the system's own
 * buffers: they hold megabytes, which on a slow line is seconds, and every small request would
 * queue behind them. Node can neither see nor set them.
 *
 * While much is under way, a question is sent behind it; the answer tells that everything before
 * it has arrived, and how long that took. The budget grows while answers come about as fast as the
 * bare line allows, and shrinks in proportion when they do not, as delay-based congestion control
 * does (RFC 6817).
 */
export class LineBudget {
  readonly #options: LineBudgetOptions;
  #limit = first;
  #sent = 0;
  #arrived = 0;
  #isAsking = false;
  #bareMs = Number.POSITIVE_INFINITY;

  constructor(options: LineBudgetOptions) {
    this.#options = options;
  }

  get hasRoom(): boolean {
    return this.#sent - this.#arrived < this.#limit;
  }

  sent(bytes: number): void {
    this.#sent += bytes;
    if (!this.#isAsking && this.#isWorthAsking()) void this.#ask();
  }

  /** The very first bytes are: they find the line bare. */
  #isWorthAsking(): boolean {
    return this.#sent - this.#arrived >= worthAsking || this.#bareMs === Number.POSITIVE_INFINITY;
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    const mark = this.#sent;
    const tookMs = await this.#options.roundTrip();
    this.#arrived = mark;
    if (tookMs === null) {
      // It does not answer, or is gone: what cannot be measured is not bounded.
      this.#limit = Number.POSITIVE_INFINITY;
      this.#options.onRoom();
      return;
    }
    this.#learn(tookMs);
    this.#options.onRoom();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, askEveryMs - tookMs)));
    this.#isAsking = false;
    if (this.#isWorthAsking()) void this.#ask();
  }

  #learn(tookMs: number): void {
    this.#bareMs = Math.min(this.#bareMs, tookMs);
    const fairMs = this.#bareMs + queueMs;
    const next = tookMs > fairMs ? (this.#limit * fairMs) / tookMs : this.#limit * 1.25;
    this.#limit = Math.min(most, Math.max(least, next));
  }
}
