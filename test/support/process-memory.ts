import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Where a part of a process's memory that can be read begins and ends. */
type Region = readonly [from: number, to: number];

function regions(pid: number): Region[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line): Region[] => {
      const [, from, to] = /^(\w+)-(\w+) r/.exec(line) ?? [];
      if (from === undefined || to === undefined) return [];
      return [[Number.parseInt(from, 16), Number.parseInt(to, 16)]];
    });
}

const step = 8 << 20;

/**
 * How many places in a process's memory hold one of these byte strings (Linux; needs the right to
 * trace it). The process runs on meanwhile: what moves may be missed, or seen twice.
 *
 * @returns bytes that were read, beside the places: silence about nothing proves nothing.
 */
export function placesInMemory(
  pid: number,
  needles: readonly Buffer[],
): { places: number; bytes: number } {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.alloc(step + Math.max(...needles.map(({ length }) => length)) - 1);
  let places = 0;
  let bytes = 0;
  try {
    for (const [from, to] of regions(pid)) {
      for (let at = from; at < to; at += step) {
        const got = readAt(memory, buffer.subarray(0, Math.min(buffer.length, to - at)), at);
        bytes += Math.min(got, step);
        for (const needle of needles) places += count(buffer.subarray(0, got), needle);
      }
    }
  } finally {
    closeSync(memory);
  }
  return { places, bytes };
}

/** Bytes read; none of what is reserved without memory behind it, or gone since it was listed. */
function readAt(memory: number, into: Buffer, at: number): number {
  try {
    return readSync(memory, into, 0, into.length, at);
  } catch (error) {
    if (['EIO', 'EFAULT'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

/** Those that begin within a step; the next one sees what begins in the overlap. */
function count(part: Buffer, needle: Buffer): number {
  let found = 0;
  for (let at = part.indexOf(needle); at >= 0 && at < step; at = part.indexOf(needle, at + 1)) {
    found += 1;
  }
  return found;
}
