import type { FlowAnswer, FlowDestination, FlowProblem } from '../../shared/model/flows';
import { flowProblemLine } from '../../shared/text/flows';
import { contextOfFiles } from '../flows/flow-context';
import { localEngine } from '../flows/local-engine';
import { readFlows } from '../flows/read-flows';
import { formatText, parseFormat } from '../flows/record-format';
import { shippedRanges } from '../flows/service-ranges';
import { peerText } from '../flows/verdict';
import { readArguments, UsageError } from './arguments';
import { exitCode } from './exit-code';
import type { Output } from './output';

export const flowsUsage =
  'culvert flows FILES… [--format FIELDS] [--cluster ID | --eni eni-…[,…]] [--from TIME] [--to TIME] ' +
  '[--engine local|athena|insights] [--json]';

const options = {
  format: { type: 'string' },
  cluster: { type: 'string' },
  eni: { type: 'string', multiple: true, default: [] as string[] },
  from: { type: 'string' },
  to: { type: 'string' },
  engine: { type: 'string', default: 'local' },
  region: { type: 'string' },
} as const;

/** Says what the nodes of a cluster open, from VPC flow logs. */
export async function flows(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readArguments(args, options, Number.POSITIVE_INFINITY);
  if (values.engine !== 'local') throw new UsageError('--engine takes local');
  if (positionals.length === 0)
    throw new UsageError('which flow log files? Folders are read whole');
  const ending = new AbortController();
  const stop = () => ending.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const answer = await readFlows({
      engine: localEngine(positionals, formatFrom(values.format)),
      context: contextOfFiles(values.region ?? null),
      scope: {
        interfaces: interfacesFrom(values.eni),
        from: timeFrom('from', values.from),
        to: timeFrom('to', values.to),
      },
      ranges: shippedRanges,
      signal: ending.signal,
      progress: (step, done, total) => {
        if (process.stderr.isTTY) {
          const share =
            total === null || total === 0 ? '' : ` ${Math.floor((100 * done) / total)} %`;
          process.stderr.write(`\r\x1b[K${step}${share}`);
        }
      },
    });
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    print(answer, output);
    return answer.summary.records > 0 ? exitCode.done : exitCode.other;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
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
  for (const destination of answer.destinations) output.result(destination, line(destination));
  for (const problem of answer.summary.problems) output.diagnose(problemLine(problem, output));
  output.result({ summary: answer.summary }, totals(answer));
}

function problemLine(problem: FlowProblem, output: Output): string {
  return flowProblemLine(problem, output.language);
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
  const { records, skipped, undecided, malformed, files } = summary;
  return (
    `\n${records} records in ${files} files; ${skipped} skipped by AWS, ` +
    `${undecided} undecided, ${malformed} malformed lines`
  );
}
