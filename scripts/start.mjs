import { electronRuntime } from './electron-runtime.mjs';
import { build } from './lib/build.mjs';
import { hasDisplay } from './lib/display.mjs';
import { inProject } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { sandboxSentence } from './lib/sandbox.mjs';
import { runMain, say, Trouble } from './lib/say.mjs';
import { missingLibrariesSentence } from './lib/shared-libraries.mjs';
import { setup } from './setup.mjs';

/** @param {readonly string[]} args */
async function openWindow(args) {
  const runtime = await electronRuntime();
  const { executablePath } = runtime;
  const obstacle =
    (await missingLibrariesSentence(executablePath)) ?? sandboxSentence(executablePath);
  if (obstacle !== null) throw new Trouble(obstacle);
  // Set by editors that run on Electron themselves; it would start a Node and no window.
  const env = { ...runtime.env, ELECTRON_RUN_AS_NODE: undefined };
  return run(executablePath, [...runtime.args, ...args], { env });
}

/** @param {readonly string[]} args */
function runDemo(args) {
  say('there is no display here, so this is the demo on the command line instead of the window.');
  return run(process.execPath, [inProject('dist', 'cli.js'), 'demo', ...args]);
}

await runMain(async () => {
  await setup();
  await build();
  const args = process.argv.slice(2);
  return hasDisplay() ? openWindow(args) : runDemo(args);
});
