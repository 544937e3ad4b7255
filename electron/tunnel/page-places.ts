/** Where pages may be whose address is not certain, and where each was found to answer. */
export class PagePlaces {
  #elsewhere: Readonly<Record<string, readonly string[]>> = {};
  readonly #found = new Map<string, string>();

  /** @param elsewhere other addresses of a page, likeliest first, by the one it is known by. */
  set(elsewhere: Readonly<Record<string, readonly string[]>>): void {
    this.#elsewhere = elsewhere;
    this.#found.clear();
  }

  /** Every address a page may have: first where it answered last, else the one it is known by. */
  of(page: string): readonly string[] {
    const found = this.#found.get(page);
    const all = [page, ...(this.#elsewhere[page] ?? [])];
    return found === undefined ? all : [found, ...all.filter((url) => url !== found)];
  }

  answersAt(page: string, url: string): void {
    this.#found.set(page, url);
  }
}
