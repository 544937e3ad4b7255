import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackZip } from '../../../scripts/lib/zip.mjs';
import { temporaryFolder } from '../../support/temp-folder';

const folder = temporaryFolder('culvert-zip-');
const large = Buffer.alloc(300_000, 'the quick brown fox ');

/** Another maker's archive: one file stored, the others deflated, one marked as a program. */
const maker = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr('App/locales/en.pak', b'the quick brown fox ' * 15000)
    archive.writestr(zipfile.ZipInfo('App/stored.txt'), b'as it is')
    archive.writestr('App/empty', b'')
    archive.writestr('App/left/out.txt', b'not wanted')
    program = zipfile.ZipInfo('App/program')
    program.external_attr = 0o100755 << 16
    archive.writestr(program, b'#!/bin/sh')
    archive.comment = b'PK\\x05\\x06 is only a comment here'
with zipfile.ZipFile(sys.argv[2], 'w') as archive:
    archive.writestr('App/../../escaped.txt', b'outside')
`;

beforeAll(() => {
  execFileSync('python3', ['-c', maker, folder.file('good.zip'), folder.file('evil.zip')]);
});
afterAll(() => folder.remove());

function target(name: string): string {
  mkdirSync(folder.file(name));
  return folder.file(name);
}

describe('unpackZip', () => {
  it('unpacks what is wanted, where it is wanted, byte for byte', async () => {
    const out = target('wanted');
    const count = await unpackZip(folder.file('good.zip'), out, (name) =>
      name.startsWith('App/left/') ? null : name.slice('App/'.length),
    );
    expect(count).toBe(4);
    expect(readFileSync(`${out}/locales/en.pak`).equals(large)).toBe(true);
    expect(readFileSync(`${out}/stored.txt`, 'utf8')).toBe('as it is');
    expect(statSync(`${out}/empty`).size).toBe(0);
    expect(statSync(`${out}/program`).mode & 0o777).toBe(0o755);
    expect(existsSync(`${out}/left`)).toBe(false);
  });

  it('lets no entry out of the folder', async () => {
    const out = target('evil');
    await expect(unpackZip(folder.file('evil.zip'), out, (name) => name)).rejects.toThrow(
      'leads out of the folder',
    );
    expect(existsSync(folder.file('escaped.txt'))).toBe(false);
  });

  it.each([
    ['cut short', (good: Buffer) => good.subarray(0, good.length - 200)],
    ['cut at its start', (good: Buffer) => good.subarray(100)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.alloc(5000, 'x')],
  ])('refuses an archive that is %s', async (name, damage) => {
    const file = folder.file(`${name}.zip`);
    writeFileSync(file, damage(readFileSync(folder.file('good.zip'))));
    await expect(unpackZip(file, target(name), (entry) => entry)).rejects.toThrow();
  });
});
