import { WindowTrial } from './window-trial';

/** The most one channel's window becomes: 2.5 Gbit/s over 100 ms. */
const most = 32 << 20;
/** However slowly its bytes come, this much does not stand in anybody's way. */
const least = 256 << 10;
/** On a line this short the queue is where somebody waits for the processor, ms; and what it needs. */
const short = 10;
const enoughForShort = 2 << 20;
/** So many bytes tell something of a pace. */
const worthJudging = 512 << 10;
/** Twice what is under way: while one half travels the other is granted. */
const growth = 2;
/** The line needs its round trip, and some time on top, ms. */
const slackMs = 1;
/** A window that is used up sooner holds its flow back, round trips. */
const held = 1.04;
/**
 * A sender that waits for its window waits about a round trip. Less than this part of one may be this
 * computer, busy with something else: what came meanwhile was not sent at once.
 */
const waitingPart = 0.5;
/** No judgement is trusted to more than this at a time. */
const step = 16;
/** The pace goes halfway to what was seen last. */
const fade = 0.5;
/** Bytes that have come without a pause for so long fill the line: bursts tell nothing more, round trips. */
const flowing = 3;
/** Whatever is lost is there again by then, or the flow is held by something else, round trips. */
const longestPause = 4;

/**
 * How large a channel's window should be: enough for the line, and no more than that.
 *
 * The pace at which bytes come tells how much the line could carry: what was sent at once arrives as
 * fast as its narrowest part lets it (as packet pairs do), so the window need not double its way up.
 * Bytes that came late all together, behind one that was lost, look like a fast line, too, and then
 * the window is more than the line holds: that waits in a queue before it, in front of everybody
 * else, and overflows it. So they are believed only until bytes have come without a pause for some
 * round trips; and once a flow has lasted, a smaller window is tried, and kept if the flow keeps its
 * pace.
 */
export class WindowSize {
  /** Bytes. */
  bytes: number;
  #taken = 0;
  #from = Number.NaN;
  #lastAt = Number.NaN;
  /** How much of that time nothing came, ms. */
  #pausedMs = 0;
  /** Bytes a ms, pauses and all: of late, and at the best. */
  #average = 0;
  #best = 0;
  readonly #trial = new WindowTrial();
  /** For so long bytes have come without a pause, ms. */
  #flowedMs = 0;
  /** The line is full, with this window or with a smaller one: bursts are not believed any more. */
  #isProven = false;

  /** @param first the window the channel opened with, bytes. */
  constructor(first: number) {
    this.bytes = first;
  }

  /**
   * The client has taken bytes.
   *
   * @param now ms.
   * @param roundTripMs null while it is not known: then nothing can be said.
   */
  consumed(bytes: number, now: number, roundTripMs: number | null): void {
    if (Number.isNaN(this.#from)) {
      this.#from = now;
      this.#lastAt = now;
      this.#trial.wait(now, roundTripMs);
    }
    const pauseMs = now - this.#lastAt;
    if (pauseMs > Math.max(5, (roundTripMs ?? 0) * waitingPart)) this.#pausedMs += pauseMs;
    this.#lastAt = now;
    this.#taken += bytes;
    const enough = this.#average === 0 ? this.bytes : Math.max(worthJudging, this.bytes / 4);
    if (this.#taken < Math.min(this.bytes, enough)) return;
    if (this.#isProven && now - this.#from < this.#pauseAndAfter(roundTripMs ?? 0)) return;
    if (roundTripMs !== null) this.#judge(now, roundTripMs);
    this.#from = now;
    this.#taken = 0;
    this.#pausedMs = 0;
  }

  /** So long it takes until a pause and what came late because of it even out, ms. */
  #pauseAndAfter(roundTripMs: number): number {
    return Math.min(2 * this.#pausedMs, longestPause * roundTripMs);
  }

  #judge(now: number, roundTripMs: number): void {
    const tookMs = Math.max(1, now - this.#from);
    if (this.#trial.isOn) {
      this.#continue(tookMs, now, roundTripMs);
      return;
    }
    const burst = this.#taken / Math.max(1, tookMs - this.#pausedMs);
    const whole = this.#taken / tookMs;
    this.#average = this.#average === 0 ? whole : this.#average + (whole - this.#average) * fade;
    this.#best = Math.max(this.#best, this.#average);
    if (roundTripMs < short) {
      this.#enlarge(enoughForShort);
      return;
    }
    this.#flowedMs = this.#pausedMs > 0 ? 0 : this.#flowedMs + tookMs;
    if (this.#flowedMs > flowing * roundTripMs) this.#isProven = true;
    // By the best pace: one that has dropped must be able to come back.
    const line = this.#trial.roundTrips * roundTripMs + slackMs;
    const needed = Math.max(least, this.#best * line);
    // It holds its flow back, whatever was proven.
    if (this.bytes / this.#average < held * roundTripMs) this.#isProven = false;
    this.#enlarge(this.#isProven ? needed : Math.max(needed, growth * burst * roundTripMs));
    this.bytes = this.#trial.begin(this.bytes, needed, this.#average, now, roundTripMs);
  }

  #enlarge(wanted: number): void {
    this.bytes = Math.max(this.bytes, Math.min(most, this.bytes * step, wanted));
  }

  #continue(tookMs: number, now: number, roundTripMs: number): void {
    const stretch = { bytes: this.#taken, tookMs, pausedMs: this.#pausedMs };
    const verdict = this.#trial.judge(stretch, now, roundTripMs);
    if (verdict === null) return;
    this.bytes = verdict.bytes;
    this.#isProven = verdict.isKept;
  }
}
