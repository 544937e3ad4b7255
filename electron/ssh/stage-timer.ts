/**
 * A deadline for one stage of a connection that stands still while a person is asked: reading a
 * prompt must not cost the handshake its time.
 */
export class StageTimer {
  readonly #expired: (limitMs: number) => void;
  #limitMs: number;
  #remainingMs: number;
  #startedAt = 0;
  #handle: NodeJS.Timeout | null = null;
  #pauses = 0;
  #over = false;

  /**
   * Starts running at once.
   *
   * @param limitMs how long the stage may take, not counting pauses.
   * @param expired told how long that was in the end.
   */
  constructor(limitMs: number, expired: (limitMs: number) => void) {
    this.#limitMs = limitMs;
    this.#remainingMs = limitMs;
    this.#expired = expired;
    this.#run();
  }

  /** Stands still until as many `resume` calls have come. */
  pause(): void {
    this.#pauses += 1;
    if (this.#handle === null) return;
    clearTimeout(this.#handle);
    this.#handle = null;
    this.#remainingMs -= performance.now() - this.#startedAt;
  }

  resume(): void {
    if (this.#pauses > 0) this.#pauses -= 1;
    if (this.#pauses === 0 && this.#handle === null && !this.#over) this.#run();
  }

  /** Gives the stage as long from now on, if it has less. */
  allow(limitMs: number): void {
    this.pause();
    if (limitMs > this.#remainingMs) {
      this.#limitMs = limitMs;
      this.#remainingMs = limitMs;
    }
    this.resume();
  }

  /** Ends the stage; the timer will not fire any more. */
  clear(): void {
    this.#over = true;
    if (this.#handle !== null) clearTimeout(this.#handle);
    this.#handle = null;
  }

  #run(): void {
    this.#startedAt = performance.now();
    this.#handle = setTimeout(
      () => {
        this.#handle = null;
        this.#over = true;
        this.#expired(this.#limitMs);
      },
      Math.max(0, this.#remainingMs),
    );
  }
}
