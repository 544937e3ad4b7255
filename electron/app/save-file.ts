import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { FailureError } from '../../shared/model/failure';

/**
 * Writes a file where a person wants it, as a whole or not at all.
 *
 * @param mode for a file that is new, before the system's own mask.
 * @throws FailureError `file-unwritable`; what was there before is then untouched.
 */
export async function saveFile(path: string, text: string, mode = 0o666): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, text, { mode });
    await rename(part, path);
  } catch (cause) {
    // Where not even that can be done, the first error says more.
    await rm(part, { force: true }).catch(() => undefined);
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new FailureError({ code: 'file-unwritable', name: basename(path), why }, { cause });
  }
}
