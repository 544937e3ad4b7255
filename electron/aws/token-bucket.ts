/** What AWS documents of a throttle: so many calls at once, then so many a second. */
export interface Quota {
  readonly burst: number;
  readonly perSecond: number;
}

/** Milliseconds that only go forward; a test gives its own. */
export type Clock = () => number;

/**
 * AWS's own way of throttling, on our side of the wire: calls that would be refused wait here
 * instead. Turns are given in the order in which they were asked for.
 */
export class TokenBucket {
  readonly #quota: Quota;
  readonly #clock: Clock;
  #tokens: number;
  #at: number;

  constructor(quota: Quota, clock: Clock = () => performance.now()) {
    this.#quota = quota;
    this.#clock = clock;
    this.#tokens = quota.burst;
    this.#at = clock();
  }

  /** Takes one token, on credit if need be, and says how long to wait for it in milliseconds. */
  take(): number {
    const wait = this.wait();
    this.#tokens -= 1;
    return wait;
  }

  /** How long whoever took a token now would have to wait for it, ms. */
  wait(): number {
    this.#refill();
    const left = this.#tokens - 1;
    return left >= 0 ? 0 : Math.ceil((-left / this.#quota.perSecond) * 1000);
  }

  /** Gives a token back that was taken and not used, since whoever waited has gone. */
  giveBack(): void {
    this.#refill();
    this.#tokens = Math.min(this.#quota.burst, this.#tokens + 1);
  }

  /** AWS has refused: others in the account have used up what we thought was left. */
  drain(): void {
    this.#refill();
    this.#tokens = Math.min(this.#tokens, 0);
  }

  #refill(): void {
    const now = this.#clock();
    const more = ((now - this.#at) / 1000) * this.#quota.perSecond;
    this.#tokens = Math.min(this.#quota.burst, this.#tokens + more);
    this.#at = now;
  }
}
