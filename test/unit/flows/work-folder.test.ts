import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workFolder } from '../../../electron/flows/work-folder';
import { testFolder } from '../../support/flows';

function leftBehind(parent: string, name: string, minutes: number): void {
  const path = join(parent, name);
  mkdirSync(path);
  writeFileSync(join(path, 'text-0'), 'unpacked');
  const then = new Date(Date.now() - minutes * 60_000);
  utimesSync(path, then, then);
}

it('removes what an ended process left, and nothing of one that may be at work', async () => {
  const parent = testFolder();
  const { pid: ended } = spawnSync(process.execPath, ['--version']);
  leftBehind(parent, `culvert-flows-${ended}-old001`, 60);
  leftBehind(parent, `culvert-flows-${ended}-new001`, 1);
  leftBehind(parent, `culvert-flows-${process.ppid}-run001`, 60);
  leftBehind(parent, 'culvert-flows-notes', 60);
  const made = await workFolder(parent);
  expect(
    readdirSync(parent)
      .map((name) => join(parent, name))
      .sort(),
  ).toEqual(
    [
      join(parent, 'culvert-flows-notes'),
      join(parent, `culvert-flows-${ended}-new001`),
      join(parent, `culvert-flows-${process.ppid}-run001`),
      made,
    ].sort(),
  );
});
