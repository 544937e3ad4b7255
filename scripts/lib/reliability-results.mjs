import { existsSync, readFileSync, statSync } from 'node:fs';
import { inProject } from './project.mjs';
import { idsIn, idsInTitles } from './reliability-table.mjs';

/**
 * @typedef {import('./reliability-table.mjs').Result} Result
 * @typedef {{ id: string, figure: string }} Figure
 * @typedef {{ fullName: string, status: string }} Test
 * @typedef {{ day: string, tests: readonly Test[], figures: readonly Figure[] }} Report what one
 *   stage of `npm test` left behind.
 */

/** The stages that leave a report, in their order: a later one's figure counts. */
const stages = ['unit', 'integration', 'alone', 'e2e'];

/** @param {string} stage @returns {string} where the tests of that stage put what they measure. */
export function figuresFile(stage) {
  return inProject('test-results', `${stage}.figures.ndjson`);
}

/** @param {string} stage @returns {string} where vitest puts that stage's report. */
export function reportFile(stage) {
  return inProject('test-results', `${stage}.json`);
}

/** @param {string} file lines of JSON. @returns {Figure[]} */
function figuresIn(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}

/**
 * @param {{ name: string, status: string, assertionResults: Test[] }} file of a report of vitest's.
 * @returns {Test[]} one that failed for a file that could not be loaded: its tests never ran.
 */
function testsOf({ name, status, assertionResults }) {
  if (status === 'passed' || assertionResults.length > 0) return assertionResults;
  return [{ fullName: idsInTitles(readFileSync(name, 'utf8')).join(' '), status }];
}

/** @returns {Report[]} of the stages that have run: each of its last run, whichever that was. */
export function readReports() {
  return stages
    .filter((stage) => existsSync(reportFile(stage)))
    .map((stage) => {
      const file = reportFile(stage);
      const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
      return {
        day: new Date(statSync(file).mtimeMs).toISOString().slice(0, 10),
        tests: testResults.flatMap(testsOf),
        figures: existsSync(figuresFile(stage)) ? figuresIn(figuresFile(stage)) : [],
      };
    });
}

/**
 * Adds what reports say to what is known of the rows. A row has passed when all of its tests have;
 * what one of them measured counts only then, since most measure before they judge.
 *
 * @param {Readonly<Record<string, Result>>} known
 * @param {readonly Report[]} reports
 * @returns {Record<string, Result>} ids in their order.
 */
export function withReports(known, reports) {
  const tests = reports.flatMap(({ tests: all, day }) =>
    all.flatMap(({ fullName, status }) => idsIn(fullName).map((id) => ({ id, status, day }))),
  );
  const failed = new Set(tests.filter(({ status }) => status !== 'passed').map(({ id }) => id));
  const passed = new Map(tests.filter(({ id }) => !failed.has(id)).map(({ id, day }) => [id, day]));
  const results = { ...known };
  for (const [id, day] of passed) results[id] = { ...results[id], passed: day };
  for (const { id, figure } of reports.flatMap(({ figures }) => figures)) {
    if (passed.has(id)) results[id] = { ...results[id], figure };
  }
  return Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
}
