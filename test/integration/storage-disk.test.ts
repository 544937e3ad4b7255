import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temp-folder';
import { builtStorageProgram, withoutElectron } from '../unit/storage/built-program';
import type { TroubleReport, UpgradeReport } from '../unit/storage/storage-program';

const run = promisify(execFile);
const folder = temporaryFolder('culvert-disk-');
let program: Awaited<ReturnType<typeof builtStorageProgram>>;
beforeAll(async () => {
  program = await builtStorageProgram();
});
afterAll(() => {
  program.remove();
  folder.remove();
});

/** Runs the program on a disk of 64 KiB that nobody else sees. */
async function onSmallDisk<Report>(mode: string): Promise<Report> {
  const mount = 'mount -t tmpfs -o size=64k,mode=700 tmpfs "$1" && shift && exec "$@"';
  const words = [process.execPath, program.path, folder.path, mode];
  const { stdout } = await run('unshare', ['-m', 'sh', '-c', mount, 'sh', folder.path, ...words], {
    env: withoutElectron,
  });
  return JSON.parse(stdout);
}

it.each([
  ['full', 'ENOSPC'],
  ['read-only', 'EROFS'],
])(
  'FLT-11: on a disk that is %s the last good file stays, and the app goes on from memory',
  async (mode, code) => {
    const { before, during, memory, told, after } = await onSmallDisk<TroubleReport>(mode);
    expect(before).toBe(1);
    expect(during).toEqual(Array.from({ length: 100 }, () => 1));
    expect(memory).toBe(101);
    // Told once that it began and once that it is over.
    expect(told).toEqual([code, null]);
    expect(after).toBe(101);
  },
);

it('FLT-11: a file of an earlier version is there all the time where there is no room to write it anew', async () => {
  const { starts, kept } = await onSmallDisk<UpgradeReport>('upgrade');
  expect(starts).toEqual([['earlier'], ['earlier']]);
  expect(kept).toEqual([true, true]);
});
