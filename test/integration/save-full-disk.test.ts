import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportTable } from '../../electron/flows/export-table';
import { saveFile } from '../../electron/storage/save-file';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { networkFixtures } from '../support/aws/network-fixtures';
import { type CliRun, culvert } from '../support/cli';
import { network } from '../support/doctor-network';
import { flowAnswer } from '../support/flow-answer';
import { temporaryFolder } from '../support/temp-folder';

const disk = temporaryFolder('culvert-full-');
const dataDir = temporaryFolder('culvert-full-data-');
let endpoint: AwsEndpoint;

beforeAll(async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk.path]);
  endpoint = await AwsEndpoint.start(networkFixtures(network({})));
});
afterAll(async () => {
  await endpoint.close();
  execFileSync('umount', [disk.path]);
  disk.remove();
  dataDir.remove();
});

/** Leaves room for one page more, and puts a file there that was saved before. */
function fill(name: string): string {
  for (const each of readdirSync(disk.path)) rmSync(join(disk.path, each));
  writeFileSync(disk.file(name), 'before');
  writeFileSync(disk.file('ballast'), Buffer.alloc(52 * 1024));
  return disk.file(name);
}

function expectUntouched(name: string) {
  expect(readFileSync(disk.file(name), 'utf8')).toBe('before');
  expect(readdirSync(disk.path).sort()).toEqual(['ballast', name].sort());
}

const unwritable = (name: string) => ({ code: 'file-unwritable', name, why: 'ENOSPC' });

describe('FLT-11: on a full disk what was saved before stays, and nothing half', () => {
  const { signal } = new AbortController();
  // Rows that no compression makes small.
  const destinations = Array.from({ length: 4_000 }, (_, at) => ({
    ...(flowAnswer.destinations[0] as (typeof flowAnswer.destinations)[number]),
    destination: `10.${(at * 7919) % 256}.${(at * 104_729) % 251}.${at % 250}`,
    bytes: (at * 2_654_435_761) % 4_294_967_291,
  }));

  it.each(['csv', 'parquet'] as const)('of a table as %s', async (kind) => {
    const path = fill(`table.${kind}`);
    await expect(exportTable(destinations, path, kind, signal)).rejects.toMatchObject({
      failure: unwritable(`table.${kind}`),
    });
    expectUntouched(`table.${kind}`);
  });

  it('of a table that is made where there is no room', async () => {
    const path = fill('elsewhere');
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = disk.path;
    try {
      await expect(
        exportTable(destinations, dataDir.file('table.csv'), 'csv', signal),
      ).rejects.toMatchObject({ failure: unwritable('table.csv') });
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    expect(readdirSync(dataDir.path)).not.toContain('table.csv');
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  it('of rules, whose program is written by ourselves', async () => {
    const path = fill('rules.sh');
    await expect(saveFile(path, 'x'.repeat(32_000), 0o755)).rejects.toMatchObject({
      failure: unwritable('rules.sh'),
    });
    expectUntouched('rules.sh');
  });

  it('of what the command line exports, in the words the window has for it', async () => {
    const path = fill('proxy.pac');
    // A few names do not fill a disk; so many do.
    const domains = Array.from({ length: 900 }, (_, at) => `team-${at}.data.example.com`);
    const asked = culvert(
      ['export', 'pac', ...domains.flatMap((each) => ['--domain', each]), '--out', path],
      { dataDir: dataDir.path },
    );
    expect(await asked.ended).toBe(1);
    expect(asked.stderr()).toBe(
      '“proxy.pac” could not be saved (ENOSPC). Make room, or save it on another disk.\n',
    );
    expectUntouched('proxy.pac');
  });

  it('of the doctor’s report, and a script reads the code', async () => {
    const path = fill('report.json');
    const place = ['--region', 'ap-northeast-2', '--endpoint-url', endpoint.url];
    const asked: CliRun = culvert(
      ['doctor', '--cluster', 'j-1ABCDEFGHIJKL', ...place, '--report', path, '--json'],
      { dataDir: dataDir.path, env: awsEnvironment(dataDir.path) },
    );
    expect(await asked.ended).toBe(1);
    expect(asked.events().at(-1)).toMatchObject({ event: 'failed', ...unwritable('report.json') });
    expectUntouched('report.json');
  });
});
