import { electronRuntime } from './electron-runtime.mjs';
import { build } from './lib/build.mjs';
import { hasDisplay } from './lib/display.mjs';
import { inProject, isMain } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { sandboxSentence } from './lib/sandbox.mjs';
import { runMain, Trouble } from './lib/say.mjs';
import { missingLibrariesSentence } from './lib/shared-libraries.mjs';
import { setup } from './setup.mjs';

/** A screen large enough for the window's largest size in the tests, and a message bus of its own. */
const headless = /** @type {const} */ ([
  'xvfb-run',
  '-a',
  '-s',
  '-screen 0 1400x1000x24',
  'dbus-run-session',
  '--',
]);

/**
 * Runs the end-to-end tests in a real Electron; where there is no display, on a virtual one. What
 * `electron:where` would print is in CULVERT_ELECTRON for them.
 *
 * @param {readonly string[]} args more for vitest.
 * @returns {Promise<number>} vitest's exit code.
 */
export async function endToEnd(args) {
  const { executablePath, args: appArgs, env } = await electronRuntime();
  const obstacle =
    (await missingLibrariesSentence(executablePath)) ?? sandboxSentence(executablePath);
  if (obstacle !== null) throw new Trouble(obstacle);
  const vitest = [
    process.execPath,
    inProject('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--project',
    'e2e',
    ...args,
  ];
  const [command = '', ...rest] = hasDisplay() ? vitest : [...headless, ...vitest];
  const where = JSON.stringify({ executablePath, args: appArgs, env });
  return run(command, rest, { env: { CULVERT_ELECTRON: where }, group: !hasDisplay() });
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    await setup();
    await build();
    return endToEnd(process.argv.slice(2));
  });
}
