/** The ways to log in that ssh2 speaks and we use (RFC 4252, RFC 4256). */
export type LoginMethod = 'publickey' | 'password' | 'keyboard-interactive';

/** One offer to the server. */
export interface LoginAttempt {
  readonly method: LoginMethod;
  /** For people: `publickey SHA256:…`, `agent`, `password`. */
  readonly label: string;
}

/**
 * Decides what is offered next. Starts with `none`, whose refusal tells what the server takes
 * (RFC 4252, 5.2), passes over what it does not take, and after a partial success adds what the
 * server then asks for: a second factor is asked of the person although no profile names it.
 */
export class LoginPlan<Attempt extends LoginAttempt> {
  readonly #waiting: Attempt[];
  readonly #furtherSteps: (method: LoginMethod) => readonly Attempt[];
  readonly #tried: string[] = [];
  #succeeded: string[] = [];
  #accepted: readonly string[] = [];
  #current: Attempt | null = null;

  /**
   * @param attempts in the order to offer them.
   * @param furtherSteps what to offer for a method that only a partial success made necessary.
   */
  constructor(
    attempts: readonly Attempt[],
    furtherSteps: (method: LoginMethod) => readonly Attempt[],
  ) {
    this.#waiting = [...attempts];
    this.#furtherSteps = furtherSteps;
  }

  /** Labels of what was offered, in order. */
  get tried(): readonly string[] {
    return this.#tried;
  }

  /** What the server last said it takes. */
  get accepted(): readonly string[] {
    return this.#accepted;
  }

  /** What let us in, once the server has said so. */
  get authenticatedBy(): string {
    const steps = this.#current === null ? [] : [this.#current.label];
    return [...this.#succeeded, ...steps].join(' + ') || 'none';
  }

  /**
   * @param left the methods the server still takes; null before it was asked.
   * @param partial whether the last attempt succeeded without being enough.
   * @returns the next attempt, `none` as the first of all, or null when nothing is left.
   */
  next(left: readonly string[] | null, partial: boolean): Attempt | 'none' | null {
    if (left === null) return 'none';
    this.#accepted = left;
    if (partial && this.#current !== null) this.#moveOn(left);
    this.#current = null;
    const index = this.#waiting.findIndex((attempt) => left.includes(attempt.method));
    const attempt = this.#waiting[index];
    if (attempt === undefined) return null;
    this.#waiting.splice(index, 1);
    this.#tried.push(attempt.label);
    this.#current = attempt;
    return attempt;
  }

  #moveOn(left: readonly string[]): void {
    if (this.#current !== null) this.#succeeded = [...this.#succeeded, this.#current.label];
    for (const method of ['keyboard-interactive', 'password'] as const) {
      const planned = this.#waiting.some((attempt) => attempt.method === method);
      if (left.includes(method) && !planned) this.#waiting.push(...this.#furtherSteps(method));
    }
  }
}
