import { BareLine } from './bare-line';
import { DeliveryRate } from './delivery-rate';
import { SendPace } from './send-pace';

/** What may be on its way before anything is known of the line, bytes. */
const first = 512 << 10;
const least = 128 << 10;
const most = 16 << 20;
/** Less than this on its way cannot be in anybody's way, bytes. */
const worthAsking = 64 << 10;
/** So many questions go along with a round trip's worth of bytes: their answers tell how fast it is. */
const questions = 8;
/** By the clock no question is asked sooner than this after the one before, ms. */
const askEveryMs = 4;
/**
 * What may be on its way, as the time it takes to arrive: sshd holds an answer back until what it said
 * before is acknowledged (RFC 896), so that we hear of bytes up to two round trips after they left.
 */
const span = 2.5;
/** On a short line readers and writers need time as well, ms. */
const slackMs = 20;
/** On a shorter line a round trip is no time to spread anything over, ms. */
const worthPacingMs = 10;
/** How much faster than they were seen to arrive bytes leave, while the line is not yet known. */
const rise = 2;
/** A line is known when it has got no faster by this for so many round trips. */
const growing = 1.15;
const flat = 3;
/**
 * And once it is known, by round trips: a little faster, to see whether it could carry more; slower, so
 * that the queue which that has made is gone; and as they arrive (draft-ietf-ccwg-bbr, ProbeBW).
 */
const cycle = [1.25, 0.75, 1, 1, 1, 1] as const;
/** Of all answers of a round trip the fastest has waited for others no longer than this, ms, or part. */
const leastQueueMs = 10;
const queueShare = 0.15;
/**
 * A longer queue is ours, and bytes leave more slowly because of it: no more than by this, and after
 * two round trips by less, since TCP below us only learns to be faster while it is given more than it
 * can send.
 */
const slowest = 0.7;
const slow = 0.9;
/** After so long with next to nothing on its way everything begins anew, ms. */
const idleMs = 500;
/** Only a line with nothing queued on it shows how long it is. */
const pauseForLook = 0.5;

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
 * its question has arrived. From that follows how fast the line carries, and bytes leave at that
 * rate, so that they neither queue nor leave the line empty.
 */
export class LineBudget {
  readonly #options: LineBudgetOptions;
  readonly #bare = new BareLine();
  readonly #rate = new DeliveryRate();
  readonly #pace: SendPace;
  #limit = first;
  #sent = 0;
  /** When more was last on its way than cannot be in anybody's way. */
  #busyAt = Number.NEGATIVE_INFINITY;
  #arrived = 0;
  /** What had been sent when the last question was. */
  #asked = Number.NEGATIVE_INFINITY;
  #asking: NodeJS.Timeout | undefined;
  /** Somebody had to wait in this round trip: more could be used. */
  #isHeld = false;
  #gain = rise;
  /** The rate when it last grew, and for how many round trips it has not. */
  #risen = 0;
  #flatFor = 0;
  /** Where in the cycle; null while the line is not yet known. */
  #phase: number | null = null;
  #isJudging = false;
  /** The fastest answer of this round trip, ms. */
  #fastest = Number.POSITIVE_INFINITY;

  constructor(options: LineBudgetOptions) {
    this.#options = options;
    this.#pace = new SendPace(options.onRoom);
  }

  get hasRoom(): boolean {
    const hasRoom =
      this.#sent - this.#arrived < this.#limit && this.#pace.permits(this.#leavingRate);
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
    if (this.#sent - this.#arrived + bytes < worthAsking) return;
    const now = performance.now();
    const wasIdle = now - this.#busyAt > idleMs;
    this.#busyAt = now;
    if (!wasIdle) return;
    this.#rate.forget();
    this.#limit = first;
    this.#phase = null;
    this.#gain = rise;
    this.#risen = 0;
    this.#flatFor = 0;
  }

  /** At which bytes leave, bytes a ms. */
  get #leavingRate(): number {
    const { ms } = this.#bare;
    const { best } = this.#rate;
    const isPaced = ms >= worthPacingMs && best > 0 && ms < Number.POSITIVE_INFINITY;
    if (!isPaced) return Number.POSITIVE_INFINITY;
    return Math.max(this.#gain * best, (this.#phase === null ? first : least) / ms);
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
    const mark = this.#sent;
    this.#asked = mark;
    const tookMs = await this.#options.roundTrip();
    this.#arrived = Math.max(this.#arrived, mark);
    // It does not answer, or is gone: what cannot be measured is not bounded.
    if (tookMs !== null) this.#judgeSoon(tookMs);
    else {
      this.#limit = Number.POSITIVE_INFINITY;
      this.#rate.forget();
    }
    this.#options.onRoom();
    this.#goOnAsking();
  }

  /** Answers that came in one packet are judged together: all of their bytes have arrived by now. */
  #judgeSoon(tookMs: number): void {
    if (this.#bare.saw(tookMs)) this.#gain = pauseForLook;
    this.#fastest = Math.min(this.#fastest, tookMs);
    if (this.#isJudging) return;
    this.#isJudging = true;
    setImmediate(() => {
      this.#isJudging = false;
      this.#judge();
    });
  }

  #judge(): void {
    const { ms } = this.#bare;
    const mostRate = this.#phase === null ? undefined : cycle[0] * this.#rate.best;
    if (!this.#rate.arrived(this.#arrived, performance.now(), ms, this.#isHeld, mostRate)) return;
    const { best } = this.#rate;
    const queueMs = this.#fastest - ms - Math.max(leastQueueMs, queueShare * ms);
    this.#isHeld = false;
    this.#fastest = Number.POSITIVE_INFINITY;
    this.#phase = this.#nextPhase(best, queueMs);
    this.#gain = this.#nextGain(queueMs / ms);
    const wanted = best * (span * ms + slackMs);
    this.#limit = Math.min(most, Math.max(this.#phase === null ? first : least, wanted));
  }

  /** @param queue what of the queue is ours, round trips; less than nothing for none. */
  #nextGain(queue: number): number {
    if (this.#phase === null) return rise;
    const gain = cycle[this.#phase] ?? 1;
    if (gain > 1 && queue < 1) return gain;
    const floor = this.#phase <= 2 ? slowest : slow;
    return queue > 0 ? Math.max(floor, 1 - queue) : gain;
  }

  #nextPhase(best: number, queueMs: number): number | null {
    if (best > this.#risen * growing) {
      this.#risen = best;
      this.#flatFor = 0;
      return null;
    }
    // It may come back as suddenly as it went.
    if (best < this.#risen / 2) this.#risen = best;
    if (this.#phase !== null) return (this.#phase + 1) % cycle.length;
    this.#flatFor += 1;
    // The queue that the rise has made goes first.
    return this.#flatFor >= flat || queueMs > 0 ? 1 : null;
  }
}
