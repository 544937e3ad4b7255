import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What Chromium and Firefox have in a profile while they run on it. Firefox's `.parentlock` stays
 * behind when it ends; on macOS there may be no other sign, and such a profile is kept.
 */
const locks = [
  'SingletonLock',
  'lock',
  'parent.lock',
  ...(process.platform === 'darwin' ? ['.parentlock'] : []),
];

/**
 * Removes the browser profiles of tunnels that are no more: logins and caches of clusters long gone.
 * One that a browser still runs on, or has crashed on, stays.
 *
 * @param tunnelIds of the tunnels there are.
 * @returns the names of the folders removed.
 */
export async function forgetProfiles(
  dataFolder: string,
  tunnelIds: ReadonlySet<string>,
): Promise<string[]> {
  const folder = join(dataFolder, 'browser');
  const removed: string[] = [];
  for (const name of await namesIn(folder)) {
    const id = /^(.+)-\d+$/.exec(name)?.[1];
    if (id === undefined || tunnelIds.has(id) || (await inUse(join(folder, name)))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}

async function inUse(folder: string): Promise<boolean> {
  for (const kind of await namesIn(folder)) {
    for (const lock of locks) {
      if (await isThere(join(folder, kind, lock))) return true;
    }
  }
  return false;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Locks may be links that lead nowhere: they are looked at themselves. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    // Not there, or below something that is no folder: no lock either way.
    return false;
  }
}
