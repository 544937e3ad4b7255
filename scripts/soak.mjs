import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { inProject } from './lib/project.mjs';
import { runModule } from './lib/run.mjs';
import { runMain, say, step, Trouble } from './lib/say.mjs';
import { soakOptions, soakPlan, soakUsage } from './lib/soak-options.mjs';
import { typescriptModule } from './lib/typescript-module.mjs';
import { setup } from './setup.mjs';
import { systemPackages } from './system-packages.mjs';

/** @typedef {import('./lib/soak-options.mjs').SoakPlan} SoakPlan */
/** @typedef {{ readonly isClean: boolean }} Judged a part's summary, with the verdict on it. */
/**
 * @typedef {object} Leftovers
 * @property {number} uncaughtErrors
 * @property {number} leakedChannels
 * @property {number} leakedDescriptors
 */

function readPlan() {
  const text = /** @type {const} */ ({ type: 'string' });
  const options = Object.fromEntries(Object.keys(soakOptions).map((name) => [name, text]));
  try {
    return soakPlan(parseArgs({ options }).values);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${soakUsage}`, 2);
  }
}

/** @param {string} name of a file in test/soak. */
function moduleOf(name) {
  return typescriptModule(inProject('test', 'soak', `${name}.ts`));
}

/** @param {Leftovers} summary */
function nothingLeft({ uncaughtErrors, leakedChannels, leakedDescriptors }) {
  return uncaughtErrors + leakedChannels === 0 && leakedDescriptors <= 2;
}

/** @param {SoakPlan} plan @returns {Promise<Judged>} */
async function load({ minutes, flows, kills, fuzz }) {
  const { runSoak } = /** @type {typeof import('../test/soak/soak')} */ (await moduleOf('soak'));
  const seconds = minutes * 60;
  const summary = await runSoak({ seconds, flows, kills, fuzz, blackholes: minutes >= 5, say });
  return { ...summary, isClean: summary.failedOutsideFaults === 0 && nothingLeft(summary) };
}

/** @param {SoakPlan} plan @returns {Promise<Judged>} */
async function crowd({ held, crowd: seconds }) {
  const { runCrowd } = /** @type {typeof import('../test/soak/crowd')} */ (await moduleOf('crowd'));
  const summary = await runCrowd({ held, perSecond: 50, seconds, say });
  const isWhole = summary.held === held && summary.failed === 0;
  return { ...summary, isClean: isWhole && nothingLeft(summary) };
}

/** @param {SoakPlan} plan @returns {Promise<Judged>} */
async function large({ gigabytes, stalled }) {
  const { runLarge } = /** @type {typeof import('../test/soak/large')} */ (await moduleOf('large'));
  const summary = await runLarge({ bytes: Math.round(gigabytes * 2 ** 30), stalled, say });
  return { ...summary, isClean: summary.rssMiB <= 350 && nothingLeft(summary) };
}

/** Tests that take the number of their cases from the environment. */
const cases = /** @type {const} */ ({
  project: 'unit',
  variables: ['CULVERT_IPC_MESSAGES', 'RELIABILITY_RUNS'],
  files: ['test/unit/ipc/fuzz.test.ts', 'test/unit/socks/socks-parser.fuzz.test.ts'],
});
const writes = /** @type {const} */ ({
  project: 'integration',
  variables: ['CULVERT_STORAGE_KILLS'],
  files: ['test/integration/storage-kills.test.ts'],
});

/**
 * @param {typeof cases | typeof writes} tests
 * @param {number} count
 * @returns {Promise<Judged>}
 */
async function longForm({ project, variables, files }, count) {
  const env = Object.fromEntries(variables.map((name) => [name, String(count)]));
  const args = ['run', '--project', project, '--testTimeout=7200000', ...files];
  const code = await runModule('vitest/vitest.mjs', args, { env });
  return { ...{ files, count }, isClean: code === 0 };
}

await runMain(async () => {
  const plan = readPlan();
  await setup();
  await systemPackages();
  await build();
  /** @type {readonly (readonly [name: string, isWanted: boolean, run: () => Promise<Judged>])[]} */
  const parts = [
    ['load', plan.minutes > 0, () => load(plan)],
    ['crowd', plan.held > 0, () => crowd(plan)],
    ['large', plan.gigabytes > 0, () => large(plan)],
    ['cases', plan.cases > 0, () => longForm(cases, plan.cases)],
    ['writes', plan.writes > 0, () => longForm(writes, plan.writes)],
  ];
  /** @type {Record<string, Judged>} */
  const summary = {};
  for (const [name, isWanted, run] of parts) {
    if (isWanted) summary[name] = await step(`soak: ${name}`, run);
  }
  console.log(JSON.stringify(summary, null, 2));
  return Object.values(summary).every(({ isClean }) => isClean) ? 0 : 1;
});
