import { readFile } from 'node:fs/promises';
import { inProject } from './project.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Locked
 * @typedef {Readonly<Record<string, Locked>>} LockedPackages
 */

/**
 * @param {string} file
 * @returns {Promise<LockedPackages | null>} null when there is no such file.
 */
async function lockedPackages(file) {
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return JSON.parse(text).packages ?? {};
}

/**
 * Whether two lists of packages agree: everything installed is locked at that very version and
 * content, and everything locked is installed, save what only other systems need.
 *
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 */
export function locksAgree(locked, installed) {
  for (const [path, entry] of Object.entries(installed)) {
    const wanted = locked[path];
    if (path === '') continue;
    if (wanted?.version !== entry.version || wanted?.integrity !== entry.integrity) return false;
  }
  return Object.entries(locked).every(
    ([path, entry]) => path === '' || path in installed || entry.optional || entry.devOptional,
  );
}

/**
 * Whether node_modules holds exactly what package-lock.json asks for, by the list npm leaves there
 * of what it installed. That list is also right after somebody ran `npm ci` by hand.
 */
export async function modulesMatchLock() {
  const [locked, installed] = await Promise.all([
    lockedPackages(inProject('package-lock.json')),
    lockedPackages(inProject('node_modules', '.package-lock.json')),
  ]);
  return locked !== null && installed !== null && locksAgree(locked, installed);
}
