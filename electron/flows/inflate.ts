import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, type Gunzip, gunzipSync } from 'node:zlib';

/** What zlib holds against a gzip file (RFC 1952, 2.3.1): each member's checksum and length count. */
export type GzipDamage = 'truncated' | 'corrupt';

/** Larger results come in blocks instead. */
const mostAtOnce = 64 * 2 ** 20;

/**
 * All members of a gzip file that is in memory, inflated. For the many small files of a delivery a
 * stream each would take several times as long.
 *
 * @returns null when that is too much for the memory.
 * @throws zlib's error; see {@link damageOf}.
 */
export function inflateWhole(packed: Buffer): Buffer | null {
  // A file of one member ends with its inflated length: one piece of memory, of the right size.
  const length = packed.length < 18 ? 0 : packed.readUInt32LE(packed.length - 4);
  const chunkSize = Math.max(2 ** 16, Math.min(length + 1, 16 * packed.length, mostAtOnce));
  try {
    return gunzipSync(packed, { chunkSize, maxOutputLength: mostAtOnce });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}

/**
 * Inflates a gzip file, all of its members, block by block.
 * Ours rather than DuckDB's own reader, which takes the end of a cut file for the end of the log and
 * never returns from a damaged one.
 *
 * @throws zlib's error, see {@link damageOf}, the system's when the file cannot be read, or what `put`
 * throws.
 */
export async function inflate(source: string, put: (block: Buffer) => void): Promise<void> {
  let refusal: unknown = null;
  try {
    await pipeline(
      createReadStream(source, { highWaterMark: 1 << 18 }),
      createGunzip({ chunkSize: 1 << 18 }),
      async (blocks: AsyncIterable<Buffer>) => {
        for await (const block of blocks) {
          try {
            put(block);
          } catch (error) {
            refusal = error;
            throw error;
          }
        }
      },
    );
  } catch (error) {
    // The pipeline tells of the abort that follows, and not of what it was for.
    throw refusal ?? error;
  }
}

/** Of an error of inflating: which damage it tells of; null for an error of another kind. */
export function damageOf(error: unknown): GzipDamage | null {
  const code = codeOf(error);
  if (!code.startsWith('Z_')) return null;
  return code === 'Z_BUF_ERROR' ? 'truncated' : 'corrupt';
}

/** What can be inflated of a damaged file before the damage. @throws what `put` throws. */
export async function salvage(source: string, put: (block: Buffer) => void): Promise<void> {
  const gunzip = createGunzip({ chunkSize: 1 << 16, finishFlush: constants.Z_SYNC_FLUSH });
  // A write that meets the damage is never called back: only this tells of it.
  const damaged = new Promise<boolean>((resolve) => gunzip.once('error', () => resolve(false)));
  let refusal: unknown = null;
  gunzip.on('data', (block: Buffer) => {
    try {
      put(block);
    } catch (error) {
      refusal ??= error;
      gunzip.destroy(new Error('not taken'));
    }
  });
  for await (const piece of createReadStream(source, { highWaterMark: 1 << 12 })) {
    if (!(await Promise.race([fed(gunzip, piece as Buffer), damaged]))) break;
  }
  gunzip.destroy();
  if (refusal !== null) throw refusal;
}

function fed(gunzip: Gunzip, piece: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    gunzip.write(piece, (error) => resolve(!error));
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
