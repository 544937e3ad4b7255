import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/lib/project.mjs';
import { linkedApp } from '../../../scripts/runtime/linked-app.mjs';
import { temporaryFolder } from '../../support/temp-folder';

const folder = temporaryFolder('culvert-linked-');
afterAll(() => folder.remove());

let base = '';
let round = 0;
beforeEach(() => {
  round += 1;
  base = folder.file(`electron-${round}`);
  mkdirSync(join(base, 'locales'), { recursive: true });
  writeFileSync(join(base, 'electron'), 'binary', { mode: 0o755 });
  writeFileSync(join(base, 'locales', 'en.pak'), 'words');
});

describe('linkedApp', () => {
  it('makes a runtime that shares its files and starts this checkout', async () => {
    const made = await linkedApp(base);
    expect(readlinkSync(join(made, 'resources', 'app'))).toBe(root);
    expect(statSync(join(made, 'electron')).ino).toBe(statSync(join(base, 'electron')).ino);
    expect(readFileSync(join(made, 'locales', 'en.pak'), 'utf8')).toBe('words');
    expect(existsSync(join(base, 'resources'))).toBe(false);
  });

  it('is made once, however many ask', async () => {
    const asked = Array.from({ length: 16 }, () => linkedApp(base));
    const inodes = asked.map(async (made) => statSync(await made).ino);
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    // Whoever was given it could start from it at once, and nobody has replaced it since.
    expect(new Set(await Promise.all(inodes)).size).toBe(1);
    const made = await linkedApp(base);
    expect(statSync(made).ino).toBe(await inodes[0]);
    expect(readdirSync(dirname(made))).toHaveLength(1);
  });

  it('is made again when the shared runtime has changed', async () => {
    const made = await linkedApp(base);
    const executable = join(base, 'electron.new');
    writeFileSync(executable, 'a newer binary', { mode: 0o755 });
    renameSync(executable, join(base, 'electron'));
    const again = await linkedApp(base);
    expect(readFileSync(join(again, 'electron'), 'utf8')).toBe('a newer binary');
    expect(readdirSync(dirname(made))).toEqual([basename(again)]);
  });

  it('clears away the runtimes of checkouts that are gone, and no others', async () => {
    const apps = `${base}.apps`;
    for (const [name, checkout] of [
      ['gone', folder.file('no-such-checkout')],
      ['here', folder.path],
    ] as const) {
      mkdirSync(join(apps, name, 'resources'), { recursive: true });
      symlinkSync(checkout, join(apps, name, 'resources', 'app'));
    }
    const killed = join(apps, 'killed.new-abc123');
    mkdirSync(killed);
    utimesSync(killed, 0, 0);
    mkdirSync(join(apps, 'busy.new-abc123'));
    const made = await linkedApp(base);
    expect(readdirSync(apps).sort()).toEqual(
      ['busy.new-abc123', 'here', made.slice(apps.length + 1)].sort(),
    );
  });
});
