import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayLoad } from '../../../electron/shell/session-rules';
import { findUiFile, type UiFile, uiFiles } from '../../../electron/shell/ui-files';
import { temporaryFolder } from '../../support/temp-folder';

const folder = temporaryFolder('culvert-ui-');
let files: ReadonlyMap<string, UiFile>;

beforeAll(() => {
  mkdirSync(folder.file('ui/assets'), { recursive: true });
  writeFileSync(folder.file('secret.js'), 'secret');
  writeFileSync(folder.file('ui/index.html'), '<!doctype html>');
  writeFileSync(folder.file('ui/assets/index-Ab1_.js'), 'x');
  writeFileSync(folder.file('ui/assets/notes.txt'), 'not part of a page');
  symlinkSync(folder.file('secret.js'), folder.file('ui/assets/link.js'));
  symlinkSync(folder.path, folder.file('ui/up'));
  files = uiFiles(folder.file('ui'));
});
afterAll(() => folder.remove());

describe('the built page', () => {
  it('consists of its own files and nothing that links lead to', () => {
    expect([...files.keys()].sort()).toEqual(['/', '/assets/index-Ab1_.js', '/index.html']);
  });

  it.each([
    ['app://ui/', 'text/html; charset=utf-8'],
    ['app://ui/index.html', 'text/html; charset=utf-8'],
    ['app://ui/assets/index-Ab1_.js', 'text/javascript; charset=utf-8'],
  ])('is served at %s', (address, type) => {
    expect(findUiFile(files, address)?.type).toBe(type);
  });

  it.each([
    'app://ui/../secret.js',
    'app://ui/assets/../../secret.js',
    'app://ui/%2e%2e/secret.js',
    'app://ui/%2E%2E%2Fsecret.js',
    'app://ui/..%2fsecret.js',
    'app://ui/..%5csecret.js',
    'app://ui/..\\secret.js',
    'app://ui/assets/link.js',
    'app://ui/up/secret.js',
    'app://ui/index.html%00.js',
    'app://ui/index.html\0.js',
    'app://ui/%69ndex.html',
    'app://ui//index.html',
    'app://ui/INDEX.HTML',
    'app://ui/assets/',
    'app://ui/assets/notes.txt',
    'app://ui/__proto__',
    'app://evil/index.html',
    'app://ui@evil/index.html',
    'file:///index.html',
    'nonsense',
  ])('has nothing at %s', (address) => {
    expect(findUiFile(files, address)).toBeNull();
  });

  it('has nothing at any other address, however it is made', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2e%2e',
      '/',
      '\\',
      '%2f',
      '%5c',
      '\0',
      'secret.js',
      'up',
      'assets',
      ';',
      '?',
      '#',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const found = findUiFile(files, `app://ui/${parts.join('')}`);
        if (found !== null) expect([...files.values()]).toContain(found);
      }),
      { numRuns: 2_000 },
    );
  });

  it('must have been built', () => {
    expect(() => uiFiles(folder.file('ui/assets'))).toThrow(/npm run build/);
  });
});

describe('what the page may load', () => {
  it.each(['app://ui/index.html', 'app://ui/assets/a.css'])('%s', (address) => {
    expect(mayLoad(address, false)).toBe(true);
  });
  it.each([
    'https://example.com/',
    'http://127.0.0.1:8157/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:app://ui/1',
    'ftp://example.com/',
    'app://other/',
    'chrome://gpu/',
    'devtools://devtools/bundled/inspector.html',
  ])('not %s', (address) => {
    expect(mayLoad(address, false)).toBe(false);
  });
  it('the developer tools in a checkout', () => {
    expect(mayLoad('devtools://devtools/bundled/inspector.html', true)).toBe(true);
    expect(mayLoad('devtools://evil/', true)).toBe(false);
  });
});
