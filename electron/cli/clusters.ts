import {
  type ClusterDetail,
  type ClusterState,
  type ClusterSummary,
  clusterIdSchema,
  clusterStateSchema,
} from '../../shared/model/cluster';
import type { ClusterFilter } from '../../shared/model/cluster-filter';
import { activeStates } from '../../shared/model/cluster-states';
import { ClusterBook } from '../aws/cluster-book';
import { readArguments, UsageError } from './arguments';
import { awsOptions, awsSession } from './aws-options';
import { describeDetail, table } from './cluster-text';
import { exitCode } from './exit-code';
import type { Output } from './output';
import { slowedTeller } from './slowed';
import { untilInterrupted } from './until-interrupted';

const options = {
  ...awsOptions,
  state: { type: 'string', multiple: true },
  name: { type: 'string' },
  tag: { type: 'string' },
  since: { type: 'string' },
} as const;

/** Lists the clusters of a region, or shows one of them with its pages. */
export async function clusters(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readArguments(args, options, 2);
  const [verb, id] = positionals;
  if (verb !== undefined && verb !== 'show') throw new UsageError(`clusters ${verb}? show ID`);
  if (verb === 'show' && !clusterIdSchema.safeParse(id).success) {
    throw new UsageError(`which cluster? An id such as j-2AXXXXXXGAPLF, not "${id ?? ''}"`);
  }
  const filter = filterFrom(values);
  const session = await awsSession(values);
  const slowed = slowedTeller(output);
  try {
    const book = new ClusterBook(session);
    const work = untilInterrupted(slowed);
    if (id === undefined) list(await book.list(filter, work), output);
    else {
      const detail = await book.detail(id, null, work);
      output.result(asPrinted(detail), describeDetail(detail));
    }
    return exitCode.done;
  } finally {
    slowed.end();
    session.close();
  }
}

function list(found: readonly ClusterSummary[], output: Output): void {
  if (output.json) {
    for (const { id, name, state, created } of found) {
      output.result({ id, name, state, created }, '');
    }
    return;
  }
  if (found.length === 0) output.diagnose('No cluster fits.');
  else
    output.result({}, table(found.map((one) => [one.id, one.state, one.created ?? '', one.name])));
}

function filterFrom(values: {
  readonly state?: string[] | undefined;
  readonly name?: string | undefined;
  readonly tag?: string | undefined;
  readonly since?: string | undefined;
}): ClusterFilter {
  const [key = '', ...value] = values.tag?.split('=') ?? [];
  return {
    states: statesFrom(values.state ?? []),
    name: values.name ?? null,
    tag:
      values.tag === undefined ? null : { key, value: value.length === 0 ? null : value.join('=') },
    createdAfter: values.since === undefined ? null : since(values.since),
  };
}

/** As the contract of the command line has it: applications by name, their versions beside them. */
function asPrinted({ applications, ...detail }: ClusterDetail): object {
  return {
    ...detail,
    applications: applications.map(({ name }) => name),
    applicationVersions: Object.fromEntries(
      applications.map(({ name, version }) => [name, version]),
    ),
  };
}

/** EMR's own names in any case, several by commas; the active ones when none is named. */
function statesFrom(words: readonly string[]): ClusterState[] {
  const named = words.flatMap((word) => word.toUpperCase().split(','));
  if (named.includes('ALL')) return [...clusterStateSchema.options];
  const states = named.map((word) => {
    const state = clusterStateSchema.safeParse(word);
    if (state.success) return state.data;
    throw new UsageError(
      `--state takes all or one of ${clusterStateSchema.options.join(', ')}, not "${word}"`,
    );
  });
  return states.length > 0 ? [...new Set(states)] : [...activeStates];
}

const units: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

function since(text: string): string {
  const [, count, unit = ''] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
  const seconds = units[unit];
  if (count === undefined || seconds === undefined) {
    throw new UsageError(`--since takes an age such as 90m, 12h, 7d or 2w, not "${text}"`);
  }
  return new Date(Date.now() - Number(count) * seconds * 1000).toISOString();
}
