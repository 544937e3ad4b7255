import { electronRuntime } from './electron-runtime.mjs';
import { build } from './lib/build.mjs';
import { runModule } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { setup } from './setup.mjs';

/**
 * What electron-builder is to be told beyond electron-builder.yml. Installers need the Electron
 * that users run and tools that are downloaded; where that Electron cannot be had, only the
 * unpacked application is made, from the one that is here.
 *
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 * @param {readonly string[]} args what the person asked for.
 */
function builderArguments(runtime, args) {
  if (runtime.kind === 'package') return [...args];
  return [
    ...args,
    ...(args.includes('--dir') ? [] : ['--dir']),
    `-c.electronDist=${runtime.dist}`,
    ...(runtime.version === 'unknown' ? [] : [`-c.electronVersion=${runtime.version}`]),
  ];
}

await runMain(async () => {
  await setup();
  await build();
  const runtime = await electronRuntime();
  if (runtime.kind !== 'package') {
    say('making the unpacked application only, because installers need the Electron users run.');
  }
  const args = builderArguments(runtime, process.argv.slice(2));
  return runModule('electron-builder/cli.js', ['--config', 'electron-builder.yml', ...args]);
});
