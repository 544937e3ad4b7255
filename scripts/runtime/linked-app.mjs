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
 * Takes a folder away, of which others must never see a part: it first gets a name of a run's own.
 *
 * @param {string} folder
 */
async function takeAway(folder) {
  const aside = `${folder}.outdated-${process.pid}-${Date.now()}`;
  try {
    await rename(folder, aside);
  } catch (error) {
    if (existsSync(folder)) throw error;
    return; // Another run has taken it away.
  }
  await rm(aside, { recursive: true, force: true });
}

/**
 * Takes away the runtimes of checkouts that are gone, this checkout's older ones, and what killed
 * runs have left.
 *
 * @param {string} current
 */
async function clearOthers(current) {
  const apps = dirname(current);
  for (const name of await readdir(apps)) {
    const folder = join(apps, name);
    const checkout = linkTarget(appLink(folder));
    if (name.includes('.')) {
      // A name with a dot is a run's own, and a run takes seconds.
      if (ageMs(folder) > leftoverMs) await rm(folder, { recursive: true, force: true });
    } else if (folder !== current && checkout !== null) {
      if (checkout === root || !existsSync(checkout)) await takeAway(folder);
    }
  }
}

/**
 * Where this checkout's runtime belongs. The executable it shares is part of the name: a runtime
 * that stands there is never an outdated one, so that nobody has to replace it while others start
 * from it.
 *
 * @param {string} base
 */
function folderFor(base) {
  const shared = lstatSync(join(base, 'electron'));
  const version = [root, base, shared.ino, shared.size, shared.mtimeMs].join('\0');
  const key = createHash('sha256').update(version).digest('hex').slice(0, 16);
  return join(dirname(base), `${basename(base)}.apps`, key);
}

/** @param {string} folder */
function isMade(folder) {
  return linkTarget(appLink(folder)) === root;
}

/**
 * Moves a finished runtime to where it belongs, unless another run was sooner.
 *
 * @param {string} work
 * @param {string} folder
 */
async function putInPlace(work, folder) {
  try {
    await rename(work, folder);
  } catch (error) {
    // The system names it differently when there is a folder already: ENOTEMPTY, EEXIST or EPERM.
    if (!isMade(folder)) throw error;
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * A runtime that starts this checkout, made from an Electron without a default app. It is made once,
 * however many ask at the same time, also from other processes.
 *
 * @param {string} base that Electron's folder.
 * @returns {Promise<string>} the folder to start from.
 */
export async function linkedApp(base) {
  const folder = folderFor(base);
  if (isMade(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  await clearOthers(folder);
  const work = await mkdtemp(`${folder}.new-`);
  try {
    await linkTree(base, work);
    await mkdir(dirname(appLink(work)), { recursive: true });
    await symlink(root, appLink(work));
    await putInPlace(work, folder);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
  return folder;
}
