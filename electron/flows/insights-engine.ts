import { setTimeout as delay } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { FailureError } from '../../shared/model/failure';
import type { FlowProblem } from '../../shared/model/flows';
import type { HalfRow } from './cluster-parts';
import { wholeFile } from './find-files';
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
  /** Rows of one answer; what Logs Insights gives at most unless a test wants fewer. */
  readonly mostRows?: number;
}

/** Rows Logs Insights answers at most (StartQuery, limit). */
const mostRows = 10_000;
/**
 * A full answer lacks rows, and its span is asked about anew in so many parts. Logs bills the span
 * each time: halves would have it read three times as often until they are small enough.
 */
const parts = 8;

/** Asks CloudWatch Logs Insights. Its language knows no cases, so that each kind is a query. */
export function insightsEngine(options: InsightsOptions): FlowEngine {
  return {
    name: 'insights',
    collect: async (work: EngineWork): Promise<EngineReport> => {
      const { from, to } = work.scope;
      if (from === null || to === null) throw new RangeError('Logs Insights needs a span of time');
      const { queries, total } = insightsQueries(options.fields, work.scope);
      const steps = queries.length + (total === null ? 0 : 1);
      const cut: number[] = [];
      let scannedBytes = 0;
      for (const [index, query] of queries.entries()) {
        work.progress('logs:StartQuery', index, steps);
        scannedBytes += await collectSpan(query, from, to, options, work, cut);
      }
      if (total !== null) {
        work.progress('logs:StartQuery', queries.length, steps);
        scannedBytes += await countOthers(total, from, to, options, work);
      }
      // Logs itself keeps to the span, by the time of each event.
      return { files: 0, problems: cutProblems(cut, options), untimed: 0, scannedBytes };
    },
  };
}

/** What is missing is told: no second is divided, and Logs had more of these. */
function cutProblems(cut: readonly number[], { logGroups }: InsightsOptions): FlowProblem[] {
  const seconds = [...new Set(cut)].sort((a, b) => a - b);
  const times = seconds.map((second) => new Date(second * 1_000).toISOString().slice(0, 19));
  if (times.length === 0) return [];
  const shown = times.length > 3 ? [...times.slice(0, 3), '…'] : times;
  return [wholeFile(logGroups.join(', '), 'rows-cut', shown.join(', '))];
}

/** @returns bytes that Logs read. @param cut takes the seconds whose rows are not all there. */
async function collectSpan(
  query: InsightsQuery,
  from: number,
  to: number,
  options: InsightsOptions,
  work: EngineWork,
  cut: number[],
): Promise<number> {
  const { results, scannedBytes } = await answered(query.text, from, to, options, work.signal);
  const isFull = results.length >= (options.mostRows ?? mostRows);
  if (isFull && to > from) {
    const step = Math.ceil((to - from + 1) / parts);
    let bytes = scannedBytes;
    for (let start = from; start <= to; start += step) {
      const end = Math.min(to, start + step - 1);
      bytes += await collectSpan(query, start, end, options, work, cut);
    }
    return bytes;
  }
  if (isFull) cut.push(from);
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
  {
    client,
    parting,
    region,
    logGroups,
    pauseMs = 1_000,
    mostRows: limit = mostRows,
  }: InsightsOptions,
  signal: AbortSignal,
) {
  const { queryId = '' } = await client.send(
    new StartQueryCommand({
      logGroupNames: [...logGroups],
      startTime,
      endTime,
      queryString,
      limit,
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
