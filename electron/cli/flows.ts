import { clusterIdSchema } from '../../shared/model/cluster';
import { asksAws, type FlowPrice } from '../../shared/model/flow-source';
import type {
  FlowAnswer,
  FlowDestination,
  FlowEngineName,
  FlowProblem,
} from '../../shared/model/flows';
import { shippedRangesDay } from '../../shared/model/shipped-ranges';
import { visible } from '../../shared/text/failures/visible';
import {
  flowProblemLine,
  nothingReadLine,
  tooManyRulesLines,
  untimedLine,
} from '../../shared/text/flows';
import { dataFolder } from '../engine/folders';
import { answerQuestion, type FlowSource } from '../flows/flow-question';
import { formatText, parseFormat } from '../flows/record-format';
import {
  fetchRanges,
  keptRanges,
  readServiceRanges,
  type ServiceRanges,
} from '../flows/service-ranges';
import { peerText } from '../flows/verdict';
import { readArguments, UsageError } from './arguments';
import { awsOptions, awsSession } from './aws-options';
import { exitCode } from './exit-code';
import type { Output } from './output';
import { slowedTeller } from './slowed';
import { interruption } from './until-interrupted';

const options = {
  ...awsOptions,
  format: { type: 'string' },
  cluster: { type: 'string' },
  eni: { type: 'string', multiple: true, default: [] as string[] },
  from: { type: 'string' },
  to: { type: 'string' },
  engine: { type: 'string', default: 'local' },
  'ip-ranges': { type: 'string' },
  'fetch-ip-ranges': { type: 'boolean', default: false },
  parquet: { type: 'boolean', default: false },
  output: { type: 'string' },
  workgroup: { type: 'string', default: 'primary' },
  database: { type: 'string', default: 'default' },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

/**
 * Says what the nodes of a cluster open, from VPC flow logs.
 *
 * @param workerUrl the built text-worker.js.
 */
export async function flows(args: readonly string[], output: Output, workerUrl: URL) {
  const { values, positionals } = readArguments(args, options, Number.POSITIVE_INFINITY);
  const asked = askedFor(values, positionals);
  const work = shownWork(output);
  const ranges = await rangesFrom(values, work.signal);
  const slowed = slowedTeller(output);
  const session = asksAws(asked) ? await awsSession(values) : null;
  try {
    const answer = await answerQuestion(
      { ...asked, region: values.region ?? null, ranges },
      {
        ...work,
        workerUrl,
        slowed: slowed.tell,
        session,
        agree: async (price) => output.diagnose(priceLine(price)),
      },
    );
    work.done();
    print(answer, output);
    return answer.summary.records > 0 ? exitCode.done : exitCode.other;
  } finally {
    slowed.end();
    session?.close();
  }
}

/** What can be said to be wrong before anything is asked. */
function askedFor(values: Values, positionals: readonly string[]) {
  const { engine, cluster } = values;
  if (engine !== 'local' && engine !== 'athena' && engine !== 'insights') {
    throw new UsageError(`--engine takes local, athena or insights, not "${engine}"`);
  }
  const scope = {
    interfaces: interfacesFrom(values.eni),
    from: timeFrom('from', values.from),
    to: timeFrom('to', values.to),
  };
  if (cluster !== undefined && !clusterIdSchema.safeParse(cluster).success) {
    throw new UsageError(`--cluster takes an id such as j-2AXXXXXXGAPLF, not "${cluster}"`);
  }
  if (cluster !== undefined && scope.interfaces !== null) {
    throw new UsageError('--cluster finds the interfaces itself: leave --eni out');
  }
  if (positionals.length === 0)
    throw new UsageError('which flow log files? Folders are read whole');
  if (engine === 'athena' && !/^s3:\/\/[^/]+\/.+/.test(positionals[0] ?? '')) {
    throw new UsageError(
      '--engine athena takes where the logs lie: s3://bucket/AWSLogs/…/vpcflowlogs/region',
    );
  }
  if (engine === 'insights' && (scope.from === null || scope.to === null)) {
    throw new UsageError('--engine insights needs --from and --to: Logs bills for what it reads');
  }
  const source = sourceFrom(engine, values, positionals);
  return { source, format: formatFrom(values.format), clusterId: cluster ?? null, scope };
}

function sourceFrom(
  engine: FlowEngineName,
  { parquet, database, workgroup, output }: Values,
  positionals: readonly string[],
): FlowSource {
  if (engine === 'local') return { engine, paths: positionals };
  if (engine === 'insights') return { engine, logGroups: [...positionals] };
  const [location = ''] = positionals;
  return { engine, location, parquet, database, workgroup, output: output ?? null };
}

/** Said before Athena reads. */
function priceLine({ bytes, dollars, dollarsPerTerabyte }: FlowPrice): string {
  const price = `Athena bills ${dollarsPerTerabyte} USD a terabyte`;
  if (bytes === null || dollars === null) {
    return `athena: how much will be read is not known beforehand; ${price}`;
  }
  const read = `about ${(bytes / 1e6).toFixed(1)} MB will be read, ${dollars.toFixed(4)} USD`;
  return `athena: ${read}; ${price}`;
}

interface Work {
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
  /** Takes the last line of progress away. */
  readonly done: () => void;
}

/** Ctrl+C calls it off, and a terminal shows how far it is. */
function shownWork(output: Output): Work {
  const shows = process.stderr.isTTY && !output.json;
  return {
    signal: interruption(),
    progress: (step, done, total) => {
      if (!shows) return;
      const share = total === null || total === 0 ? '' : ` ${Math.floor((100 * done) / total)} %`;
      process.stderr.write(`\r\x1b[K${step}${share}`);
    },
    done: () => {
      if (shows) process.stderr.write('\r\x1b[K');
    },
  };
}

function formatFrom(text: string | undefined): readonly string[] | null {
  if (text === undefined || text === 'default') return null;
  const fields = parseFormat(text);
  if (fields === null) {
    const example = formatText(['version', 'interface-id', 'srcaddr']);
    throw new UsageError(`--format takes the fields of the flow log: '${example} …'`);
  }
  return fields;
}

/** AWS's address ranges, for addresses that neither records nor cluster name. */
async function rangesFrom(values: Values, signal: AbortSignal): Promise<ServiceRanges> {
  const folder = dataFolder(process.env, process.platform);
  if (values['fetch-ip-ranges']) return fetchRanges(folder, signal);
  const path = values['ip-ranges'];
  if (path === undefined) return keptRanges(folder);
  let ranges: Awaited<ReturnType<typeof readServiceRanges>>;
  try {
    ranges = await readServiceRanges(path);
  } catch (error) {
    throw new UsageError(`--ip-ranges ${path}: ${error instanceof Error ? error.message : error}`);
  }
  if (ranges !== null) return ranges;
  throw new UsageError(
    `--ip-ranges takes a copy of https://ip-ranges.amazonaws.com/ip-ranges.json, not ${path}`,
  );
}

function interfacesFrom(words: readonly string[]): readonly string[] | null {
  const ids = words.flatMap((word) => word.split(',')).filter((id) => id !== '');
  for (const id of ids) {
    if (!/^eni-[0-9a-z]+$/.test(id)) throw new UsageError(`--eni takes eni-…, not "${id}"`);
  }
  return ids.length === 0 ? null : ids;
}

/** Seconds since 1970, from such a number or from a date (UTC unless it says otherwise). */
function timeFrom(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{9,11}$/.test(text)) return Number(text);
  const dated = /^\d{4}-\d{2}-\d{2}/.test(text);
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text);
  const milliseconds = dated ? Date.parse(zoned ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw new UsageError(`--${name} takes a time such as 2026-11-22T09:00Z, not "${text}"`);
  }
  return Math.floor(milliseconds / 1000);
}

function print(answer: FlowAnswer, output: Output): void {
  for (const each of answer.destinations) output.result(each, visible(line(each)));
  for (const problem of answer.summary.problems) output.diagnose(problemLine(problem, output));
  const { engine, records, ruleLoads } = answer.summary;
  const untimed = untimedLine(answer.summary, output.language);
  if (untimed !== null) output.diagnose(untimed);
  for (const line of tooManyRulesLines(ruleLoads, output.language)) output.diagnose(line);
  if (records === 0) output.diagnose(nothingReadLine(engine, output.language));
  output.result({ summary: answer.summary }, totals(answer));
}

function problemLine(problem: FlowProblem, output: Output): string {
  // Names and details come from files, which may hold what moves a terminal's cursor.
  return visible(flowProblemLine(problem, output.language));
}

function line(each: FlowDestination): string {
  const port = each.port === null ? each.protocol : `${each.protocol}/${each.port}`;
  const rule = each.rule === null ? '' : `  ${peerText(each.rule.peer)}`;
  return [
    each.verdict.padEnd(9),
    each.group.padEnd(22),
    each.initiator.padEnd(7),
    `${each.destination} ${port}`.padEnd(32),
    (each.service ?? '').padEnd(12),
    String(each.bytes).padStart(14),
    rule,
  ]
    .join(' ')
    .trimEnd();
}

function totals({ summary }: FlowAnswer): string {
  const { records, skipped, leftOut, undecided, malformed, files, rangesMade } = summary;
  return (
    `\n${records} records in ${files} files; ${skipped} skipped by AWS, ` +
    `${undecided} undecided, ${malformed} malformed lines` +
    (leftOut === 0 ? '' : `; ${leftOut} more of no node of the cluster`) +
    (rangesMade === null ? '' : `; address ranges of ${rangesMade}`) +
    (rangesMade === shippedRangesDay ? ' (S3 and DynamoDB; --fetch-ip-ranges fetches all)' : '')
  );
}
