import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { saveFile, whyNot } from '../../../electron/storage/save-file';
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

it('replaces what a link leads to, and leaves the link', async () => {
  writeFileSync(folder.file('of-the-web.pac'), 'before', { mode: 0o644 });
  symlinkSync(folder.file('of-the-web.pac'), folder.file('link.pac'));
  await saveFile(folder.file('link.pac'), 'after');
  expect(lstatSync(folder.file('link.pac')).isSymbolicLink()).toBe(true);
  expect(readFileSync(folder.file('of-the-web.pac'), 'utf8')).toBe('after');
});

it.each([
  [0o644, 0o666, 0o644],
  [0o600, 0o666, 0o600],
  [0o640, 0o755, 0o750],
])('leaves a file of mode %o to those it was for', async (before, mode, after) => {
  writeFileSync(folder.file('proxy.pac'), 'before');
  chmodSync(folder.file('proxy.pac'), before);
  const mask = process.umask(0o077);
  await saveFile(folder.file('proxy.pac'), 'after', mode).finally(() => process.umask(mask));
  expect(statSync(folder.file('proxy.pac')).mode & 0o777).toBe(after);
});

it('writes to a pipe, which nothing can replace', async () => {
  execFileSync('mkfifo', [folder.file('pipe')]);
  const reader = execFile('cat', [folder.file('pipe')]);
  const read = text(reader.stdout as NodeJS.ReadableStream);
  await saveFile(folder.file('pipe'), 'for the reader');
  expect(await read).toBe('for the reader');
  expect(lstatSync(folder.file('pipe')).isFIFO()).toBe(true);
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

it.each([
  // What Windows answers for a file that Excel has open (MoveFileEx, through libuv).
  ['EPERM', 'rename', 0o100_666, 'win32', 'EBUSY'],
  ['EACCES', 'rename', 0o100_666, 'win32', 'EBUSY'],
  ['EBUSY', 'rename', 0o100_666, 'win32', 'EBUSY'],
  // One that is marked read-only, a folder that is not the person's, and a new file.
  ['EPERM', 'rename', 0o100_444, 'win32', 'EPERM'],
  ['EPERM', 'open', 0o100_666, 'win32', 'EPERM'],
  ['EPERM', 'rename', null, 'win32', 'EPERM'],
  ['EPERM', 'rename', 0o100_644, 'linux', 'EPERM'],
] as const)('tells %s of %s with mode %o on %s as %s', (code, syscall, mode, platform, why) => {
  const error = Object.assign(new Error(code), { code, syscall });
  expect(whyNot(error, mode, platform)).toBe(why);
});
