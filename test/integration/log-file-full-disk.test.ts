import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LogFile } from '../../electron/storage/log-file';
import type { LogEntry } from '../../shared/model/log';
import { temporaryFolder } from '../support/temp-folder';

const place = temporaryFolder('culvert-full-');

beforeAll(() => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place.path]);
});
afterAll(() => {
  execFileSync('umount', [place.path]);
  place.remove();
});

function entry(sequence: number): LogEntry {
  const text = 'x'.repeat(1_000);
  return { sequence, at: 0, profileId: 'etl', event: { code: 'server-banner', text } };
}

it('FLT-11: a full disk costs lines of the log, never half a line, and is told once each way', async () => {
  const troubles: unknown[] = [];
  const log = new LogFile({
    folder: join(place.path, 'logs'),
    onTrouble: (error) => troubles.push(error),
  });
  writeFileSync(join(place.path, 'ballast'), Buffer.alloc(24 * 1024));
  for (let at = 1; at <= 100; at += 1) {
    log.add(entry(at));
    await log.flush();
  }
  expect(troubles).toMatchObject([{ code: 'ENOSPC' }]);
  rmSync(join(place.path, 'ballast'));
  log.add(entry(101));
  await log.close();
  expect(troubles).toHaveLength(2);
  expect(troubles[1]).toBeNull();
  const lines = readFileSync(join(place.path, 'logs', 'culvert.log'), 'utf8')
    .trimEnd()
    .split('\n');
  const read = lines.map((line) => JSON.parse(line) as { sequence?: number; dropped?: number });
  const dropped = read.reduce((sum, line) => sum + (line.dropped ?? 0), 0);
  expect(dropped).toBeGreaterThan(0);
  expect(read.filter((line) => line.sequence !== undefined).length + dropped).toBe(101);
});
