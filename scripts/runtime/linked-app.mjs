import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { root } from '../lib/project.mjs';

/*
 * An Electron without its default app starts only what lies in resources/app beside it. The shared
 * runtime can have one such folder only, so every checkout gets a runtime of its own made of hard
 * links (no space) with a link to that checkout. Symbolic links would not do for the executable:
 * it looks for its resources beside the file it really is.
 */

/** What a killed run has left is cleared away when it is older than this, in ms. */
const leftoverMs = 60 * 60 * 1000;

/** @param {string} path */
function ageMs(path) {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return facts === undefined ? 0 : Date.now() - facts.mtimeMs;
}

/** @param {string} folder */
function appLink(folder) {
  return join(folder, 'resources', 'app');
}

/** @param {string} path */
function linkTarget(path) {
  try {
    return readlinkSync(path);
  } catch {
    // Not there, or not a link: either way it leads nowhere.
    return null;
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
async function linkOrCopy(from, to) {
  try {
    await link(from, to);
  } catch {
    // Some file systems have no hard links, or not across this boundary.
    await copyFile(from, to);
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
async function linkTree(from, to) {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const target = join(to, entry.name);
    if (entry.isDirectory()) await linkTree(join(from, entry.name), target);
    else await linkOrCopy(join(from, entry.name), target);
  }
}

/**
 * Takes away what a run has left under a name of its own.
 *
 * @param {string} apps
 * @param {string} prefix
 */
async function clearAway(apps, prefix) {
  for (const name of await readdir(apps)) {
    if (name.startsWith(prefix)) await rm(join(apps, name), { recursive: true, force: true });
  }
}

/**
 * Takes away the runtimes of checkouts that are gone, and what killed runs have left.
 *
 * @param {string} apps
 */
async function clearOrphans(apps) {
  for (const name of await readdir(apps)) {
    const folder = join(apps, name);
    const checkout = linkTarget(appLink(folder));
    const gone = checkout !== null && !existsSync(checkout);
    // A name with a dot is a run's own, and a run takes seconds.
    const leftover = name.includes('.') && ageMs(folder) > leftoverMs;
    if (gone || leftover) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {string} base
 */
function isCurrent(folder, base) {
  if (linkTarget(appLink(folder)) !== root) return false;
  // Another run may move it away at any moment.
  const own = lstatSync(join(folder, 'electron'), { throwIfNoEntry: false });
  const shared = lstatSync(join(base, 'electron'));
  return own !== undefined && own.size === shared.size && own.mtimeMs >= shared.mtimeMs;
}

/**
 * Moves a finished runtime to where it belongs. Others may be doing the same at this moment, so
 * nothing is ever taken apart in place: an outdated one is first moved out of the way, whole.
 *
 * @param {string} work
 * @param {string} folder
 * @param {string} base
 */
async function putInPlace(work, folder, base) {
  for (let attempt = 1; !isCurrent(folder, base); attempt++) {
    try {
      if (existsSync(folder)) await rename(folder, `${work}.outdated-${attempt}`);
      await rename(work, folder);
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/**
 * A runtime that starts this checkout, made from an Electron without a default app.
 *
 * @param {string} base that Electron's folder.
 * @returns {Promise<string>} the folder to start from.
 */
export async function linkedApp(base) {
  const apps = join(dirname(base), `${basename(base)}.apps`);
  const key = createHash('sha256').update(`${root}\0${base}`).digest('hex').slice(0, 16);
  const folder = join(apps, key);
  if (isCurrent(folder, base)) return folder;
  await mkdir(apps, { recursive: true });
  await clearOrphans(apps);
  const work = await mkdtemp(join(apps, `${key}.new-`));
  try {
    await linkTree(base, work);
    await mkdir(dirname(appLink(work)), { recursive: true });
    await symlink(root, appLink(work));
    await putInPlace(work, folder, base);
  } finally {
    await clearAway(apps, basename(work));
  }
  return folder;
}
