import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  idsInTitles,
  proofs,
  readResults,
  readRows,
  table,
  tableFile,
} from '../../../scripts/lib/reliability-table.mjs';

describe('docs/reliability.md', () => {
  it('is what the rows, the tests and the results make: else run npm run reliability', () => {
    const written = readFileSync(tableFile, 'utf8');
    expect(written).toBe(table(readRows(), proofs(), readResults()));
  });

  it('has a row for every id that a test claims to prove, and each id once', () => {
    const ids = readRows().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...proofs().keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('a row that no test proves', () => {
  it('has not passed, whatever an earlier run said of it', () => {
    const notRunnable = { reason: 'needs it', byHand: 'Do it' };
    const rows = [{ id: 'FLT-99', promise: 'Holds.', figure: 'a bar', notRunnable }];
    const results = { 'FLT-99': { passed: '2026-11-01', figure: 'measured' } };
    expect(table(rows, new Map(), results)).toContain(
      '| FLT-99 | Holds. | not runnable here | a bar | — |',
    );
    expect(table(rows, new Map([['FLT-99', ['x.test.ts']]]), results)).toContain(
      '[x.test.ts](../x.test.ts) | measured | 2026-11-01 |',
    );
  });
});

describe('titles', () => {
  it.each([
    ["it('SSH-08: bounded', () => 0)", ['SSH-08']],
    ["describe('a thing (FLT-03, FLT-04)', () => 0)", ['FLT-03', 'FLT-04']],
    ["it.each([['x', 1]])('SOX-01: %s', () => 0)", ['SOX-01']],
    ["// SEC-01 in a comment\nit('no id', () => 0)", []],
    ["console.log('SSH-09: 12 ms')", []],
    ["expect(text).toBe('ELE-01')", []],
  ])('%s', (source, ids) => {
    expect(idsInTitles(source)).toEqual(ids);
  });
});
