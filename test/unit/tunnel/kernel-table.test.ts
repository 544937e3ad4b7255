import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { KernelTable } from '../../../electron/tunnel/kernel-table';
import { temporaryFolder } from '../../support/temp-folder';

const folder = temporaryFolder('culvert-table-');
afterAll(() => folder.remove());

function table(path: string) {
  let parsed = 0;
  const read = new KernelTable(path, (rows) => {
    parsed += 1;
    return rows.filter((row) => row !== '');
  });
  return { read: () => read.read(), parsed: () => parsed };
}

it('makes something of a table once, and again when it has changed', () => {
  const path = folder.file('routes');
  writeFileSync(path, 'a\nb\n');
  const { read, parsed } = table(path);
  expect([read(), read(), read()]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  const before = parsed();
  appendFileSync(path, 'c\n');
  expect(read()).toEqual(['a', 'b', 'c']);
  expect(parsed()).toBe(before + 1);
});

it('reads a table to its end, however long it is', () => {
  const path = folder.file('long');
  const rows = Array.from({ length: 9_000 }, (_, index) => `route ${index}`);
  writeFileSync(path, rows.join('\n'));
  const long = table(path);
  writeFileSync(folder.file('short'), 'one');
  const short = table(folder.file('short'));
  expect(long.read()).toEqual(rows);
  expect(short.read()).toEqual(['one']);
  expect(long.read()).toEqual(rows);
});

it('has no lines where there is no such table, until there is one', () => {
  const path = folder.file('later');
  const { read } = table(path);
  expect(read()).toEqual([]);
  writeFileSync(path, 'a\n');
  expect(read()).toEqual(['a']);
  rmSync(path);
});
