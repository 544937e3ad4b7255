import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { findFiles } from '../../../electron/flows/find-files';
import { logFolder } from '../../support/flows';

it('follows links to files, and names one that leads nowhere', async () => {
  const folder = logFolder({ 'real/a.log': 'a', 'links/README.md': 'b' });
  const links = join(folder, 'links');
  symlinkSync(join(folder, 'real/a.log'), join(links, 'a.log'));
  symlinkSync(join(folder, 'real/gone.log'), join(links, 'gone.log'));
  symlinkSync(folder, join(links, 'round'));
  const { files, problems } = await findFiles([links]);
  expect(files).toEqual([{ path: join(links, 'a.log'), name: 'a.log', bytes: 1 }]);
  expect(problems).toMatchObject([{ file: 'gone.log', code: 'unreadable', detail: 'ENOENT' }]);
});

it('reads a file once that is named twice', async () => {
  const folder = logFolder({ 'a.log': 'a' });
  const { files } = await findFiles([folder, relative(process.cwd(), join(folder, 'a.log'))]);
  expect(files).toHaveLength(1);
});
