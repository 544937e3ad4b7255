import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../..', name), 'utf8');

it('is the same to Windows while it runs as the installer’s shortcut says', () => {
  const [, shortcut] = /^appId: (\S+)$/m.exec(read('electron-builder.yml')) ?? [];
  expect(shortcut).toMatch(/^[\w.]+$/);
  expect(read('electron/main.ts')).toContain(`app.setAppUserModelId('${shortcut}')`);
});
