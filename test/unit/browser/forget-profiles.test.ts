import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { forgetProfiles } from '../../../electron/browser/isolated/forget-profiles';
import { temporaryFolder } from '../../support/temp-folder';

it('removes profiles of tunnels that are no more, unless a browser is on them', async () => {
  const folder = temporaryFolder();
  for (const name of ['etl-8157', 'gone-8157', 'gone-8158', 'gone-too-8159']) {
    mkdirSync(folder.file(`browser/${name}/chromium`), { recursive: true });
  }
  mkdirSync(folder.file('browser/not-ours'));
  writeFileSync(folder.file('browser/gone-8157/chromium/Cookies'), 'x');
  symlinkSync('host-4711', folder.file('browser/gone-8158/chromium/SingletonLock'));
  expect((await forgetProfiles(folder.path, new Set(['etl']))).sort()).toEqual([
    'gone-8157',
    'gone-too-8159',
  ]);
  expect(readdirSync(folder.file('browser')).sort()).toEqual(['etl-8157', 'gone-8158', 'not-ours']);
  folder.remove();
});

it('has nothing to do where no page was ever opened', async () => {
  const folder = temporaryFolder();
  expect(await forgetProfiles(folder.path, new Set())).toEqual([]);
  folder.remove();
});
