import { BareLine } from './bare-line';
import { SendPace } from './send-pace';
import { SendRate } from './send-rate';

/** Less than this on its way cannot be in anybody's way, bytes. */
const worthAsking = 64 << 10;
/** So many questions go along with a round trip's worth of bytes: their answers tell how fast it is. */
const questions = 8;
/** By the clock no question is asked sooner than this after the one before, ms. */
const askEveryMs = 4;
/** After so long with next to nothing on its way everything begins anew, ms. */
const idleMs = 500;

export interface LineBudgetOptions {
  /** One question to the server and its answer, ms; null when there was none. */
  readonly roundTrip: () => Promise<number | null>;
  /** How long that takes with nothing on the line, ms; null where it is not known. */
  readonly bareMs: () => number | null;
  /** The same question on another connection to the server; null where there is none. */
  readonly roundTripBeside: () => Promise<number | null>;
  /** More may be sent. */
  readonly onRoom: () => void;
}

/**
 * Bounds what is on its way to the server, so that a large upload does not fill the system's own
 * buffers: they hold megabytes, which on a slow line is seconds, and every small request would
 * queue behind them. Node can neither see nor set them.
 *
 * While much is under way, questions are sent in between; an answer tells that everything before
 * its question has arrived. From that follows how fast the line carries, and bytes leave at that
 * rate, so that they neither queue nor leave the line empty.
 */
export class LineBudget {
  readonly #options: LineBudgetOptions;
  readonly #bare = new BareLine();
  readonly #rate = new SendRate();
  readonly #pace: SendPace;
  #sent = 0;
  /** When more was last on its way than cannot be in anybody's way. */
  #busyAt = Number.NEGATIVE_INFINITY;
  #arrived = 0;
  /** What had been sent when the last question was. */
  #asked = Number.NEGATIVE_INFINITY;
  #asking: NodeJS.Timeout | undefined;
  /** Somebody had to wait in this round trip: more could be used. */
  #isHeld = false;
  #isJudging = false;
  /** The fastest answer of this round trip, ms. */
  #fastest = Number.POSITIVE_INFINITY;

  /** What another connection has answered in this round trip, ms. */
  #beside: number | null = null;
  #isAskingBeside = false;

  constructor(options: LineBudgetOptions) {
    this.#options = options;
    this.#pace = new SendPace(options.onRoom);
  }

  /** What is on its way, bytes. */
  get underWay(): number {
    return this.#sent - this.#arrived;
  }

  get hasRoom(): boolean {
    const hasRoom =
      this.underWay < this.#rate.limit && this.#pace.permits(this.#rate.leaving(this.#bare.ms));
    if (!hasRoom) this.#isHeld = true;
    return hasRoom;
  }

  sent(bytes: number): void {
    this.#beginAnewAfterPause(bytes);
    this.#sent += bytes;
    this.#pace.sent(bytes);
    this.#askIfWorth();
    this.#goOnAsking();
  }

  /** TCP below us begins slowly again after a pause (RFC 5681, 4.1): what it carried before is over. */
  #beginAnewAfterPause(bytes: number): void {
    if (this.underWay + bytes < worthAsking) return;
    const now = performance.now();
    const wasIdle = now - this.#busyAt > idleMs;
    this.#busyAt = now;
    if (!wasIdle) return;
    this.#rate.beginAnew();
    const bareMs = this.#options.bareMs();
    if (bareMs !== null) this.#bare.knows(bareMs);
  }

  /**
   * Asks by the clock as well, twice as often as bytes would have it: they leave in bursts, as
   * answers let them, and questions must not all come in the same moment.
   */
  #goOnAsking(): void {
    if (this.#asking !== undefined || this.underWay < worthAsking) return;
    const everyMs = Math.max(askEveryMs, this.#bare.ms / (2 * questions));
    if (everyMs === Number.POSITIVE_INFINITY) return;
    this.#asking = setTimeout(() => {
      this.#asking = undefined;
      if (this.underWay < worthAsking) return;
      void this.#ask();
      this.#goOnAsking();
    }, everyMs);
    this.#asking.unref();
  }

  #askIfWorth(): void {
    // The very first bytes are followed by a question at once: they find the line bare.
    if (this.#sent - this.#asked >= Math.max(worthAsking, this.#rate.limit / questions))
      void this.#ask();
  }

  async #ask(): Promise<void> {
    const mark = this.#sent;
    this.#asked = mark;
    const askedAt = performance.now();
    const tookMs = await this.#options.roundTrip();
    this.#arrived = Math.max(this.#arrived, mark);
    // Without an answer it is gone, or never answers anything.
    if (tookMs === null) this.#rate.setFree();
    else {
      this.#rate.answered(askedAt, tookMs);
      this.#judgeSoon(tookMs);
    }
    this.#options.onRoom();
    this.#goOnAsking();
  }

  /** Answers that came in one packet are judged together: all of their bytes have arrived by now. */
  #judgeSoon(tookMs: number): void {
    if (this.#bare.saw(tookMs)) this.#rate.pause();
    this.#fastest = Math.min(this.#fastest, tookMs);
    if (this.#isJudging) return;
    this.#isJudging = true;
    setImmediate(() => {
      this.#isJudging = false;
      this.#judge();
    });
  }

  #judge(): void {
    const isOver = this.#rate.told({
      arrived: this.#arrived,
      now: performance.now(),
      bareMs: this.#bare.ms,
      fastestMs: this.#fastest,
      besideMs: this.#beside,
      isHeld: this.#isHeld,
    });
    if (!isOver) return;
    this.#isHeld = false;
    this.#fastest = Number.POSITIVE_INFINITY;
    this.#beside = null;
    if (this.#rate.isLate) void this.#askBeside();
  }

  /** Has answers that come late explained: those of another connection wait for the line alone. */
  async #askBeside(): Promise<void> {
    if (this.#isAskingBeside) return;
    this.#isAskingBeside = true;
    this.#beside = await this.#options.roundTripBeside();
    this.#isAskingBeside = false;
  }
}
