import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { refreshNewestBackup } from './backups';
import type { DocumentKind } from './document-kind';
import { syncFolder } from './durable-write';

const retryMs = 30_000;

/** Called when a write failed and when, later, one succeeded again (null). */
export type OnTrouble = (error: unknown | null) => void;

/**
 * A settings file and its value in memory. The memory leads: when the disk is full or read-only
 * the app goes on with what it has, and the file follows as soon as it can be written again.
 */
export class StoredDocument<Value extends Record<string, unknown>> {
  readonly #store: ElectronStore<Record<string, unknown>>;
  readonly #folder: string;
  readonly #kind: DocumentKind<Value>;
  readonly #onTrouble: OnTrouble;
  #value: Value;
  #retry: NodeJS.Timeout | null = null;

  /** The file must be absent or sound: see openDocument. */
  constructor(folder: string, kind: DocumentKind<Value>, value: Value, onTrouble: OnTrouble) {
    this.#folder = folder;
    this.#kind = kind;
    this.#value = value;
    this.#onTrouble = onTrouble;
    this.#store = new ElectronStore({
      cwd: folder,
      name: kind.name,
      configFileMode: 0o600,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      deserialize: parseMarked,
    });
  }

  get(): Value {
    return this.#value;
  }

  set(value: Value): void {
    this.#value = value;
    this.#write();
  }

  /** Writes what a failed write left behind, once more. Stops trying afterwards. */
  close(): void {
    if (this.#retry === null) return;
    this.#write();
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }

  #write(): void {
    const failedBefore = this.#retry !== null;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    try {
      this.#store.store = { ...this.#value };
      // The store renames a complete file into place, but leaves the folder to the system.
      syncFolder(this.#folder);
      if (this.#kind.backups > 0) {
        refreshNewestBackup(join(this.#folder, `${this.#kind.name}.json`));
      }
      if (failedBefore) this.#onTrouble(null);
    } catch (error) {
      this.#retry = setTimeout(() => this.#write(), retryMs);
      if (!failedBefore) this.#onTrouble(error);
    }
  }
}

/** Editors on Windows may put a byte-order mark in front of an otherwise sound file. */
function parseMarked(text: string): Record<string, unknown> {
  return JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
}
