import { closeSync, constants, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

const lineFeed = 10;
const carriageReturn = 13;
const blockBytes = 1 << 20;

/** A text of our own could not be written: not the fault of the file whose lines it takes. */
export class TextUnwritable extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`a text could not be written: ${code}`);
    this.code = code;
  }
}

/** Where lines of several files are put one after another, so that DuckDB opens one file for them. */
export class LineText {
  readonly path: string;
  readonly #descriptor: number;
  #bytes = 0;
  #last = lineFeed;

  /** What the file held before is written over: its blocks are there already. */
  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws TextUnwritable */
  append(block: Buffer): void {
    let done = 0;
    try {
      while (done < block.length) {
        done += writeSync(this.#descriptor, block, done, block.length - done, this.#bytes + done);
      }
    } catch (error) {
      throw new TextUnwritable(
        error instanceof Error && 'code' in error ? `${error.code}` : 'unknown',
      );
    }
    this.#bytes += done;
    this.#last = block.at(-1) ?? this.#last;
  }

  /** Ends the last line, where a file did not. */
  endLine(): void {
    if (this.#last !== lineFeed) this.append(Buffer.from('\n'));
  }

  /** Forgets what was appended after that byte, which begins a line. */
  cutAt(bytes: number): void {
    this.#bytes = bytes;
    this.#last = lineFeed;
  }

  close(): void {
    ftruncateSync(this.#descriptor, this.#bytes);
    closeSync(this.#descriptor);
  }
}

/**
 * Makes every line end in a line feed alone, block by block: DuckDB gives a whole file up when its
 * lines end in more than one way.
 */
export class LineEnds {
  #afterReturn = false;

  feed(block: Buffer): Buffer {
    if (!this.#afterReturn && block.indexOf(carriageReturn) < 0) return block;
    const ended = Buffer.allocUnsafe(block.length);
    let length = 0;
    for (const byte of block) {
      const isSecondHalf = byte === lineFeed && this.#afterReturn;
      this.#afterReturn = byte === carriageReturn;
      if (!isSecondHalf) ended[length++] = this.#afterReturn ? lineFeed : byte;
    }
    return ended.subarray(0, length);
  }
}

/** Of a part of a file: its lines that are ended, and where the last of them ends. */
export function linesOf(path: string, from: number, to: number) {
  const descriptor = openSync(path, 'r');
  try {
    const block = Buffer.allocUnsafe(Math.min(blockBytes, Math.max(1, to - from)));
    let lines = 0;
    let end = from;
    for (let at = from; at < to; ) {
      const read = readSync(descriptor, block, 0, Math.min(block.length, to - at), at);
      if (read === 0) break;
      const part = block.subarray(0, read);
      for (let found = part.indexOf(lineFeed); found >= 0; ) {
        lines += 1;
        end = at + found + 1;
        found = part.indexOf(lineFeed, found + 1);
      }
      at += read;
    }
    return { lines, end };
  } finally {
    closeSync(descriptor);
  }
}
