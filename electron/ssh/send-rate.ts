import { DeliveryRate } from './delivery-rate';
import { RateLooks } from './rate-looks';

/** What may be on its way before anything is known of the line, bytes. */
const first = 512 << 10;
const least = 128 << 10;
const most = 16 << 20;
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
/** And for so many where answers came late: one round trip may mislead. */
const flatAndLate = 2;
/**
 * And once it is known, by round trips: faster, to look whether it could carry more; slower, so that the
 * queue which that has made is gone; and as they arrive (draft-ietf-ccwg-bbr, ProbeBW).
 */
const looking = 0;
const draining = 1;
/** The answers still are those of what left faster. */
const aftermath = 2;
const phases = 8;
/** Bytes that drain a queue leave so much more slowly, and those of a look at least faster by as much. */
const step = 0.25;
/** Of all answers of a round trip the fastest has waited for others no longer than this, ms, or part. */
const leastQueueMs = 4;
const queueShare = 0.06;
/** What is known of a queue is a round trip old, so that half of it is made up for at a time. */
const caution = 0.5;
/**
 * A longer queue is ours, and bytes leave more slowly because of it: no more than by this, and after
 * two round trips by less, since TCP below us only learns to be faster while it is given more than it
 * can send.
 */
const slowest = 0.7;
const slow = 0.9;
/**
 * Where answers on another connection are in time and ours later than this, in round trips, and that
 * for so many of them, it is TCP below us that waits, and not the line.
 */
const tcpWaits = 0.3;
const tcpWaitsFor = 2;
/** What arrives in a round trip left in one of so many. */
const rememberedLeft = 3;
/** Only a line with nothing queued on it shows how long it is. */
const pauseForLook = 0.5;

/** What the answers of a round trip have told. */
export interface Told {
  /** All that has arrived so far, bytes. */
  readonly arrived: number;
  readonly now: number;
  /** How long the line is with nothing queued on it, and how long the fastest answer took, ms. */
  readonly bareMs: number;
  readonly fastestMs: number;
  /** How long an answer took on another connection of the same way; null where nobody asked there. */
  readonly besideMs: number | null;
  /** Whether a sender had to wait: else a low rate is its own. */
  readonly isHeld: boolean;
}

/**
 * How fast bytes should leave, and how many may be on their way, from how fast they were seen to
 * arrive. A new line is filled faster and faster until it gets no faster; then bytes leave as they
 * arrive, and now and then a little faster.
 */
export class SendRate {
  readonly #delivery = new DeliveryRate();
  /** What may be on its way, bytes. */
  limit = first;
  /** Whether answers have come late: the line has a queue, or TCP below us does not dare to send more. */
  isLate = false;
  /** The server does not answer: a pause changes nothing about that. */
  #isFree = false;
  #gain = rise;
  /** At which bytes have left in the last round trips, bytes a ms. */
  readonly #left: number[] = [];
  /** The rate when it last grew, and for how many round trips it has not. */
  #risen = 0;
  #flatFor = 0;
  /** Where in the cycle; null while the line is not yet known. */
  #phase: number | null = null;
  readonly #looks = new RateLooks();
  /** For how many round trips it was TCP that waited. */
  #tcpWaited = 0;

  /** How fast bytes arrive, bytes a ms. */
  get #rate(): number {
    if (this.#phase === null) return this.#delivery.best;
    return Math.max(this.#delivery.steady, this.#looks.proven);
  }

  /** At which bytes should leave, bytes a ms; infinite where nothing is to be held back. */
  leaving(bareMs: number): number {
    const rate = this.#rate;
    const isPaced = bareMs >= worthPacingMs && rate > 0 && bareMs < Number.POSITIVE_INFINITY;
    if (!isPaced) return Number.POSITIVE_INFINITY;
    return Math.max(this.#gain * rate, (this.#phase === null ? first : least) / bareMs);
  }

  /** An answer has come, to what was asked then. */
  answered(askedAt: number, tookMs: number): void {
    this.#looks.answered(askedAt, tookMs);
  }

  /** @returns whether a round trip is over, and judged. */
  told(told: Told): boolean {
    const { arrived, now, bareMs, fastestMs, isHeld } = told;
    const mostRate = this.#phase === null ? undefined : Math.max(...this.#left);
    if (!this.#delivery.arrived(arrived, now, bareMs, isHeld, mostRate)) return false;
    this.#isFree = false;
    const queue = this.#queue(told);
    this.#phase = this.#tcpWaited >= tcpWaitsFor ? this.#rise() : this.#nextPhase(queue, isHeld);
    this.#gain = this.#nextGain(queue);
    if (this.#phase === looking && this.#gain > 1) this.#looks.begin(now, bareMs, fastestMs);
    this.#left.push(this.leaving(bareMs));
    if (this.#left.length > rememberedLeft) this.#left.shift();
    const wanted = this.#rate * (span * bareMs + slackMs);
    this.limit = Math.min(most, Math.max(this.#phase === null ? first : least, wanted));
    return true;
  }

  /** Slows down until the next round trip is judged, so that the line can be looked at bare. */
  pause(): void {
    this.#gain = pauseForLook;
  }

  /** As with a line of which nothing is known. */
  beginAnew(): void {
    this.#delivery.forget();
    if (!this.#isFree) this.limit = first;
    this.#phase = null;
    this.#looks.forget();
    this.#gain = rise;
    this.#left.length = 0;
    this.#risen = 0;
    this.#flatFor = 0;
    this.#tcpWaited = 0;
    this.isLate = false;
  }

  /** What cannot be measured is not bounded. */
  setFree(): void {
    this.#isFree = true;
    this.beginAnew();
    this.limit = Number.POSITIVE_INFINITY;
  }

  /** What of the line's queue is ours, round trips; less than nothing for none. */
  #queue({ bareMs, fastestMs, besideMs }: Told): number {
    const lookedMs = this.#phase === aftermath ? step * bareMs : 0;
    const allowedMs = Math.max(leastQueueMs, queueShare * bareMs) + lookedMs;
    const queueOf = (ms: number) => (ms - bareMs - allowedMs) / bareMs;
    const ours = queueOf(fastestMs);
    this.isLate = ours > 0;
    const queue = besideMs === null ? ours : Math.min(ours, queueOf(besideMs));
    this.#tcpWaited = queue <= 0 && ours > tcpWaits ? this.#tcpWaited + 1 : 0;
    return queue;
  }

  #nextGain(queue: number): number {
    if (this.#phase === null) return rise;
    if (this.#phase === looking && queue < 1) return this.#looks.gain;
    const gain = this.#phase === draining ? 1 - step : 1;
    if (queue <= 0) return gain;
    return Math.min(gain, Math.max(this.#phase <= aftermath ? slowest : slow, 1 - caution * queue));
  }

  #nextPhase(queue: number, isHeld: boolean): number | null {
    const rate = this.#rate;
    if (this.#phase === null) return this.#nextOfRise(rate, queue);
    if (this.#phase !== draining) return (this.#phase + 1) % phases;
    return this.#looks.judge(rate, isHeld ? this.#delivery.last : 0) ? looking : aftermath;
  }

  #nextOfRise(rate: number, queue: number): number | null {
    if (rate > this.#risen * growing) return this.#rise();
    this.#flatFor += 1;
    // The queue that the rise has made goes first.
    return this.#flatFor >= (queue > 0 ? flatAndLate : flat) ? draining : null;
  }

  #rise(): null {
    this.#risen = this.#rate;
    this.#flatFor = 0;
    return null;
  }
}
