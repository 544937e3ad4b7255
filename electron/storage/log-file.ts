import { mkdirSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogEntry } from '../../shared/model/log';

/** Files and bytes of the log on disk: what a person can still send by mail. */
const filesKept = 5;
const bytesPerFile = 1024 * 1024;
/** More than this is not held back while a disk is full. */
const bytesWaiting = 256 * 1024;
const retryMs = 30_000;

export interface LogFileOptions {
  /** Made if it is not there, for this user alone. */
  readonly folder: string;
  /** Told once when writing begins to fail, and once with null when it works again. */
  readonly onTrouble: (error: unknown | null) => void;
}

/**
 * The log on disk: `culvert.log` and four older files of up to 1 MiB, an entry as JSON on each line,
 * mode 0600. Entries hold codes and allow-listed data alone, so nothing secret can be in them
 * (SEC-04). Writing is asynchronous and in order, and a full disk costs entries, never a wait.
 */
export class LogFile {
  readonly #options: LogFileOptions;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #dropped = 0;
  #writing: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #failed = false;
  #file: FileHandle | null = null;
  #size = 0;

  constructor(options: LogFileOptions) {
    this.#options = options;
  }

  add(entry: LogEntry): void {
    const line = `${JSON.stringify(entry)}\n`;
    this.#waiting.push(line);
    this.#waitingBytes += Buffer.byteLength(line);
    while (this.#waitingBytes > bytesWaiting) {
      this.#waitingBytes -= Buffer.byteLength(this.#waiting.shift() ?? '');
      this.#dropped += 1;
    }
    if (this.#retry === null) void this.flush();
  }

  /** Resolves when everything added so far is written, or could not be. */
  flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  /** Writes what waits and lets the file go. */
  async close(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.flush();
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#file?.close();
    this.#file = null;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting.splice(0);
      const dropped = this.#dropped;
      this.#dropped = 0;
      this.#waitingBytes = 0;
      const gap = dropped > 0 ? [`${JSON.stringify({ dropped })}\n`] : [];
      try {
        for (const chunk of chunksOf([...gap, ...lines])) await this.#append(chunk);
        this.#tell(null);
      } catch (error) {
        // Those not written are lost; how many is the first thing told when it works again.
        this.#dropped += dropped + lines.length;
        this.#tell(error);
        this.#later();
        return;
      }
    }
  }

  #later(): void {
    this.#retry = setTimeout(() => {
      this.#retry = null;
      void this.flush();
    }, retryMs);
    this.#retry.unref();
  }

  async #append(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    let file = await this.#opened();
    if (this.#size > 0 && this.#size + bytes.length > bytesPerFile) {
      await this.#rotate();
      file = await this.#opened();
    }
    try {
      await file.appendFile(bytes);
      this.#size += bytes.length;
    } catch (error) {
      // A full disk takes half a line; the next one must begin where this one did.
      await file.truncate(this.#size);
      throw error;
    }
  }

  async #opened(): Promise<FileHandle> {
    if (this.#file !== null) return this.#file;
    mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
    const file = await open(this.#path(0), 'a', 0o600);
    await file.chmod(0o600);
    this.#size = (await file.stat()).size;
    this.#file = file;
    return file;
  }

  async #rotate(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
    this.#size = 0;
    await rm(this.#path(filesKept - 1), { force: true });
    for (let age = filesKept - 2; age >= 0; age -= 1) {
      await rename(this.#path(age), this.#path(age + 1)).catch(ifThere);
    }
  }

  #path(age: number): string {
    return join(this.#options.folder, age === 0 ? 'culvert.log' : `culvert.${age}.log`);
  }

  #tell(error: unknown | null): void {
    const failed = error !== null;
    if (failed === this.#failed) return;
    this.#failed = failed;
    this.#options.onTrouble(error);
  }
}

/** Lines together, as long as they fit a file. */
function* chunksOf(lines: readonly string[]): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    if (chunk.length + line.length > bytesPerFile / 16) {
      if (chunk !== '') yield chunk;
      chunk = '';
    }
    chunk += line;
  }
  if (chunk !== '') yield chunk;
}

/** An older file that is not there needs no new name. */
function ifThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
