import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { inProject, root } from './project.mjs';

/**
 * @typedef {{ id: string, promise: string, figure: string, rejected?: string,
 *   notRunnable?: { reason: string, byHand: string } }} Row
 * @typedef {{ passed?: string, figure?: string }} Result the day it last passed, and what it measured.
 * @typedef {'proven' | 'not runnable here' | 'rejected' | 'open'} Status
 */

const id = /\b(?:SSH|SOX|FLT|ELE|SEC)-\d\d\b/g;
/** The title of a test or of a group: the first thing in the brackets of `it`, `describe` or `each`. */
const title = /(?:\b(?:it|test|describe)(?:\.\w+)*|[\])])\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;

export const rowsFile = inProject('docs', 'reliability', 'rows.json');
export const resultsFile = inProject('docs', 'reliability', 'results.json');
export const tableFile = inProject('docs', 'reliability.md');

/** @returns {Row[]} */
export function readRows() {
  return JSON.parse(readFileSync(rowsFile, 'utf8'));
}

/** @returns {Record<string, Result>} */
export function readResults() {
  return existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {};
}

/** @param {string} text @returns {string[]} the ids in it, each once. */
export function idsIn(text) {
  return [...new Set(text.match(id) ?? [])];
}

/** @param {string} source of a test file. @returns {string[]} the ids in its titles. */
export function idsInTitles(source) {
  return idsIn([...source.matchAll(title)].map(([, , text]) => text).join('\n'));
}

/** @param {string} folder @returns {string[]} */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return testFiles(path);
      return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
    });
}

/** @returns {Map<string, string[]>} the test files that prove a row, by its id. */
export function proofs() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const path of testFiles(inProject('test'))) {
    const name = relative(root, path).split(sep).join('/');
    // The tests of our own tools hold ids as samples, and prove nothing of the app.
    if (name.startsWith('test/unit/scripts/')) continue;
    for (const each of idsInTitles(readFileSync(path, 'utf8'))) {
      found.set(each, [...(found.get(each) ?? []), name]);
    }
  }
  return found;
}

/**
 * @param {Row} row
 * @param {Map<string, string[]>} proven
 * @returns {Status}
 */
function statusOf(row, proven) {
  if (row.rejected !== undefined) return 'rejected';
  if (proven.has(row.id)) return 'proven';
  return row.notRunnable === undefined ? 'open' : 'not runnable here';
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/**
 * @param {Row} row
 * @param {Status} status
 * @param {readonly string[]} files
 * @param {Result} result
 */
function line(row, status, files, result) {
  const tests = files.map((file) => `[${file}](../${file})`).join('<br>');
  const figure = result.figure ?? row.figure;
  const cells = [row.id, row.promise, tests || status, figure, result.passed ?? '—'];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/**
 * @param {readonly Row[]} rows
 * @param {Map<string, string[]>} proven
 * @param {Readonly<Record<string, Result>>} results
 * @returns {string} docs/reliability.md.
 */
export function table(rows, proven, results) {
  const judged = rows.map((row) => ({ row, status: statusOf(row, proven) }));
  /** @param {Status} status */
  const count = (status) => judged.filter((each) => each.status === status).length;
  // What a test once said of a row that none proves any more is no proof of it.
  const lines = judged.map(({ row, status }) =>
    status === 'proven'
      ? line(row, status, proven.get(row.id) ?? [], results[row.id] ?? {})
      : line(row, status, [], {}),
  );
  const byHand = rows
    .filter((row) => row.notRunnable !== undefined)
    .map((row) => `- **${row.id}**: ${row.notRunnable?.reason}. ${row.notRunnable?.byHand}`);
  const rejected = rows
    .filter((row) => row.rejected !== undefined)
    .map((row) => `- **${row.id}**: ${row.rejected}`);
  return [
    '# Reliability',
    '',
    'What Culvert promises and which test proves it. Written by `npm run reliability` from docs/reliability/rows.json, the titles of the tests and the reports of their last run; the figure is what was measured where a test tells one, and else the bar it holds.',
    '',
    `**${count('proven')} proven, ${count('not runnable here')} not runnable here, ${count('open')} open, ${count('rejected')} rejected**, of ${rows.length}.`,
    '',
    '| Id | Promise | Test | Figure | Last passed |',
    '|---|---|---|---|---|',
    ...lines,
    '',
    '## Not runnable here',
    '',
    ...byHand,
    '',
    '## Rejected',
    '',
    ...rejected,
    '',
  ].join('\n');
}
