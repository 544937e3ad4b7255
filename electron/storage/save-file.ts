import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { FailureError } from '../../shared/model/failure';

/**
 * Writes a file where a person wants it, as a whole or not at all. What the path leads to is
 * replaced and keeps who may read it; a pipe or a device, such as /dev/stdout, is written to.
 *
 * @param mode for a file that is new, before the system's own mask.
 * @throws FailureError `file-unwritable`; a file that was there before is then untouched. Its `why` is
 * `EBUSY` for one that another program has open, however the system puts it.
 */
export async function saveFile(
  path: string,
  content: string | Uint8Array,
  mode = 0o666,
): Promise<void> {
  const there = await stat(path).catch(() => null);
  try {
    if (there === null || there.isDirectory()) await replace(path, content, mode, null);
    else if (there.isFile()) await replace(await realpath(path), content, mode, there.mode);
    else await writeFile(path, content);
  } catch (cause) {
    const why = whyNot(cause, there?.mode ?? null, process.platform);
    throw new FailureError({ code: 'file-unwritable', name: basename(path), why }, { cause });
  }
}

/**
 * The system's code, or `EBUSY` where it means that. Windows refuses to put anything in the place of
 * a file that a program such as Excel has open, in the words for a file that may not be written.
 *
 * @param mode of the file that is there; null where there is none.
 */
export function whyNot(error: unknown, mode: number | null, platform: NodeJS.Platform): string {
  const { code = 'unknown', syscall } = error as NodeJS.ErrnoException;
  const writable = mode !== null && (mode & 0o200) !== 0;
  const isHeld = platform === 'win32' && syscall === 'rename' && writable;
  return isHeld && (code === 'EPERM' || code === 'EACCES') ? 'EBUSY' : code;
}

/** @param kept the mode of the file that is there. */
async function replace(
  path: string,
  content: string | Uint8Array,
  mode: number,
  kept: number | null,
): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    const file = await open(part, 'w', mode);
    try {
      await file.writeFile(content);
      if (kept !== null) await file.chmod(withRuns(kept, mode));
      // Some disks tell only now that they are full.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    // Where not even that can be done, the first error says more.
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** What was kept, and for a program that whoever may read it may also run it. */
function withRuns(kept: number, mode: number): number {
  return (kept & 0o777) | ((mode & 0o111) === 0 ? 0 : (kept & 0o444) >> 2);
}
