/**
 * Which token stands for which file of this run. The window names files by token only, so that it
 * can neither learn a path nor have one opened that no person chose.
 */
export class FileTokens {
  readonly #paths = new Map<string, string>();
  readonly #tokens = new Map<string, string>();

  /** 128 random bits in hexadecimal; the same path keeps its token until the app quits. */
  tokenFor(path: string): string {
    const known = this.#tokens.get(path);
    if (known !== undefined) return known;
    // Taken when it is needed: imported, it holds up every start by as long as all of zod does.
    const { randomBytes } = process.getBuiltinModule('node:crypto');
    const token = randomBytes(16).toString('hex');
    this.#tokens.set(path, token);
    this.#paths.set(token, path);
    return token;
  }

  /** Null for a token of another run, or one nobody was given. */
  pathOf(token: string): string | null {
    return this.#paths.get(token) ?? null;
  }
}
