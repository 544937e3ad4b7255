import { closeSync, openSync, readSync } from 'node:fs';

/** As much as the kernel hands out at once, and more; bytes. */
const readBytes = 16 << 10;

/**
 * A table that the kernel shows as a file, kept open and read again and again. Mostly it says what
 * it said the last time, and then nothing is made of it.
 */
export class KernelTable<Content> {
  readonly #path: string;
  readonly #parse: (rows: readonly string[]) => Content;
  #file: number | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  #content: Content;

  /** @param parse what the lines of the file come to; no lines where there is no such file. */
  constructor(path: string, parse: (rows: readonly string[]) => Content) {
    this.#path = path;
    this.#parse = parse;
    this.#content = parse([]);
  }

  /**
   * What the table holds now.
   *
   * @throws the system's error, as when this process has all its descriptors in use.
   */
  read(): Content {
    const bytes = this.#readAll();
    if (bytes.equals(this.#bytes)) return this.#content;
    this.#content = this.#parse(bytes.toString('latin1').split('\n'));
    this.#bytes = Buffer.from(bytes);
    return this.#content;
  }

  #readAll(): Buffer {
    try {
      this.#file ??= openSync(this.#path, 'r');
      return readFrom(this.#file);
    } catch (error) {
      this.#close();
      // A kernel without that protocol, or a sandbox without /proc.
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'ENOENT' || code === 'EACCES') return Buffer.alloc(0);
      throw error;
    }
  }

  #close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

/** Shared by all tables: what was read is used before the next read. */
let room = Buffer.allocUnsafeSlow(readBytes);

/** The kernel may give less than there is room for, and only says by nothing that it was the end. */
function readFrom(file: number): Buffer {
  let length = 0;
  for (;;) {
    if (length === room.length) room = Buffer.concat([room, Buffer.alloc(room.length)]);
    const read = readSync(file, room, length, room.length - length, length);
    if (read === 0) return room.subarray(0, length);
    length += read;
  }
}
