/** What may be on its way before anything is known of the line, bytes. */
const first = 512 << 10;
const least = 128 << 10;
const most = 16 << 20;
/** How much longer than the bare line an answer may take because of what we have queued: at least, ms. */
const leastQueueMs = 20;
/** The same as a part of a long line's own time: the feedback comes late there, and in bursts. */
const queueShare = 0.4;
/** What is lost on the way has to be sent again, and looks like a long queue for a moment. */
const deepestCut = 0.7;
/** Less than this on its way cannot be in anybody's way, bytes. */
const worthAsking = 64 << 10;
/** So many questions go along with a budget's worth of bytes: their answers are what paces us. */
const questions = 8;
/** By the clock no question is asked sooner than this after the one before, ms. */
const askEveryMs = 4;
/**
 * sshd holds an answer back until what it said before is acknowledged, for a round trip at most
 * (RFC 896). Of so many that were asked for one after another the fastest has hardly waited.
 */
const answersForOne = questions;
/** They are asked for over more than the time that one may wait, round trips. */
const span = 1.25;
/** The line may have changed: what is older than this, or up to twice as old, is forgotten, ms. */
const forgetMs = 30_000;

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
 * While much is under way, questions are sent in between; an answer tells that everything before
 * its question has arrived, and how long that took. The budget grows while answers come about as
 * fast as the bare line allows, and shrinks in proportion when they do not, as delay-based
 * congestion control does (RFC 6817); once for each round trip, since it takes that long to show.
 */
export class LineBudget {
  readonly #options: LineBudgetOptions;
  readonly #bare = new BareLine();
  #limit = first;
  #sent = 0;
  #arrived = 0;
  /** What had been sent when the last question was. */
  #asked = Number.NEGATIVE_INFINITY;
  #changedAt = Number.NEGATIVE_INFINITY;
  /** How long answers took whose questions came after the last change, ms. */
  #answers: number[] = [];
  #asking: NodeJS.Timeout | undefined;
  /** Somebody had to wait since the last change: more could be used. */
  #isUsedUp = false;
  /** No queue has been seen yet. */
  #isRising = true;

  constructor(options: LineBudgetOptions) {
    this.#options = options;
  }

  get hasRoom(): boolean {
    const hasRoom = this.#sent - this.#arrived < this.#limit;
    if (!hasRoom) this.#isUsedUp = true;
    return hasRoom;
  }

  sent(bytes: number): void {
    this.#sent += bytes;
    this.#askIfWorth();
    this.#goOnAsking();
  }

  /**
   * Asks by the clock as well, twice as often as bytes would have it: they leave in bursts, as
   * answers let them, and questions must not all come in the same moment.
   */
  #goOnAsking(): void {
    if (this.#asking !== undefined || this.#sent - this.#arrived < worthAsking) return;
    const everyMs = Math.max(askEveryMs, this.#bare.ms / (2 * questions));
    if (everyMs === Number.POSITIVE_INFINITY) return;
    this.#asking = setTimeout(() => {
      this.#asking = undefined;
      if (this.#sent - this.#arrived < worthAsking) return;
      void this.#ask();
      this.#goOnAsking();
    }, everyMs);
    this.#asking.unref();
  }

  #askIfWorth(): void {
    // The very first bytes are followed by a question at once: they find the line bare.
    if (this.#sent - this.#asked >= Math.max(worthAsking, this.#limit / questions))
      void this.#ask();
  }

  async #ask(): Promise<void> {
    const askedAt = performance.now();
    const mark = this.#sent;
    this.#asked = mark;
    const tookMs = await this.#options.roundTrip();
    this.#arrived = Math.max(this.#arrived, mark);
    // It does not answer, or is gone: what cannot be measured is not bounded.
    if (tookMs === null) this.#limit = Number.POSITIVE_INFINITY;
    else this.#learn(tookMs, askedAt);
    this.#options.onRoom();
    this.#goOnAsking();
  }

  #learn(tookMs: number, askedAt: number): void {
    if (this.#bare.saw(tookMs)) {
      // Only a line with nothing queued on it shows how long it is.
      this.#change(0.5);
      return;
    }
    if (askedAt < this.#changedAt) return;
    this.#answers.push(tookMs);
    if (this.#answers.length < answersForOne) return;
    if (askedAt - this.#changedAt < span * this.#bare.ms) return;
    const fastest = Math.min(...this.#answers);
    const queueMs = Math.max(leastQueueMs, queueShare * this.#bare.ms);
    const queued = fastest - this.#bare.ms;
    if (queued > queueMs / 2) this.#isRising = false;
    const room = (queueMs - queued) / queueMs;
    if (room < 0) this.#change(Math.max(deepestCut, (this.#bare.ms + queueMs) / fastest));
    else this.#change(this.#isUsedUp ? 1 + room * (this.#isRising ? 1 : 0.35) : 1);
  }

  #change(factor: number): void {
    this.#limit = Math.min(most, Math.max(least, this.#limit * factor));
    this.#changedAt = performance.now();
    this.#answers = [];
    this.#isUsedUp = false;
  }
}

/** How long an answer takes when nothing is queued on the line. */
class BareLine {
  #before = Number.POSITIVE_INFINITY;
  #lately = Number.POSITIVE_INFINITY;
  #since = performance.now();

  get ms(): number {
    return Math.min(this.#before, this.#lately);
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
