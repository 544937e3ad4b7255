import { parseArgs } from 'node:util';
import { electronRuntime } from './electron-runtime.mjs';
import { build } from './lib/build.mjs';
import { hasDisplay } from './lib/display.mjs';
import { inProject } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { runMain, say, Trouble } from './lib/say.mjs';
import { typescriptModule } from './lib/typescript-module.mjs';
import { setup } from './setup.mjs';
import { systemPackages } from './system-packages.mjs';

const usage = 'npm run bench -- [--only ROW]… [--rounds 5] [--out FILE] [--list]';

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        rounds: { type: 'string' },
        out: { type: 'string' },
        list: { type: 'boolean' },
      },
    });
    const rounds = Number(values.rounds ?? 5);
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number');
    return { ...values, rounds };
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
}

/** @typedef {typeof import('../test/bench/bench')} BenchModule */

/** Two rows show the app's window. */
const headless = /** @type {const} */ ([
  'xvfb-run',
  '-a',
  '-s',
  '-screen 0 1400x1000x24',
  'dbus-run-session',
  '--',
]);

await runMain(async () => {
  const options = readOptions();
  await setup();
  if (options.list !== true) {
    await systemPackages();
    await build();
    if (!hasDisplay()) {
      const [command, ...args] = [...headless, process.execPath, ...process.argv.slice(1)];
      return run(command, args, { group: true });
    }
  }
  const file = inProject('test', 'bench', 'bench.ts');
  const { rowNames, runBench } = /** @type {BenchModule} */ (await typescriptModule(file));
  if (options.list === true) {
    console.log(rowNames.join('\n'));
    return 0;
  }
  const only = options.only ?? [];
  const unknown = only.find((name) => !rowNames.includes(name));
  if (unknown !== undefined) {
    throw new Trouble(`no row is called ${unknown}; there are: ${rowNames.join(', ')}`, 2);
  }
  const { executablePath, args, env, version, kind } = await electronRuntime();
  await runBench({
    electron: { executablePath, args, env },
    runtime: `${version} (${kind})`,
    rounds: options.rounds,
    only,
    file: options.out ?? inProject('test-results', 'bench.json'),
    say,
  });
  // A target that is missed is a finding and no failure: only a bench that cannot run is one.
  return 0;
});
