import { readFileSync } from 'node:fs';
import { fetchFoxyProxy } from './lib/foxyproxy.mjs';
import { isMain } from './lib/project.mjs';
import { capture, run } from './lib/run.mjs';
import { runMain, step, Trouble } from './lib/say.mjs';

/**
 * What the tests talk to and what they look at, under Debian's names, each with the commands of it
 * that they start.
 *
 * @type {ReadonlyMap<string, readonly string[]>}
 */
const packages = new Map([
  // The other ends: a real server, real clients, real keys.
  ['openssh-server', ['sshd']],
  ['openssh-client', ['ssh', 'ssh-keygen', 'ssh-add', 'ssh-agent']],
  ['dropbear-bin', ['dropbear', 'dropbearkey']],
  ['putty-tools', ['puttygen', 'plink']],
  ['curl', ['curl']],
  ['git', ['git']],
  ['default-jre-headless', ['java']],
  ['proxychains4', ['proxychains4']],
  ['netcat-openbsd', ['nc']],
  ['tinyproxy-bin', ['tinyproxy']],
  ['openssl', ['openssl']],
  ['python3', ['python3']],
  // Real browsers, a display to put windows on, and a key store for secrets.
  ['chromium', ['chromium']],
  ['chromium-headless-shell', ['chromium-headless-shell']],
  ['firefox-esr', ['firefox-esr']],
  ['xvfb', ['Xvfb', 'xvfb-run']],
  ['xauth', ['xauth']],
  ['x11-utils', ['xwininfo']],
  ['dbus', ['dbus-daemon', 'dbus-run-session']],
  ['gnome-keyring', ['gnome-keyring-daemon']],
  // Networks to take away and give back, and a stand-in for the system's word on sleep.
  ['iproute2', ['ip', 'ss', 'tc']],
  ['python3-dbusmock', []],
  ['libglib2.0-bin', ['gdbus']],
  // Who is started by whom, and what a process asks the system for.
  ['procps', ['ps']],
  ['strace', ['strace']],
  // The service models that the tests' AWS endpoint is held to, and a second client for it.
  ['python3-botocore', []],
  ['awscli', ['aws']],
  // What Electron's binary is linked with.
  ['libnss3', []],
  ['libgtk-3-0', []],
  ['libasound2', []],
  ['libgbm1', []],
  ['libnotify4', []],
  ['libsecret-1-0', []],
  // Letters for the screenshots in every language of the window.
  ['fonts-dejavu-core', []],
  ['fonts-noto-cjk', []],
]);

/** The commands that come with those packages and that the tests start. */
export const packagedCommands = [...packages.values()].flat();

/** What the unit tests start, and no more: they run on any system that has these. */
const unitCommands = ['sh', 'mkfifo', 'ssh-keygen', 'openssl', 'python3'];

/**
 * Debian and Ubuntu renamed some libraries for 64-bit times: either name will do.
 *
 * @param {string} name
 */
function namesOf(name) {
  return name === 'libgtk-3-0' || name === 'libasound2' ? [name, `${name}t64`] : [name];
}

/** Whether this is Debian or a child of it. */
export function isDebian() {
  if (process.platform !== 'linux') return false;
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Which of the packages are not installed, by what `dpkg-query --list` printed: the
 * lines of installed ones begin with their wanted and present state, `ii`.
 *
 * @param {string} listing
 * @returns {string[]}
 */
export function missingPackages(listing) {
  const lines = listing.matchAll(/^.i\s+([^\s:]+)/gm);
  const installed = new Set([...lines].map(([, name]) => name));
  return [...packages.keys()].filter(
    (name) => !namesOf(name).some((candidate) => installed.has(candidate)),
  );
}

async function missingHere() {
  const names = [...packages.keys()].flatMap(namesOf);
  // Unknown names make dpkg-query complain and end with 1, yet it lists the others.
  const { stdout } = await capture('dpkg-query', ['--list', ...names]);
  return missingPackages(stdout);
}

/**
 * The name apt knows a package by on this release: the newest one wins.
 *
 * @param {string} name
 */
async function installableName(name) {
  const newest = namesOf(name).at(-1) ?? name;
  const { code } = await capture('apt-cache', ['show', newest]);
  return code === 0 ? newest : name;
}

/** @param {readonly string[]} missing */
async function install(missing) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env, output: 'stderr' });
  if (update !== 0) throw new Trouble(`apt-get update failed with exit code ${update}.`);
  const names = await Promise.all(missing.map(installableName));
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...names];
  const code = await run('apt-get', args, { env, output: 'stderr' });
  if (code !== 0) throw new Trouble(`apt-get install failed with exit code ${code}.`);
}

/**
 * Sees to it that the programs the tests talk to are there: installs them on Debian and Ubuntu as
 * root, and elsewhere says in one line what is missing.
 *
 * @throws {Trouble} when something is missing and cannot be installed from here.
 */
export async function systemPackages() {
  if (!isDebian()) {
    const commands = ['sshd', 'ssh-keygen', 'puttygen', 'curl', 'proxychains4', 'nc', 'chromium'];
    return requireCommands(commands);
  }
  const missing = await missingHere();
  if (missing.length > 0) await provide(missing);
  if (!(await fetchFoxyProxy())) {
    throw new Trouble(
      'The tests need FoxyProxy 7.5.1 as Debian has it, and it could not be fetched; try: apt-get update && apt-get download webext-foxyproxy',
    );
  }
}

/** @param {readonly string[]} missing */
async function provide(missing) {
  if (process.getuid?.() !== 0) {
    throw new Trouble(
      `The tests need more programs; run: sudo apt-get install -y ${missing.join(' ')}`,
    );
  }
  await step(`Installing system packages: ${missing.join(' ')}`, () => install(missing));
}

/**
 * On a system whose package manager we do not know: the programs themselves are asked for.
 *
 * @param {readonly string[]} commands
 */
async function requireCommands(commands) {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  const found = await Promise.all(commands.map((name) => capture(finder, [name])));
  const missing = commands.filter((_name, index) => found[index]?.code !== 0);
  if (missing.length > 0) {
    throw new Trouble(`The tests need programs that are not on the path: ${missing.join(', ')}.`);
  }
}

/** The stages of `npm test` that make network namespaces, mount file systems and start servers. */
const rootStages = new Set(['integration', 'alone', 'e2e']);

/**
 * Why some stages cannot run on a system, in one line; null where they can.
 *
 * @param {readonly string[]} stages
 * @param {{ platform: string, uid: number | undefined }} here
 */
export function stageObstacle(stages, { platform, uid }) {
  const refused = stages.filter((name) => rootStages.has(name));
  if (refused.length === 0 || (platform === 'linux' && uid === 0)) return null;
  return `The stages ${refused.join(', ')} need root on Debian or Ubuntu (network namespaces, mounts); here run: node scripts/test.mjs types lint unit`;
}

/**
 * Sees to it that stages of `npm test` can run here.
 *
 * @param {readonly string[]} stages
 * @throws {Trouble} before anything is run, when they cannot.
 */
export async function systemFor(stages) {
  const uid = process.getuid?.();
  const obstacle = stageObstacle(stages, { platform: process.platform, uid });
  if (obstacle !== null) throw new Trouble(obstacle);
  if (stages.some((name) => rootStages.has(name)) || (isDebian() && uid === 0)) {
    return systemPackages();
  }
  if (stages.includes('unit')) await requireCommands(unitCommands);
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    await systemPackages();
    return 0;
  });
}
