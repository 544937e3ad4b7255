import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a folder of ours is called: whose it is, and something of its own. */
const ours = /^culvert-flows-(\d+)-\w+$/;
/** One that was written to just now may be of a process that cannot be seen from here, ms. */
const restMs = 600_000;

/**
 * Makes a folder for what one question writes. What processes left behind that were ended in the
 * middle, by the system or with the app, goes first: unpacked logs and groups, gigabytes of them.
 */
export async function workFolder(parent: string): Promise<string> {
  // A folder can be written to that cannot be listed.
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const owner = Number(ours.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    const path = join(parent, name);
    // Another user's, or gone meanwhile: that is no reason not to answer.
    await removeOld(path).catch(() => undefined);
  }
  return mkdtemp(join(parent, `culvert-flows-${process.pid}-`));
}

async function removeOld(path: string): Promise<void> {
  const { mtimeMs } = await stat(path);
  if (Date.now() - mtimeMs > restMs) await rm(path, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Alive, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
