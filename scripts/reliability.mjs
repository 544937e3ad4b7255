import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { inProject } from './lib/project.mjs';
import {
  idsIn,
  proofs,
  readResults,
  readRows,
  resultsFile,
  table,
  tableFile,
} from './lib/reliability-table.mjs';
import { runMain, say } from './lib/say.mjs';

/** @typedef {import('./lib/reliability-table.mjs').Result} Result */

/** @param {number} ms */
function day(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * Which rows passed in the reports that `npm test` keeps: those all of whose tests did.
 *
 * @returns {Map<string, string>} the day, by id.
 */
function passedRows() {
  /** @type {Map<string, string>} */
  const passed = new Map();
  /** @type {Set<string>} */
  const failed = new Set();
  for (const stage of ['unit', 'integration', 'alone', 'e2e']) {
    const file = inProject('test-results', `${stage}.json`);
    if (!existsSync(file)) continue;
    for (const { assertionResults } of JSON.parse(readFileSync(file, 'utf8')).testResults) {
      for (const test of assertionResults) {
        for (const id of idsIn(test.fullName)) {
          if (test.status === 'passed') passed.set(id, day(statSync(file).mtimeMs));
          else failed.add(id);
        }
      }
    }
  }
  for (const id of failed) passed.delete(id);
  return passed;
}

/** What tests have measured: a line of JSON each, the latest last. */
function measured() {
  const file = inProject('test-results', 'figures.ndjson');
  if (!existsSync(file)) return [];
  /** @type {{ id: string, figure: string, day: string }[]} */
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return lines;
}

await runMain(async () => {
  /** @type {Record<string, Result>} */
  const results = { ...readResults() };
  for (const [id, passed] of passedRows()) results[id] = { ...results[id], passed };
  for (const { id, figure, day: passed } of measured()) {
    results[id] = { ...results[id], figure, passed };
  }
  const sorted = Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(resultsFile, `${JSON.stringify(sorted, null, 2)}\n`);
  writeFileSync(tableFile, table(readRows(), proofs(), sorted));
  say('docs/reliability.md is written.');
  return 0;
});
