import { setTimeout as delay } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { FailureError } from '../../shared/model/failure';
import type { HalfRow } from './cluster-parts';
import type { EngineReport, EngineWork, FlowEngine } from './flow-query';
import { halfColumns, leftOut } from './halves';
import { type InsightsQuery, insightsQueries } from './insights-queries';

export interface InsightsOptions {
  readonly client: CloudWatchLogsClient;
  /** A client that outlives the question: stopping is asked for when the other may ask no more. */
  readonly parting: () => CloudWatchLogsClient;
  readonly region: string;
  readonly logGroups: readonly string[];
  /** Null for AWS's default format, whose fields Logs discovers by itself. */
  readonly fields: readonly string[] | null;
  /** Between two looks at a query, ms. */
  readonly pauseMs?: number;
}

/** Rows Logs Insights answers at most; a full answer is asked for again in two halves of its time. */
export const mostRows = 10_000;
/** Shorter spans are not divided: their answer is then the most Logs gives. */
const shortest = 60;

/** Asks CloudWatch Logs Insights. Its language knows no cases, so that each kind is a query. */
export function insightsEngine(options: InsightsOptions): FlowEngine {
  return {
    name: 'insights',
    collect: async (work: EngineWork): Promise<EngineReport> => {
      const { from, to } = work.scope;
      if (from === null || to === null) throw new RangeError('Logs Insights needs a span of time');
      const { queries, total } = insightsQueries(options.fields, work.scope);
      const steps = queries.length + (total === null ? 0 : 1);
      let scannedBytes = 0;
      for (const [index, query] of queries.entries()) {
        work.progress('logs:StartQuery', index, steps);
        scannedBytes += await collectSpan(query, from, to, options, work);
      }
      if (total !== null) {
        work.progress('logs:StartQuery', queries.length, steps);
        scannedBytes += await countOthers(total, from, to, options, work);
      }
      return { files: 0, problems: [], scannedBytes };
    },
  };
}

/** @returns bytes that Logs read. */
async function collectSpan(
  query: InsightsQuery,
  from: number,
  to: number,
  options: InsightsOptions,
  work: EngineWork,
): Promise<number> {
  const { results, scannedBytes } = await answered(query.text, from, to, options, work.signal);
  if (results.length >= mostRows && to - from > shortest) {
    const middle = Math.floor((from + to) / 2);
    const first = await collectSpan(query, from, middle, options, work);
    return scannedBytes + first + (await collectSpan(query, middle + 1, to, options, work));
  }
  const rows = results.map((row) => halfRow(row, query)).filter(query.takes);
  await work.database.append(
    'halves',
    rows.map((row) => halfColumns.map((column) => row[column] ?? null)),
  );
  return scannedBytes;
}

/** Of everybody's records, those no query has taken. @returns bytes that Logs read. */
async function countOthers(
  total: string,
  from: number,
  to: number,
  options: InsightsOptions,
  { database, signal }: EngineWork,
): Promise<number> {
  const { results, scannedBytes } = await answered(total, from, to, options, signal);
  const all = Number(results[0]?.find(({ field }) => field === 'sum_records')?.value ?? 0);
  await database.run(`INSERT INTO halves BY NAME
    SELECT '${leftOut}' AS status, ${all} - coalesce(sum(records), 0) AS records
    FROM halves HAVING ${all} > coalesce(sum(records), 0)`);
  return scannedBytes;
}

async function answered(
  queryString: string,
  startTime: number,
  endTime: number,
  { client, parting, region, logGroups, pauseMs = 1_000 }: InsightsOptions,
  signal: AbortSignal,
) {
  const { queryId = '' } = await client.send(
    new StartQueryCommand({
      logGroupNames: [...logGroups],
      startTime,
      endTime,
      queryString,
      limit: mostRows,
    }),
  );
  try {
    for (;;) {
      const answer = await client.send(new GetQueryResultsCommand({ queryId }));
      if (answer.status === 'Complete') {
        return {
          results: answer.results ?? [],
          scannedBytes: answer.statistics?.bytesScanned ?? 0,
        };
      }
      if (answer.status !== 'Running' && answer.status !== 'Scheduled') {
        const reason = answer.status ?? 'Unknown';
        const action = 'logs:StartQuery';
        throw new FailureError({
          code: 'aws-refused',
          action,
          region,
          reason,
          detail: queryString.slice(0, 512),
        });
      }
      await delay(pauseMs, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    // Whether Logs heard or not, the person has called it off.
    await parting()
      .send(new StopQueryCommand({ queryId }))
      .catch(() => undefined);
    throw signal.reason;
  }
}

function halfRow(row: readonly ResultField[], query: InsightsQuery): HalfRow {
  const half: Record<string, string | number | null> = {};
  for (const { field = '', value = '' } of row) {
    const column = query.names.get(field) ?? field;
    if (value === '' || value === '-') half[column] = null;
    else half[column] = query.numbers.has(column) ? Math.trunc(Number(value)) : value;
  }
  // As in `halves`: only where the packet's own address is another.
  if (half['pkt_src'] === half['src']) half['pkt_src'] = null;
  if (half['pkt_dst'] === half['dst']) half['pkt_dst'] = null;
  return { ...half, ...query.constant };
}
