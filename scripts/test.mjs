import { existsSync, readFileSync, rmSync } from 'node:fs';
import { endToEnd } from './e2e.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { build } from './lib/build.mjs';
import { figuresFile, reportFile } from './lib/reliability-results.mjs';
import { capture, runModule } from './lib/run.mjs';
import { runMain, seconds, Trouble } from './lib/say.mjs';
import { countTests, withExitCode } from './lib/vitest-report.mjs';
import { setup } from './setup.mjs';
import { isDebian, systemFor } from './system-packages.mjs';

/** @typedef {{ code: number, passed: number, failed: number, skipped: string[] }} Outcome */

/**
 * Runs a stage of vitest and counts its tests. Its report and the figures that its tests tell are of
 * this run alone; those of the other stages stay, since stages can be run one by one.
 *
 * @param {string} name
 * @param {(reporters: readonly string[]) => Promise<number>} start
 * @returns {Promise<Outcome>}
 */
async function vitestStage(name, start) {
  const file = reportFile(name);
  rmSync(file, { force: true });
  rmSync(figuresFile(name), { force: true });
  process.env['CULVERT_FIGURES'] = figuresFile(name);
  const code = await start(['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const count = existsSync(file)
    ? countTests(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: [] };
  return { code, ...withExitCode(count, code) };
}

/**
 * @param {string} project
 * @returns {() => Promise<Outcome>}
 */
function vitestProject(project) {
  return () =>
    vitestStage(project, (reporters) =>
      runModule('vitest/vitest.mjs', ['run', '--project', project, ...reporters]),
    );
}

/**
 * @param {readonly (readonly [script: string, args: readonly string[]])[]} tools
 * @returns {() => Promise<Outcome>}
 */
function toolStage(tools) {
  return async () => {
    for (const [script, args] of tools) {
      const code = await runModule(script, args);
      if (code !== 0) return { code, passed: 0, failed: 1, skipped: [] };
    }
    return { code: 0, passed: 0, failed: 0, skipped: [] };
  };
}

/** In the order in which they are run: what fails fastest comes first. */
const stages = new Map([
  [
    'types',
    toolStage([
      ['typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']],
      ['typescript/bin/tsc', ['--noEmit', '-p', 'renderer/tsconfig.json']],
    ]),
  ],
  ['lint', toolStage([['@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '.']]])],
  ['unit', vitestProject('unit')],
  ['integration', vitestProject('integration')],
  ['alone', vitestProject('alone')],
  ['e2e', () => vitestStage('e2e', endToEnd)],
]);

/**
 * What a program says of its version, on one line.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function versionOf(command, args, env = {}) {
  const { stdout, stderr } = await capture(command, args, { env, timeoutMs: 20_000 });
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return lines.find((line) => /\d+\.\d+/.test(line)) ?? 'not here';
}

/** Says what the tests are about to talk to, by asking each of them. */
async function printVersions() {
  const { executablePath } = await electronRuntime();
  const script =
    '"Electron " + process.versions.electron + ", Chromium " + process.versions.chrome + ", Node " + process.versions.node';
  const lines = [
    ['node', process.version],
    ['ssh', await versionOf('ssh', ['-V'])],
    // Some releases of sshd know no -V; the complaint about it names the version just the same.
    ['sshd', await versionOf(existsSync('/usr/sbin/sshd') ? '/usr/sbin/sshd' : 'sshd', ['-V'])],
    ['puttygen', await versionOf('puttygen', ['--version'])],
    ['chromium', await versionOf('chromium', ['--version'])],
    ['electron', await versionOf(executablePath, ['-p', script], { ELECTRON_RUN_AS_NODE: '1' })],
  ];
  for (const [name = '', version = ''] of lines) console.log(`${name.padEnd(10)} ${version}`);
}

/** @param {readonly string[]} names */
function chosenStages(names) {
  const unknown = names.filter((name) => !stages.has(name));
  if (unknown.length > 0) {
    throw new Trouble(
      `There is no stage ${unknown.join(', ')}; there are ${[...stages.keys()].join(', ')}.`,
      2,
    );
  }
  return [...stages].filter(([name]) => names.length === 0 || names.includes(name));
}

/**
 * @param {string} name
 * @param {() => Promise<Outcome>} stage
 * @returns {Promise<Outcome>}
 */
async function runStage(name, stage) {
  console.log(`\n=== ${name} ===`);
  const begun = performance.now();
  const outcome = await stage();
  console.log(`=== ${name}: ${seconds(performance.now() - begun)} ===`);
  return outcome;
}

await runMain(async () => {
  const chosen = chosenStages(process.argv.slice(2));
  await systemFor(chosen.map(([name]) => name));
  await setup();
  await build();
  await printVersions();
  let passed = 0;
  let failed = 0;
  let code = 0;
  for (const [name, stage] of chosen) {
    const outcome = await runStage(name, stage);
    passed += outcome.passed;
    failed += outcome.failed;
    code = outcome.code;
    if (outcome.skipped.length > 0) {
      console.log(`${outcome.skipped.length} skipped:\n  ${outcome.skipped.join('\n  ')}`);
      // Everything the tests need can be had on Debian: there, a skipped test is a missing proof.
      if (isDebian() && code === 0) code = 1;
    }
    if (code !== 0) break;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return code;
});
