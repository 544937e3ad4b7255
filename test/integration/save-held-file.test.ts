import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { exportTable } from '../../electron/flows/export-table';
import { failureFrom } from '../../shared/model/failure';
import { failureWords } from '../../shared/text/failures';
import { flowAnswer } from '../support/flow-answer';
import { temporaryFolder } from '../support/temp-folder';

const folder = temporaryFolder('culvert-held-');
const table = folder.file('table.csv');

afterAll(() => folder.remove());

it('says of a table that something else holds that it is open there', async () => {
  writeFileSync(folder.file('held'), 'theirs');
  writeFileSync(table, 'before');
  // As a program on Windows does: nothing may take the place of a file that is mounted on.
  execFileSync('mount', ['--bind', folder.file('held'), table]);
  try {
    const { signal } = new AbortController();
    const failure = await exportTable(flowAnswer.destinations, table, 'csv', signal).then(
      () => null,
      failureFrom,
    );
    expect(failure).toEqual({ code: 'file-unwritable', name: 'table.csv', why: 'EBUSY' });
    if (failure === null) return;
    expect(failureWords(failure, 'en').cause).toContain('Another program has it open');
    expect(failureWords(failure, 'en').next).not.toContain('folder');
  } finally {
    execFileSync('umount', [table]);
  }
  expect(readFileSync(table, 'utf8')).toBe('before');
  expect(readdirSync(folder.path).sort()).toEqual(['held', 'table.csv']);
});
