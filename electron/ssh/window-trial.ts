/**
 * What a line that is full needs: its round trip, what grants take, and some time on top, ms. Where the
 * round trip varies, the first is too little, and the next is tried.
 */
const full = [1.04, 1.25] as const;
/** A flow that is over soon is not worth a trial, round trips; not sooner than this, nor later, ms. */
const beforeTrial = 12;
const soonestTrialMs = 600;
const latestTrialMs = 2_400;
/** So often a pause is no fault of the smaller window. */
const lossesInTrial = 2;
/** One that failed is not repeated for long, ms. */
const afterFailureMs = 30_000;
/** A smaller window must keep this part of the pace. */
const kept = 0.95;

interface Trial {
  /** The window that is tried, and the one before, bytes; and the pace with that, bytes a ms. */
  readonly smaller: number;
  readonly before: number;
  readonly pace: number;
  /** What was granted before still comes, and tells nothing. */
  toCome: number;
  taken: number;
  tookMs: number;
  /** How often it began again, since something was lost on the way. */
  losses: number;
}

/** What a flow has taken since the last judgement. */
export interface Stretch {
  readonly bytes: number;
  readonly tookMs: number;
  /** How much of that time nothing came, ms. */
  readonly pausedMs: number;
}

/**
 * Tries whether a flow keeps its pace with a smaller window, and which: so much that the line is just
 * full, or somewhat more.
 */
export class WindowTrial {
  #trial: Trial | null = null;
  #at = Number.NaN;
  /** Which of {@link full} is tried next, or was good enough. */
  #margin = 0;

  get isOn(): boolean {
    return this.#trial !== null;
  }

  /** What the line needs, as a part of its round trip. */
  get roundTrips(): number {
    return full[this.#margin] ?? full[0];
  }

  /** Puts the next one off until the flow has lasted. */
  wait(now: number, roundTripMs: number | null): void {
    const ms = beforeTrial * (roundTripMs ?? 0);
    this.#at = now + Math.min(latestTrialMs, Math.max(soonestTrialMs, ms));
  }

  /**
   * Begins one, where it is time and worth it.
   *
   * @param bytes the window as it is.
   * @param needed what the line would need, bytes.
   * @param pace what the flow carries, bytes a ms.
   * @returns the window from now on, bytes.
   */
  begin(bytes: number, needed: number, pace: number, now: number, roundTripMs: number): number {
    if (now < this.#at) return bytes;
    this.wait(now, roundTripMs);
    if (needed >= bytes * kept) return bytes;
    const counts = { toCome: bytes, taken: 0, tookMs: 0, losses: 0 };
    this.#trial = { smaller: needed, before: bytes, pace, ...counts };
    return needed;
  }

  /** @returns the window that is to be kept, bytes, and whether it is the smaller one; null until then. */
  judge(
    { bytes, tookMs, pausedMs }: Stretch,
    now: number,
    roundTripMs: number,
  ): { readonly bytes: number; readonly isKept: boolean } | null {
    const trial = this.#trial;
    if (trial === null) return null;
    if (trial.toCome > 0) {
      trial.toCome -= bytes;
      return null;
    }
    if (pausedMs > 0 && trial.losses < lossesInTrial) {
      trial.losses += 1;
      trial.taken = 0;
      trial.tookMs = 0;
      return null;
    }
    trial.taken += bytes;
    trial.tookMs += tookMs;
    if (trial.taken < 2 * trial.smaller) return null;
    this.#trial = null;
    this.wait(now, roundTripMs);
    if (trial.taken / trial.tookMs >= trial.pace * kept) {
      return { bytes: trial.smaller, isKept: true };
    }
    this.#margin = (this.#margin + 1) % full.length;
    if (this.#margin === 0) this.#at = now + afterFailureMs;
    return { bytes: trial.before, isKept: false };
  }
}
