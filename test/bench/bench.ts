import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { gatherCrew } from './crew';
import { isMeasured, isMet, type Outcome, tally } from './figures';
import type { Context } from './round';
import { launch, windowUnderLoad } from './rows-app';
import { besideDownload, besideUpload } from './rows-beside';
import { bulkDownload, bulkUpload, connections } from './rows-bulk';
import { idle, memory } from './rows-cost';
import { farDownload, lateDownload } from './rows-link';
import { pageLoad } from './rows-page';
import { start } from './rows-start';
import { type ElectronCommand, openBench } from './subjects';
import { table } from './table';

type Row = (context: Context) => Promise<Outcome[]>;

/** The rows by the name that `--only` takes; `processor` is measured with the bulk download. */
const rows: Readonly<Record<string, Row>> = {
  'bulk-download': bulkDownload,
  'bulk-upload': bulkUpload,
  connections,
  'far-download': farDownload,
  'late-download': lateDownload,
  'beside-download': besideDownload,
  'beside-upload': besideUpload,
  'page-load': pageLoad,
  processor: bulkDownload,
  memory,
  idle,
  window: windowUnderLoad,
  start,
  launch,
};

export const rowNames = Object.keys(rows);

export interface BenchOptions {
  readonly electron: ElectronCommand;
  /** The Electron's version, and where it came from. */
  readonly runtime: string;
  readonly rounds: number;
  /** Only these rows, or all. */
  readonly only: readonly string[];
  /** Where the figures go as JSON. */
  readonly file: string;
  readonly say: (line: string) => void;
}

/** Measures the rows, prints their table and keeps the figures; answers the outcomes. */
export async function runBench(options: BenchOptions): Promise<readonly Outcome[]> {
  const { electron, rounds, only, say } = options;
  const wanted = only.length > 0 ? only : rowNames;
  const bench = await openBench(electron);
  const crew = await gatherCrew();
  const outcomes: Outcome[] = [];
  const measured = new Set<Row>();
  const begun = performance.now();
  try {
    for (const name of wanted) {
      const row = rows[name];
      if (row === undefined || measured.has(row)) continue;
      measured.add(row);
      const from = performance.now();
      say(`${name} …`);
      outcomes.push(...(await row({ bench, crew, rounds, say })));
      say(`${name}: ${((performance.now() - from) / 1_000).toFixed(1)} s`);
    }
  } finally {
    await crew.end();
    await bench.end();
  }
  const seconds = (performance.now() - begun) / 1_000;
  keep(options, outcomes, seconds);
  console.log(table(outcomes));
  say(`${tally(outcomes)}, in ${seconds.toFixed(0)} s; ${options.file}`);
  return outcomes;
}

function keep(options: BenchOptions, outcomes: readonly Outcome[], seconds: number): void {
  const { file, runtime, rounds } = options;
  mkdirSync(dirname(file), { recursive: true });
  const machine = {
    processor: cpus()[0]?.model ?? '',
    cores: availableParallelism(),
    load: loadavg(),
    node: process.version,
    electron: runtime,
  };
  const rowsOut = outcomes.map((outcome) => ({
    ...outcome,
    met: isMeasured(outcome) ? isMet(outcome) : null,
  }));
  const kept = { at: new Date().toISOString(), machine, rounds, seconds, rows: rowsOut };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}
