import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withFileLock } from '../../../electron/ssh/trust/file-lock';
import { fileStore } from '../../../electron/ssh/trust/trust-store';
import { temporaryFolder } from '../../support/temp-folder';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, open: vi.fn(real.open) };
});

let folder: ReturnType<typeof temporaryFolder>;
const { platform } = process;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  vi.mocked(open).mockReset();
  Object.defineProperty(process, 'platform', { value: platform });
  folder.remove();
});

/** As Windows refuses a new file where nobody may write, or where one is still being removed. */
function refusing(times: number): void {
  Object.defineProperty(process, 'platform', { value: 'win32' });
  const refusal = Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
  for (let count = 0; count < times; count += 1) vi.mocked(open).mockRejectedValueOnce(refusal);
}

describe('the lock beside a file', () => {
  it('is waited for while Windows still removes the last one', async () => {
    refusing(5);
    expect(await withFileLock(folder.file('list'), async () => 'done')).toBe('done');
  });

  it('is given up where nobody may write', async () => {
    refusing(1_000);
    const list = folder.file('list');
    await expect(fileStore(list).put('host', [])).rejects.toMatchObject({
      failure: { code: 'trust-store-unwritable', file: list, why: 'EPERM' },
    });
  });

  it.each([
    ['long ago', -11],
    ['in the future, by a clock that was set back', 3_600],
  ])('is taken over when it was left %s', async (_when, seconds) => {
    const list = folder.file('list');
    const left = Date.now() / 1_000 + seconds;
    writeFileSync(`${list}.lock`, '');
    utimesSync(`${list}.lock`, left, left);
    expect(await withFileLock(list, async () => 'done')).toBe('done');
    expect(existsSync(`${list}.lock`)).toBe(false);
  });

  it('is not waited for without end while others hold it', async () => {
    const list = folder.file('list');
    writeFileSync(`${list}.lock`, '');
    const patience = { heldMs: 200, removedMs: 100 };
    await expect(withFileLock(list, async () => 'done', patience)).rejects.toMatchObject({
      code: 'EBUSY',
    });
    expect(existsSync(`${list}.lock`)).toBe(true);
  });
});
