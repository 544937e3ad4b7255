import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, type Gunzip } from 'node:zlib';

/** How far a gzip file could be read: to its end, or to the line where it breaks. */
export type Inflated =
  | { readonly whole: true }
  | {
      readonly whole: false;
      readonly why: 'truncated' | 'corrupt';
      /** The first line that is lost, from 1. */
      readonly line: number;
    };

/**
 * Inflates a gzip file, all of its members, into a file that DuckDB will read.
 * Ours rather than DuckDB's own reader, which takes the end of a cut file for the end of the log and
 * never returns from a damaged one; zlib checks each member's checksum (RFC 1952, 2.3.1) and says
 * which of the two it met. What precedes the damage is kept, up to its last whole line.
 *
 * @throws the system's error when a file cannot be read or written, or the signal's reason.
 */
export async function inflate(
  source: string,
  target: string,
  signal: AbortSignal,
): Promise<Inflated> {
  try {
    await pipeline(
      createReadStream(source, { highWaterMark: 1 << 18 }),
      createGunzip({ chunkSize: 1 << 20 }),
      createWriteStream(target, { highWaterMark: 1 << 22 }),
      { signal },
    );
    return { whole: true };
  } catch (error) {
    signal.throwIfAborted();
    const code = codeOf(error);
    if (!code.startsWith('Z_')) throw error;
    const line = await salvage(source, target, signal);
    return { whole: false, why: code === 'Z_BUF_ERROR' ? 'truncated' : 'corrupt', line };
  }
}

/** Writes what can be inflated before the damage; answers the first line that is lost. */
async function salvage(source: string, target: string, signal: AbortSignal): Promise<number> {
  const file = await open(target, 'w');
  try {
    const kept = new KeptLines();
    const gunzip = createGunzip({ chunkSize: 1 << 16, finishFlush: constants.Z_SYNC_FLUSH });
    // A write that meets the damage is never called back: only this tells of it.
    const damaged = new Promise<boolean>((resolve) => gunzip.once('error', () => resolve(false)));
    let blocks: Buffer[] = [];
    gunzip.on('data', (block: Buffer) => blocks.push(block));
    for await (const piece of createReadStream(source, { highWaterMark: 1 << 12 })) {
      signal.throwIfAborted();
      const good = await Promise.race([fed(gunzip, piece as Buffer), damaged]);
      for (const block of blocks) kept.add(block);
      await writeAll(file, blocks);
      blocks = [];
      if (!good) break;
    }
    gunzip.destroy();
    await file.truncate(kept.bytes);
    return kept.lines + 1;
  } finally {
    await file.close();
  }
}

function fed(gunzip: Gunzip, piece: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    gunzip.write(piece, (error) => resolve(!error));
  });
}

async function writeAll(file: FileHandle, blocks: readonly Buffer[]): Promise<void> {
  for (const block of blocks) await file.writeFile(block);
}

/** How many whole lines there were, and where the last of them ends. */
class KeptLines {
  bytes = 0;
  lines = 0;
  #seen = 0;

  add(block: Buffer): void {
    for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, at + 1)) {
      this.lines += 1;
      this.bytes = this.#seen + at + 1;
    }
    this.#seen += block.length;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
