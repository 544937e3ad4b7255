import type { Failure } from '../../shared/model/failure';

/** The same failed request, asked for again and again by a page, is told once in this time. */
const repeatAfterMs = 10_000;

/** Which failures have been told of in the last seconds. */
export class RepeatedNews {
  readonly #told = new Map<string, number>();

  /** Whether a failure has not been told of lately; it then has. Forgets old ones. */
  isNews(failure: Failure): boolean {
    const now = performance.now();
    for (const [key, at] of this.#told) if (now - at > repeatAfterMs) this.#told.delete(key);
    const key = JSON.stringify(failure);
    if (this.#told.has(key)) return false;
    this.#told.set(key, now);
    return true;
  }
}
