import type { Reach } from '../../shared/model/reach';
import { unknownReach } from '../../shared/model/reach-of-pages';

/** How far the requests of each tunnel get, as the engine last said. */
export class ReachBook {
  readonly #known = new Map<string, Reach>();

  all(): Reach[] {
    return [...this.#known.values()];
  }

  find(profileId: string): Reach | null {
    return this.#known.get(profileId) ?? null;
  }

  put(reach: Reach): void {
    this.#known.set(reach.profileId, reach);
  }

  /** Whatever was known is no longer true; answers what is to be said of each tunnel now. */
  forgetAll(): Reach[] {
    for (const { profileId, pages } of this.all()) {
      const urls = pages.map(({ url }) => url);
      this.#known.set(profileId, unknownReach(profileId, urls));
    }
    return this.all();
  }
}
