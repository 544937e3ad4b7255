import './electron-store-under-node';
import { readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeLeftovers } from '../../../electron/storage/leftovers';
import { openSettings } from '../../../electron/storage/settings';
import { temporaryFolder } from '../../support/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-leftovers-');
});
afterEach(() => folder.remove());

const unfinished = [
  'profiles.json.4711.tmp',
  'profiles.bak1.json.4711.tmp',
  'secrets.json.tmp-1789000000a1b2c3',
];
const others = [
  'profiles.corrupt-2026-01-01T00-00-00-000Z.json',
  'trusted-hosts.123.tmp',
  'notes.tmp',
  'profiles.json.tmp-of-mine.txt',
];

it('FLT-13: what a cut-off write left behind is removed at the next start, and nothing else', () => {
  for (const name of [...unfinished, ...others]) writeFileSync(folder.file(name), '{');
  expect(removeLeftovers(folder.path)).toBe(unfinished.length);
  expect(readdirSync(folder.path).sort()).toEqual([...others].sort());
});

it('FLT-13: a start does so before it opens anything', () => {
  writeFileSync(folder.file('secrets.json.tmp-1789000000a1b2c3'), '{');
  openSettings(folder.path, (error) => expect(error).toBeNull()).close();
  expect(readdirSync(folder.path).filter((name) => name.includes('tmp'))).toEqual([]);
});
