import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/**
 * A path inside the checkout.
 *
 * @param {string[]} parts
 */
export function inProject(...parts) {
  return join(root, ...parts);
}

/**
 * Whether a module is the script that Node was started with, and not imported by another.
 *
 * @param {string} moduleUrl its `import.meta.url`.
 */
export function isMain(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}

/** Where things live that several checkouts share and that can be made again at any time. */
export function cacheFolder() {
  const base = process.env['XDG_CACHE_HOME'];
  if (base !== undefined && base !== '') return join(base, 'culvert');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'culvert');
  const local = process.env['LOCALAPPDATA'];
  if (process.platform === 'win32' && local !== undefined) return join(local, 'culvert', 'Cache');
  return join(homedir(), '.cache', 'culvert');
}
