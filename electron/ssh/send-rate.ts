import { DeliveryRate } from './delivery-rate';

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
  /** The server does not answer: a pause changes nothing about that. */
  #isFree = false;
  #gain = rise;
  /** The rate when it last grew, and for how many round trips it has not. */
  #risen = 0;
  #flatFor = 0;
  /** Where in the cycle; null while the line is not yet known. */
  #phase: number | null = null;

  /** At which bytes should leave, bytes a ms; infinite where nothing is to be held back. */
  leaving(bareMs: number): number {
    const { best } = this.#delivery;
    const isPaced = bareMs >= worthPacingMs && best > 0 && bareMs < Number.POSITIVE_INFINITY;
    if (!isPaced) return Number.POSITIVE_INFINITY;
    return Math.max(this.#gain * best, (this.#phase === null ? first : least) / bareMs);
  }

  /** @returns whether a round trip is over, and judged. */
  told({ arrived, now, bareMs, fastestMs, isHeld }: Told): boolean {
    const mostRate = this.#phase === null ? undefined : cycle[0] * this.#delivery.best;
    if (!this.#delivery.arrived(arrived, now, bareMs, isHeld, mostRate)) return false;
    this.#isFree = false;
    const { best } = this.#delivery;
    const queueMs = fastestMs - bareMs - Math.max(leastQueueMs, queueShare * bareMs);
    this.#phase = this.#nextPhase(best, queueMs);
    this.#gain = this.#nextGain(queueMs / bareMs);
    const wanted = best * (span * bareMs + slackMs);
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
    this.#gain = rise;
    this.#risen = 0;
    this.#flatFor = 0;
  }

  /** What cannot be measured is not bounded. */
  setFree(): void {
    this.#isFree = true;
    this.beginAnew();
    this.limit = Number.POSITIVE_INFINITY;
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
