import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { inProject } from './lib/project.mjs';
import { runMain, Trouble } from './lib/say.mjs';
import { typescriptModule } from './lib/typescript-module.mjs';
import { setup } from './setup.mjs';
import { systemPackages } from './system-packages.mjs';

const usage = 'npm run bench:flows -- [--records 20000000] [--keep FOLDER]';

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { records: { type: 'string', default: '20000000' }, keep: { type: 'string' } },
    });
    const records = Number(values.records);
    if (Number.isInteger(records) && records >= 100_000) {
      return { records, keep: values.keep ?? null };
    }
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
  throw new Trouble(`--records takes a whole number from 100000: ${usage}`, 2);
}

/** @typedef {typeof import('../test/bench/flows/bench-flows')} BenchModule */

/**
 * Measures how right and how fast the flow-log reader is, beside zcat and awk. With --keep the files
 * stay for the next run: making them takes longer than reading them.
 */
await runMain(async () => {
  const options = readOptions();
  await setup();
  await systemPackages();
  await build();
  const file = inProject('test', 'bench', 'flows', 'bench-flows.ts');
  const { benchFlows } = /** @type {BenchModule} */ (await typescriptModule(file));
  await benchFlows({
    ...options,
    cli: inProject('dist', 'cli.js'),
    say: (line) => console.log(line),
  });
  return 0;
});
