import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { contextOfFiles, type FlowContext } from '../../electron/flows/flow-context';
import { localEngine } from '../../electron/flows/local-engine';
import { readFlows } from '../../electron/flows/read-flows';
import { defaultFields, parseFormat } from '../../electron/flows/record-format';
import type { ServiceRanges } from '../../electron/flows/service-ranges';
import type { FlowAnswer } from '../../shared/model/flows';
import { builtTextWorker } from './key-worker';
import { temporaryFolder } from './temp-folder';

export const defaultHeader = defaultFields.join(' ');

/** A record of the default format. */
export function record(
  between: string,
  ports: string,
  {
    eni = 'eni-0a',
    proto = 6,
    action = 'ACCEPT',
    start = 1_764_000_000,
  }: { eni?: string; proto?: number; action?: string; start?: number } = {},
): string {
  return `2 123456789012 ${eni} ${between} ${ports} ${proto} 10 4000 ${start} ${start + 59} ${action} OK`;
}

const folders: { remove(): void }[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** A folder that goes with the tests of the file that asks for it. */
export function testFolder(): string {
  const folder = temporaryFolder('culvert-test-flows-');
  folders.push(folder);
  return folder.path;
}

/** Files with those contents in a new folder; a name that ends in .gz is packed. */
export function logFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = testFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const pack = typeof content === 'string' && name.endsWith('.gz');
    writeFileSync(path, pack ? gzipSync(content) : content);
  }
  return folder;
}

/** The answer from files alone, or with what is known of their network. */
export async function ask(
  paths: readonly string[],
  options: {
    readonly format?: string;
    readonly context?: FlowContext;
    readonly ranges?: ServiceRanges;
    readonly interfaces?: readonly string[];
    readonly from?: number;
    readonly to?: number;
    readonly signal?: AbortSignal;
    readonly progress?: (step: string, done: number, total: number | null) => void;
  } = {},
): Promise<FlowAnswer> {
  const format = options.format === undefined ? null : parseFormat(options.format);
  return readFlows({
    engine: localEngine(paths, format, await builtTextWorker()),
    context: options.context ?? contextOfFiles('ap-northeast-2'),
    scope: {
      interfaces: options.interfaces ?? null,
      from: options.from ?? null,
      to: options.to ?? null,
    },
    ranges: options.ranges ?? { ranges: [], made: null },
    signal: options.signal ?? new AbortController().signal,
    progress: options.progress ?? (() => undefined),
  });
}
