import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { fitsWildcard, hasWildcard } from '../../../shared/model/wildcard';
import { isNetworkPath } from '../found-tunnel';
import type { ImportFiles } from '../import-files';

/** How many files one pattern may name. */
const mostNames = 256;

/**
 * The files an Include names, in the order ssh reads them. A path without a root begins at the folder
 * of the chosen file: for ~/.ssh/config that is where ssh looks, and a copy from another machine
 * brings its own folder along.
 */
export async function includePaths(
  words: readonly string[],
  files: ImportFiles,
): Promise<readonly (string | 'network')[]> {
  const paths: string[] = [];
  for (const word of words) {
    if (isNetworkPath(word)) paths.push('network');
    else paths.push(...(await expand(absolute(word, files), files)));
  }
  return paths;
}

function absolute(word: string, { home, folder }: ImportFiles): string {
  if (/^~[\\/]/.test(word)) return join(home, word.slice(2));
  return isAbsolute(word) ? resolve(word) : resolve(folder, word);
}

/** Follows a pattern folder by folder, as glob(7) does: names that begin with a dot are not meant. */
async function expand(pattern: string, files: ImportFiles): Promise<readonly string[]> {
  if (!hasWildcard(pattern)) return [pattern];
  const parts = pattern.split(/[\\/]/);
  let found = [parts[0] === '' ? sep : `${parts[0]}${sep}`];
  for (const part of parts.slice(1)) {
    if (!hasWildcard(part)) {
      found = found.map((folder) => join(folder, part));
      continue;
    }
    const next: string[] = [];
    for (const folder of found) {
      const names = await files.list(folder);
      const fitting = names.filter((name) => !name.startsWith('.') && fitsWildcard(name, part));
      next.push(...fitting.map((name) => join(folder, name)));
    }
    found = next.slice(0, mostNames);
  }
  return found;
}

/**
 * Whether a file may be read because the chosen one names it. ssh reads whatever the person's own
 * configuration includes, every day; a file that came from elsewhere must not have other files of
 * this machine read and shown, so it reaches its own folder only.
 */
export async function mayInclude(path: string, root: string, files: ImportFiles): Promise<boolean> {
  const own = await Promise.all(
    [join(files.home, '.ssh', 'config'), '/etc/ssh/ssh_config'].map((each) => files.real(each)),
  );
  if (own.includes(root)) return true;
  const real = await files.real(path);
  // What is not there cannot be read; its line says that it is missing.
  return real === null || real.startsWith(dirname(root) + sep);
}
