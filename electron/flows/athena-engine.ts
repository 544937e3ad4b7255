import { setTimeout as delay } from 'node:timers/promises';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { FailureError } from '../../shared/model/failure';
import type { FlowPrice } from '../../shared/model/flow-source';
import { type AthenaPlace, athenaQuestion, createTable } from './athena-table';
import type { HalfRow } from './cluster-parts';
import type { EngineReport, EngineWork, FlowEngine } from './flow-query';
import { halfColumns, isUntimed, leftOut } from './halves';

export interface AthenaOptions extends AthenaPlace {
  readonly client: AthenaClient;
  /** A client that outlives the question: stopping is asked for when the other may ask no more. */
  readonly parting: () => AthenaClient;
  readonly region: string;
  /** `s3://…` for results; null where the workgroup says. */
  readonly output: string | null;
  readonly workgroup: string;
  /** Told what Athena expects to read before the question runs; throws to call it off. */
  readonly agree: (bytes: number | null) => Promise<void>;
  /** Between two looks at a query, ms. */
  readonly pauseMs?: number;
}

/** Athena bills for each terabyte it reads, in most regions (Athena pricing). */
const dollarsPerTerabyte = 5;

/** What reading that much costs. */
export function priceOf(bytes: number | null): FlowPrice {
  const dollars = bytes === null ? null : (bytes / 1e12) * dollarsPerTerabyte;
  return { bytes, dollars, dollarsPerTerabyte };
}

/** Asks Athena about flow logs in S3; what comes back is grouped and small. */
export function athenaEngine(options: AthenaOptions): FlowEngine {
  return {
    name: 'athena',
    collect: async (work: EngineWork): Promise<EngineReport> => {
      const { sql, takes } = athenaQuestion(options, work.scope);
      await finished(createTable(options), options, work);
      const plan = await finished(`EXPLAIN (TYPE IO, FORMAT JSON) ${sql}`, options, work);
      await options.agree(estimate(await textOf(plan.id, options)));
      const done = await finished(sql, options, work);
      for await (const rows of pagesOf(done.id, options)) {
        const mine = rows.map((row) => (takes(row) ? row : others(row)));
        await work.database.append(
          'halves',
          mine.map((row) => halfColumns.map((column) => row[column] ?? null)),
        );
      }
      const untimed = isUntimed(options.fields, work.scope) ? 1 : 0;
      return { files: 0, problems: [], untimed, scannedBytes: done.scannedBytes };
    },
  };
}

interface Finished {
  readonly id: string;
  readonly scannedBytes: number;
}

/** Runs one statement to its end; called off, it is stopped at Athena's side too. */
async function finished(
  sql: string,
  options: AthenaOptions,
  { signal, progress }: EngineWork,
): Promise<Finished> {
  const { client, database, workgroup, output } = options;
  const { QueryExecutionId: id = '' } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: database },
      WorkGroup: workgroup,
      ...(output === null ? {} : { ResultConfiguration: { OutputLocation: output } }),
    }),
  );
  try {
    for (;;) {
      const { QueryExecution: execution } = await client.send(
        new GetQueryExecutionCommand({ QueryExecutionId: id }),
      );
      const scannedBytes = execution?.Statistics?.DataScannedInBytes ?? 0;
      if (isOver(execution, options)) return { id, scannedBytes };
      progress('athena:GetQueryExecution', scannedBytes, null);
      await delay(options.pauseMs ?? 1_000, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    await stop(id, options);
    throw signal.reason;
  }
}

function isOver(execution: QueryExecution | undefined, { region }: AthenaOptions): boolean {
  const state = execution?.Status?.State;
  if (state === 'SUCCEEDED') return true;
  if (state !== 'FAILED' && state !== 'CANCELLED') return false;
  throw new FailureError({
    code: 'aws-refused',
    action: 'athena:StartQueryExecution',
    region,
    reason: state,
    detail: (execution?.Status?.StateChangeReason ?? '').slice(0, 512),
  });
}

async function stop(id: string, { parting }: AthenaOptions): Promise<void> {
  const gone = parting().send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  // Whether Athena heard or not, the person has called it off.
  await gone.catch(() => undefined);
}

async function* resultPages(id: string, client: AthenaClient) {
  for await (const page of paginateGetQueryResults({ client }, { QueryExecutionId: id })) {
    yield (page.ResultSet?.Rows ?? []).map(({ Data }) =>
      (Data ?? []).map(({ VarCharValue }) => VarCharValue ?? null),
    );
  }
}

async function textOf(id: string, { client }: AthenaOptions): Promise<string> {
  const lines: string[] = [];
  for await (const page of resultPages(id, client)) lines.push(...page.map((row) => row.join(' ')));
  return lines.join('\n');
}

/** The size in EXPLAIN's answer; null where Athena has no statistics of the files. */
function estimate(text: string): number | null {
  const size = /"outputSizeInBytes"\s*:\s*"?([\d.eE+]+)/.exec(text)?.[1];
  const bytes = Number(size);
  return size !== undefined && Number.isFinite(bytes) ? bytes : null;
}

const numbers = new Set<string>([
  'sport',
  'dport',
  'proto',
  'proof',
  'bytes',
  'packets',
  'records',
  'flagged',
  'first',
  'last',
]);

/** Page by page: all of them may be more than fits. The first row names the columns. */
async function* pagesOf(id: string, { client }: AthenaOptions): AsyncGenerator<HalfRow[]> {
  let names: readonly (string | null)[] | null = null;
  for await (const page of resultPages(id, client)) {
    const rows = names === null ? page.slice(1) : page;
    names ??= page[0] ?? null;
    yield rows.map((row) => halfOf(names ?? [], row));
  }
}

/** By name, whatever the order of the question was. */
function halfOf(names: readonly (string | null)[], row: readonly (string | null)[]): HalfRow {
  const values = names.map((name, index): [string, string | number | null] => {
    const value = row[index] ?? null;
    return [name ?? '', value === null || !numbers.has(name ?? '') ? value : Number(value)];
  });
  return Object.fromEntries(values);
}

/** A row of nobody in the cluster is only counted. */
function others({ records = null }: HalfRow): HalfRow {
  return { status: leftOut, records };
}
