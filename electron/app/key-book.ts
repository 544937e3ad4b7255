import { basename } from 'node:path';
import { failureFrom } from '../../shared/model/failure';
import type { KeyChoice } from '../../shared/model/profile-view';
import type { FileTokens } from './file-tokens';
import type { Engine } from './ports';

/** What the engine last read of each key file. */
export class KeyBook {
  readonly #engine: Engine;
  readonly #tokens: FileTokens;
  readonly #read = new Map<string, NonNullable<KeyChoice['key']>>();

  constructor(engine: Engine, tokens: FileTokens) {
    this.#engine = engine;
    this.#tokens = tokens;
  }

  /** What the window may know of a key file: its name, what was read of it and a token, never its path. */
  choiceOf(path: string): KeyChoice {
    const key = this.#read.get(path) ?? null;
    return { token: this.#tokens.tokenFor(path), name: basename(path), key };
  }

  /** Has the engine look at key files, each once; a file may have changed since it last did. */
  async inspect(paths: readonly string[]): Promise<void> {
    await Promise.all([...new Set(paths)].map((path) => this.#inspectOne(path)));
  }

  async #inspectOne(path: string): Promise<void> {
    try {
      this.#read.set(path, await this.#engine.call('inspectKey', { path }));
    } catch (error) {
      // The list must show even while the engine cannot answer.
      this.#read.set(path, { readable: false, failure: failureFrom(error) });
    }
  }
}
