import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from '../../../electron/storage/log-file';
import { type LogEntry, logEntrySchema } from '../../../shared/model/log';
import { temporaryFolder } from '../../support/temp-folder';

let place: ReturnType<typeof temporaryFolder>;
let folder: string;
const troubles: unknown[] = [];

beforeEach(() => {
  place = temporaryFolder('culvert-log-');
  folder = join(place.path, 'logs');
  troubles.length = 0;
});
afterEach(() => place.remove());

const opened = () => new LogFile({ folder, onTrouble: (error) => troubles.push(error) });

function entry(sequence: number, text = ''): LogEntry {
  return { sequence, at: 0, profileId: 'etl', event: { code: 'server-banner', text } };
}

/** All entries on disk, oldest first; every line must be one. */
function entries(): LogEntry[] {
  const age = (name: string) => Number(/\.(\d)\.log$/.exec(name)?.[1] ?? 0);
  return readdirSync(folder)
    .sort((a, b) => age(b) - age(a))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
    .map((line) => logEntrySchema.parse(JSON.parse(line)));
}

describe('SEC-04: the log on disk', () => {
  it('holds every entry in order, for this user alone, and goes on where it ended', async () => {
    const first = opened();
    for (let at = 1; at <= 500; at += 1) first.add(entry(at));
    await first.close();
    const second = opened();
    second.add(entry(501));
    await second.close();
    expect(entries().map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 501 }, (_, at) => at + 1),
    );
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'culvert.log')).mode & 0o777).toBe(0o600);
    expect(troubles).toEqual([]);
  });

  it('never takes more than five files of 1 MiB, and keeps the newest', async () => {
    const log = opened();
    const text = 'x'.repeat(4_000);
    for (let at = 1; at <= 2_000; at += 1) {
      log.add(entry(at, text));
      if (at % 20 === 0) await log.flush();
    }
    await log.close();
    const files = readdirSync(folder).sort();
    expect(files).toEqual([
      'culvert.1.log',
      'culvert.2.log',
      'culvert.3.log',
      'culvert.4.log',
      'culvert.log',
    ]);
    for (const name of files) {
      const { size, mode } = statSync(join(folder, name));
      expect(size).toBeLessThanOrEqual(1024 * 1024);
      expect(mode & 0o777).toBe(0o600);
    }
    const kept = entries().map(({ sequence }) => sequence);
    expect(kept.at(-1)).toBe(2_000);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, at) => 2_001 - kept.length + at));
    expect(kept.length).toBeGreaterThan(1_000);
  });

  it('makes a file others could read its owner’s again', async () => {
    const log = opened();
    log.add(entry(1));
    await log.close();
    const path = join(folder, 'culvert.log');
    rmSync(path);
    writeFileSync(path, '', { mode: 0o644 });
    const again = opened();
    again.add(entry(2));
    await again.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('tells once when it cannot be written, and loses entries rather than time', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const log = opened();
    for (let at = 1; at <= 5_000; at += 1) log.add(entry(at, 'x'.repeat(200)));
    await log.close();
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(folder, 'utf8')).toBe('a file where the folder should be');
  });
});
