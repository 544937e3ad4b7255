import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { build } from './lib/build.mjs';
import { inProject } from './lib/project.mjs';
import { runMain, say, Trouble } from './lib/say.mjs';
import { setup } from './setup.mjs';

const usage =
  'npm run soak -- [--minutes 20] [--flows 40] [--kills 1 a minute] [--fuzz 1000 a minute]';

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} otherwise
 */
function numberFrom(name, text, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new Trouble(`--${name} takes a number: ${usage}`, 2);
}

function readOptions() {
  try {
    const text = /** @type {const} */ ({ type: 'string' });
    const options = { minutes: text, flows: text, kills: text, fuzz: text };
    const { values } = parseArgs({ options });
    const minutes = numberFrom('minutes', values.minutes, 20);
    return {
      seconds: minutes * 60,
      flows: numberFrom('flows', values.flows, 40),
      kills: numberFrom('kills', values.kills, Math.round(minutes)),
      fuzz: numberFrom('fuzz', values.fuzz, Math.round(minutes * 1_000)),
    };
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
}

/** @typedef {typeof import('../test/soak/soak')} SoakModule */

await runMain(async () => {
  const options = readOptions();
  await setup();
  await build();
  const file = inProject('test', 'soak', 'soak.ts');
  const { module } = await runnerImport(/** @type {string} */ (file), { configFile: false });
  const { runSoak } = /** @type {SoakModule} */ (module);
  const summary = await runSoak({ ...options, blackholes: options.seconds >= 300, say });
  console.log(JSON.stringify(summary, null, 2));
  const { failedOutsideFaults, uncaughtErrors, leakedChannels, leakedDescriptors } = summary;
  const isClean = failedOutsideFaults + uncaughtErrors + leakedChannels === 0;
  return isClean && leakedDescriptors <= 2 ? 0 : 1;
});
