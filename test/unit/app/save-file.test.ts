import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { saveFile } from '../../../electron/app/save-file';
import { temporaryFolder } from '../../support/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-save-');
});
afterEach(() => folder.remove());

it('saves in place of what was there, and leaves nothing beside it', async () => {
  writeFileSync(folder.file('rules.sh'), 'before');
  await saveFile(folder.file('rules.sh'), 'after', 0o755);
  expect(readFileSync(folder.file('rules.sh'), 'utf8')).toBe('after');
  expect(statSync(folder.file('rules.sh')).mode & 0o111).not.toBe(0);
  expect(readdirSync(folder.path)).toEqual(['rules.sh']);
});

it('tells by its name what could not be saved, and leaves all as it was', async () => {
  mkdirSync(folder.file('a-folder'));
  await expect(saveFile(folder.file('a-folder'), 'text')).rejects.toMatchObject({
    failure: { code: 'file-unwritable', name: 'a-folder', why: 'EISDIR' },
  });
  await expect(saveFile(folder.file('nowhere/rules.sh'), 'text')).rejects.toMatchObject({
    failure: { code: 'file-unwritable', name: 'rules.sh', why: 'ENOENT' },
  });
  writeFileSync(folder.file('a-file'), 'before');
  await expect(saveFile(folder.file('a-file/rules.sh'), 'text')).rejects.toMatchObject({
    failure: { code: 'file-unwritable', why: 'ENOTDIR' },
  });
  expect(readdirSync(folder.path)).toEqual(['a-file', 'a-folder']);
});
