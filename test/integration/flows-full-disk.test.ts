import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOfFiles } from '../../electron/flows/flow-context';
import { localEngine } from '../../electron/flows/local-engine';
import { readFlows } from '../../electron/flows/read-flows';
import { defaultHeader, logFolder, record } from '../support/flows';
import { builtTextWorker } from '../support/key-worker';
import { temporaryFolder } from '../support/temp-folder';

const disk = temporaryFolder('culvert-full-');

beforeAll(() => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk.path]);
});
afterAll(() => {
  execFileSync('umount', [disk.path]);
  disk.remove();
});

async function read(folder: string, memoryMiB: number) {
  return readFlows({
    engine: localEngine([folder], null, await builtTextWorker()),
    context: contextOfFiles(null),
    scope: { interfaces: null, from: null, to: null },
    ranges: { ranges: [], made: null },
    signal: new AbortController().signal,
    progress: () => undefined,
    database: { folder: disk.path, memoryMiB, threads: 2 },
  });
}

/** Records of as many pairs of hosts. */
function records(count: number): string {
  const lines = Array.from({ length: count }, (_, at) =>
    record(
      `10.${at & 255}.${(at >> 8) & 255}.1 52.${(at * 7) & 255}.${(at >> 3) & 255}.1`,
      `${3_000 + (at % 29_000)} ${3_001 + ((at * 13) % 29_000)}`,
    ),
  );
  return [defaultHeader, ...lines].join('\n');
}

describe('flow logs on a computer whose disk is full', () => {
  const many = records(120_000);
  const packed = gzipSync(many);
  const beside = `${defaultHeader}\n${record('10.0.0.1 52.219.1.1', '40000 443')}`;

  it.each([
    ['what does not fit where it is unpacked', { 'a.log.gz': packed, 'b.log': beside }, 384],
    [
      'a file that is damaged as well',
      { 'a.log.gz': packed.subarray(0, -20), 'b.log': beside },
      384,
    ],
    ['more groups than the memory holds', { 'a.log': records(600_000) }, 192],
  ])('are answered wholly or not at all: %s', async (_what, files, memoryMiB) => {
    await expect(read(logFolder(files as never), memoryMiB)).rejects.toMatchObject({
      failure: { code: 'flows-no-room', of: 'disk' },
    });
    expect(readdirSync(disk.path)).toEqual([]);
  });
});
