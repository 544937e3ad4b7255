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
/** What a line that is full needs: its round trip, what grants take, and some time on top, ms. */
const full = 1.25;
const slackMs = 4;
/**
 * A sender that waits for its window waits about a round trip. Less than this part of one may be this
 * computer, busy with something else: what came meanwhile was not sent at once.
 */
const waitingPart = 0.5;
/** No judgement is trusted to more than this at a time. */
const step = 16;
/** A flow that is over soon is not worth a trial, and one that failed is not repeated for long, ms. */
const beforeTrialMs = 1_200;
const afterFailureMs = 30_000;
/** A smaller window must keep this part of the pace. */
const kept = 0.9;

interface Trial {
  /** What was before: the window in bytes, and the pace in bytes a ms. */
  readonly bytes: number;
  readonly pace: number;
  /** What was granted before still comes, and tells nothing. */
  toCome: number;
  taken: number;
  tookMs: number;
}

/**
 * How large a channel's window should be: enough for the line, and no more than that.
 *
 * The pace at which bytes come tells how much the line could carry: what was sent at once arrives as
 * fast as its narrowest part lets it (as packet pairs do), so the window need not double its way up.
 * Bytes that came late all together look like a fast line, too, and then the window is more than
 * the line holds: that waits in a queue before it, in front of everybody else. So once a flow has
 * lasted, a smaller window is tried, and kept if the flow keeps its pace.
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
  #trial: Trial | null = null;
  #trialAt = Number.NaN;
  /** A smaller window was as good: what bursts tell is not believed any more. */
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
      this.#trialAt = now + beforeTrialMs;
    }
    const pauseMs = now - this.#lastAt;
    if (pauseMs > Math.max(5, (roundTripMs ?? 0) * waitingPart)) this.#pausedMs += pauseMs;
    this.#lastAt = now;
    this.#taken += bytes;
    const enough = this.#average === 0 ? this.bytes : Math.max(worthJudging, this.bytes / 4);
    if (this.#taken < Math.min(this.bytes, enough)) return;
    if (roundTripMs !== null) this.#judge(now, roundTripMs);
    this.#from = now;
    this.#taken = 0;
    this.#pausedMs = 0;
  }

  #judge(now: number, roundTripMs: number): void {
    const tookMs = Math.max(1, now - this.#from);
    if (this.#trial !== null) {
      this.#continue(this.#trial, tookMs, now);
      return;
    }
    const burst = this.#taken / Math.max(1, tookMs - this.#pausedMs);
    const whole = this.#taken / tookMs;
    this.#average = this.#average === 0 ? whole : this.#average * 0.7 + whole * 0.3;
    this.#best = Math.max(this.#best, this.#average);
    if (roundTripMs < short) {
      this.#enlarge(enoughForShort);
      return;
    }
    // By the best pace: one that has dropped must be able to come back.
    const needed = Math.max(least, this.#best * (full * roundTripMs + slackMs));
    // A window that is used up within the round trip holds its flow back, whatever was proven.
    const isHeld = this.bytes / this.#average < 1.1 * roundTripMs;
    if (isHeld) this.#isProven = false;
    this.#enlarge(this.#isProven ? needed : Math.max(needed, growth * burst * roundTripMs));
    if (now < this.#trialAt) return;
    this.#trialAt = now + beforeTrialMs;
    if (needed < this.bytes * kept) this.#try(needed);
  }

  #enlarge(wanted: number): void {
    this.bytes = Math.max(this.bytes, Math.min(most, this.bytes * step, wanted));
  }

  #try(smaller: number): void {
    const { bytes } = this;
    this.#trial = { bytes, pace: this.#average, toCome: bytes, taken: 0, tookMs: 0 };
    this.bytes = smaller;
  }

  #continue(trial: Trial, tookMs: number, now: number): void {
    if (trial.toCome > 0) {
      trial.toCome -= this.#taken;
      return;
    }
    trial.taken += this.#taken;
    trial.tookMs += tookMs;
    if (trial.taken < 2 * this.bytes) return;
    const pace = trial.taken / trial.tookMs;
    this.#trial = null;
    this.#isProven = pace >= trial.pace * kept;
    if (!this.#isProven) this.bytes = trial.bytes;
    this.#trialAt = now + (this.#isProven ? beforeTrialMs : afterFailureMs);
  }
}
