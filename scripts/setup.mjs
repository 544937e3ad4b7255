import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { modulesMatchLock } from './lib/lockfile.mjs';
import { inProject, isMain } from './lib/project.mjs';
import { capture, runModule, runNpm } from './lib/run.mjs';
import { runMain, step, Trouble } from './lib/say.mjs';

const oldestNode = /** @type {const} */ ([20, 19]);
const stampFile = inProject('node_modules', '.culvert-setup.json');

/**
 * Refuses a Node that Vite and the tests cannot run on, in words rather than by a syntax error
 * deep inside a package.
 *
 * @param {string} version such as `20.19.0`.
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = oldestNode;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Trouble(
    `Node ${needMajor}.${needMinor} or newer is needed and this is Node ${version}: install a current one from your package manager or nodejs.org.`,
  );
}

/** What the installed modules depend on besides the lock file: they are made again when it differs. */
function runtimeStamp() {
  const major = process.versions.node.split('.')[0];
  return `${process.platform}-${process.arch}-node${major}`;
}

/** A digest of all patches, or null when there are none. */
function patchesStamp() {
  const folder = inProject('patches');
  if (!existsSync(folder)) return null;
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.patch')) continue;
    hash.update(`${name}\0`).update(readFileSync(inProject('patches', name)));
  }
  return hash.digest('hex');
}

/** @returns {{ runtime?: string, patches?: string | null }} */
function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
}

async function installModules() {
  const code = await runNpm(['ci', '--loglevel=error'], { output: 'stderr' });
  if (code !== 0) throw new Trouble(`npm ci failed with exit code ${code}.`, code);
}

/** Puts patches/ onto the installed packages; those that are on already are left as they are. */
async function applyPatches() {
  const tool = inProject('node_modules', 'patch-package', 'index.js');
  const first = await capture(process.execPath, [tool, '--error-on-fail']);
  if (first.code === 0) return;
  // A package that carries an older form of a patch cannot be patched again: start from a fresh one.
  await step('Installing modules afresh because a patch has changed', installModules);
  const code = await runModule('patch-package/index.js', ['--error-on-fail'], { output: 'stderr' });
  if (code !== 0) throw new Trouble(`A patch under patches/ does not apply (exit code ${code}).`);
}

/**
 * Brings node_modules to what package-lock.json and patches/ say. Does nothing, and says nothing,
 * when it is there already.
 */
export async function setup() {
  requireNode(process.versions.node);
  const stamp = readStamp();
  const runtime = runtimeStamp();
  const foreign = stamp.runtime !== undefined && stamp.runtime !== runtime;
  const install = foreign || !(await modulesMatchLock());
  if (install) await step('Installing locked modules (npm ci)', installModules);
  const patches = patchesStamp();
  const patch = patches !== null && (install || stamp.patches !== patches);
  if (patch) await step('Applying patches', applyPatches);
  if (install || patch || stamp.runtime !== runtime || stamp.patches !== patches) {
    writeFileSync(stampFile, `${JSON.stringify({ runtime, patches })}\n`);
  }
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    await setup();
    return 0;
  });
}
