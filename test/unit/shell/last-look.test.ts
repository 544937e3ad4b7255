import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lastLook } from '../../../electron/shell/last-look';
import { temporaryFolder } from '../../support/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const usual = { bounds: null, maximized: false, theme: 'system' };

it('is the usual one the first time', () => {
  expect(lastLook(folder.path)).toEqual(usual);
});

it('is what the settings say', () => {
  const bounds = { x: -20, y: 90, width: 1010, height: 640 };
  writeFileSync(
    folder.file('window.json'),
    JSON.stringify({ version: 1, bounds, maximized: true }),
  );
  writeFileSync(folder.file('preferences.json'), JSON.stringify({ version: 3, theme: 'dark' }));
  expect(lastLook(folder.path)).toEqual({ bounds, maximized: true, theme: 'dark' });
});

it.each([
  ['not JSON', '{"bounds":'],
  ['no document', 'null'],
  ['a list', '[1]'],
  ['a text', '"dark"'],
  ['bounds that are none', '{"bounds": "wide", "maximized": "yes", "theme": "pink"}'],
  ['half a place', '{"bounds": {"x": 1, "y": 2}, "theme": 7}'],
  ['a place off every map', '{"bounds": {"x": 1e9, "y": 0, "width": 1, "height": 1}}'],
  ['sides that are no numbers', '{"bounds": {"x": "1", "y": 0, "width": 1, "height": 1}}'],
])('is the usual one where the files hold %s', (_what, text) => {
  writeFileSync(folder.file('window.json'), text);
  writeFileSync(folder.file('preferences.json'), text);
  expect(lastLook(folder.path)).toEqual(usual);
});
