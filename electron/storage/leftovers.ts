import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a write of ours, or of the store's, calls its file until it is whole. */
const unfinished = /^(profiles|preferences|window|secrets)(\.bak\d)?\.json\.(\d+\.tmp|tmp-\w+)$/;

/**
 * Removes what writes left behind that were cut off by a crash or a loss of power: half a file of no
 * use, which may hold a secret (sealed) that was forgotten since. Only for the one instance that
 * writes this folder, before it writes.
 *
 * @returns how many there were.
 * @throws the system's error when one cannot be removed.
 */
export function removeLeftovers(folder: string): number {
  const names = readdirSync(folder).filter((name) => unfinished.test(name));
  for (const name of names) rmSync(join(folder, name), { force: true });
  return names.length;
}
