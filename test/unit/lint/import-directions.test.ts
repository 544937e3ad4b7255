import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temp-folder';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const biome = join(checkout, 'node_modules/@biomejs/biome/bin/biome');

/** What one line of code is, seen by the linter from one file of the tree. */
type Case = readonly [file: string, line: string];

const restricted = 'lint/style/noRestrictedImports';

const refused: readonly Case[] = [
  ['shared/model/a.ts', "import { x } from '../../electron/ssh/connection';"],
  ['shared/model/b.ts', "import { x } from '../../renderer/state/store';"],
  ['shared/model/c.ts', "import type { App as x } from 'electron';"],
  ['shared/model/d.ts', "import { x } from 'react';"],
  ['shared/model/e.ts', "import { x } from 'react/jsx-runtime';"],
  ['shared/model/f.ts', "import { x } from 'node:fs';"],
  ['shared/model/g.ts', "import { x } from 'node:fs/promises';"],
  ['shared/model/h.ts', "const x = await import('node:os');"],
  ['renderer/state/a.ts', "import { x } from '../../electron/storage/profiles';"],
  ['renderer/state/b.ts', "import { x } from 'electron';"],
  ['renderer/state/c.ts', "import { x } from 'node:path';"],
  ['renderer/components/a.tsx', "import { x } from '../state/store';"],
  ['renderer/components/b.tsx', "import { x } from '../features/tunnels/list';"],
  ['renderer/components/c.tsx', "import { x } from '../../electron/preload';"],
  ['electron/ssh/a.ts', "import { x } from 'electron';"],
  ['electron/ssh/b.ts', "import { x } from 'electron/main';"],
  ['electron/ssh/c.ts', "import { x } from '../tunnel/supervisor';"],
  ['electron/ssh/trust/d.ts', "import { x } from '../../shell/window';"],
  ['electron/ssh/e.ts', "const x = await import('electron');"],
  ['electron/ssh/f.ts', "import { x } from '../ways/way';"],
  ['electron/ways/a.ts', "import { x } from '../tunnel/supervisor';"],
  ['electron/ways/b.ts', "import { x } from 'electron';"],
  ['electron/socks/c.ts', "import { x } from '../ways/way';"],
  ['electron/socks/a.ts', "import { x } from '../ssh/connection';"],
  ['electron/socks/b.ts', "import { x } from '../tunnel/supervisor';"],
  ['electron/keys/a.ts', "import { x } from '../ssh/connection';"],
  ['electron/keys/b.ts', "import { x } from '../ipc/handle';"],
  ['electron/tunnel/a.ts', "import { x } from '../shell/tray';"],
  ['electron/tunnel/b.ts', "import { x } from '../../renderer/state/store';"],
  ['electron/tunnel/c.ts', "import x from 'electron-store';"],
  ['electron/imports/a.ts', "import { x } from '../keys/key-file';"],
  ['electron/imports/b.ts', "import { x } from 'node:child_process';"],
  ['electron/imports/ssh-config/c.ts', "import { x } from '../../storage/settings';"],
  ['electron/demo/a.ts', "import { x } from 'electron';"],
  ['electron/flows/a.ts', "import { x } from 'electron';"],
  ['electron/flows/b.ts', "import { x } from '../tunnel/supervisor';"],
  ['electron/a-room-of-tomorrow/a.ts', "import { x } from 'electron';"],
  ['electron/engine.ts', "import { x } from 'electron';"],
  ['electron/cli.ts', "import { x } from './shell/window';"],
  ['electron/shell/a.ts', "import { ipcMain as x } from 'electron';"],
  ['electron/shell/b.ts', "import x from 'electron';"],
  ['electron/shell/c.ts', "import * as x from 'electron';"],
  ['electron/shell/d.ts', "import { ipcMain as x } from 'electron/main';"],
  ['electron/shell/e.ts', "import { x } from '../../renderer/app/app';"],
  ['electron/storage/a.ts', "import { ipcMain as x } from 'electron';"],
  ['electron/main.ts', "import { ipcMain as x } from 'electron';"],
  ['electron/ipc/a.ts', "import { ipcRenderer as x } from 'electron';"],
  ['electron/preload.ts', "import { ipcMain as x } from 'electron';"],
];

const permitted: readonly Case[] = [
  ['shared/text/ok.ts', "import { x } from '../model/failure';"],
  ['shared/model/ok.ts', "import { z as x } from 'zod';"],
  ['renderer/state/ok.ts', "import { x } from '../../shared/contract/window';"],
  ['renderer/features/ok.tsx', "import { x } from '../state/store';"],
  ['renderer/features/react.tsx', "import { useState as x } from 'react';"],
  ['renderer/components/ok.tsx', "import { x } from '../../shared/model/tunnel-state';"],
  ['electron/ssh/ok.ts', "import { x } from '../keys/read-key';"],
  ['electron/ssh/node.ts', "import { connect as x } from 'node:net';"],
  ['electron/socks/ok.ts', "import { x } from '../../shared/model/failure';"],
  ['electron/imports/ok.ts', "import { x } from '../browser/url-patterns';"],
  ['electron/tunnel/ok.ts', "import { x } from '../ssh/connection';"],
  ['electron/tunnel/socks.ts', "import { x } from '../socks/front-door';"],
  ['electron/shell/ok.ts', "import { BrowserWindow as x } from 'electron';"],
  ['electron/storage/ok.ts', "import { safeStorage as x } from 'electron';"],
  ['electron/ipc/ok.ts', "import { ipcMain as x } from 'electron';"],
  ['electron/preload.ts', "import { ipcRenderer as x } from 'electron';"],
];

/** Other rules of the house that would go unnoticed if biome.json lost them. */
const otherRules: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['lint/style/noDefaultExport', 'shared/model/rule-a.ts', 'export default 1;'],
  ['lint/suspicious/noExplicitAny', 'shared/model/rule-b.ts', 'export const x: any = 1;'],
  ['lint/style/noEnum', 'shared/model/rule-c.ts', 'export enum Colour { Red }'],
  ['lint/style/noNonNullAssertion', 'shared/model/rule-d.ts', 'export const x = [1][0]!;'],
  ['lint/suspicious/noEmptyBlockStatements', 'electron/ssh/rule-e.ts', 'try { x(); } catch {}'],
  ['lint/suspicious/noConsole', 'electron/ssh/rule-f.ts', "console.log('x');"],
  ['lint/suspicious/noSkippedTests', 'test/unit/rule-g.test.ts', "it.skip('x', () => x());"],
  ['lint/style/noCommonJs', 'electron/ssh/rule-h.ts', "export const x = require('electron');"],
  ['lint/style/useNodejsImportProtocol', 'electron/ssh/rule-i.ts', "export { join } from 'path';"],
];

const folder = temporaryFolder('culvert-lint-');
/** `path rule` of each diagnostic, with the forbidden lines in place. */
let found: ReadonlySet<string> = new Set();
/** The same after the permitted lines were written, some of them over forbidden ones. */
let foundWithPermitted: ReadonlySet<string> = new Set();

function write(file: string, text: string): void {
  const path = folder.file(file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\n`);
}

/** Lints the folder with the project's own configuration, all files in one run. */
async function lint(): Promise<Set<string>> {
  const output = await new Promise<string>((resolve) => {
    const args = [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '.'];
    // Biome ends with 1 when it finds something, which is the point here.
    execFile(process.execPath, args, { cwd: folder.path }, (_error, stdout) => resolve(stdout));
  });
  const diagnostics = output.matchAll(/title=([\w/]+),file=([^,]+),/g);
  return new Set(
    [...diagnostics].map(([, rule = '', file = '']) => {
      const at = file.indexOf('culvert-lint-');
      return `${at < 0 ? file : file.slice(file.indexOf('/', at) + 1)} ${rule}`;
    }),
  );
}

beforeAll(async () => {
  for (const name of ['biome.json', '.gitignore']) {
    copyFileSync(join(checkout, name), folder.file(name));
  }
  for (const [file, line] of refused) write(file, `${line}\nexport const y = x;`);
  for (const [, file, code] of otherRules) write(file, code);
  found = await lint();
  for (const [file, line] of permitted) write(file, `${line}\nexport const y = x;`);
  foundWithPermitted = await lint();
}, 60_000);

afterAll(() => folder.remove());

describe('import directions', () => {
  it.each(refused)('refuses in %s: %s', (file) => {
    expect(found).toContain(`${file} ${restricted}`);
  });

  it.each(permitted)('permits in %s: %s', (file) => {
    expect(foundWithPermitted).toContain(`shared/model/a.ts ${restricted}`);
    expect(foundWithPermitted).not.toContain(`${file} ${restricted}`);
  });
});

describe('house rules', () => {
  it.each(otherRules)('%s bites in %s', (rule, file) => {
    expect(found).toContain(`${file} ${rule}`);
  });
});
