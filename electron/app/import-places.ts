import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ImportPlace } from '../../shared/contract/import-calls';
import { FailureError } from '../../shared/model/failure';
import type { ImportPreview } from '../../shared/model/import-preview';
import { readImport, readRegistry } from '../imports/read-import';
import type { ExistingTunnel } from '../imports/settle';

const run = promisify(execFile);

/** Where PuTTY keeps its sessions on Windows (PuTTY, windows/storage.c). */
const puttyKey = 'HKCU\\Software\\SimonTatham\\PuTTY\\Sessions';

export interface PlacesOptions {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Windows' own program that prints the registry. */
  readonly registryProgram: string;
}

/** The places of this computer. */
export function placesHere(env: NodeJS.ProcessEnv = process.env): PlacesOptions {
  return {
    home: homedir(),
    platform: process.platform,
    // By its whole path: a program of that name in the current folder must not be started instead.
    registryProgram: join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe'),
  };
}

/** The places other programs keep settings in, on one computer. */
export class ImportPlaces {
  readonly #options: PlacesOptions;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  /** Those where there is something to read now. */
  async found(): Promise<ImportPlace[]> {
    const places: ImportPlace[] = [];
    if (existsSync(this.#sshConfig())) places.push('ssh-config');
    if (await this.#hasPutty()) places.push('putty');
    return places;
  }

  /** @throws FailureError as readImport does, and `import-program-missing`. */
  async read(
    place: ImportPlace,
    existing: readonly ExistingTunnel[],
    language: string,
  ): Promise<ImportPreview> {
    if (place === 'putty' && this.#options.platform === 'win32') {
      return readRegistry(await this.#registry(), existing, language);
    }
    const path = place === 'putty' ? this.#sessionFolder() : this.#sshConfig();
    return readImport({ path, from: place, existing, language });
  }

  /** What is shown as the name of what was read. */
  nameOf(place: ImportPlace): string {
    return place === 'putty' ? 'PuTTY' : '~/.ssh/config';
  }

  #sshConfig(): string {
    return join(this.#options.home, '.ssh', 'config');
  }

  #sessionFolder(): string {
    return join(this.#options.home, '.putty', 'sessions');
  }

  async #hasPutty(): Promise<boolean> {
    if (this.#options.platform !== 'win32') {
      const folder = this.#sessionFolder();
      return existsSync(folder) && readdirSync(folder).length > 0;
    }
    return this.#registry().then(
      (text) => text.includes('\\Sessions\\'),
      () => false,
    );
  }

  async #registry(): Promise<string> {
    try {
      const { stdout } = await run(this.#options.registryProgram, ['query', puttyKey, '/s'], {
        maxBuffer: 16 * 1_024 * 1_024,
        timeout: 10_000,
        windowsHide: true,
      });
      return stdout;
    } catch (error) {
      throw new FailureError({ code: 'import-program-missing', name: 'PuTTY' }, { cause: error });
    }
  }
}
