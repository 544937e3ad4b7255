import { atLeast, atMost, percentile, ratio, short, spread, type Verdict } from './figures';
import { processorSeconds } from './process-facts';
import { type Context, interleaved, type Rounds, roundsOf, withSubjects } from './round';
import type { SubjectName } from './subjects';

const gigabyte = 1_000_000_000;
const all = ['ssh', 'ssh-gcm', 'culvert', 'culvert-node'] as const;
const ownCiphers = ['ssh', 'culvert', 'culvert-node'] as const;

/** The medians of all subjects in MB a second, as text. */
function rates(rounds: Rounds<{ seconds: number }>, bytes: number): string {
  return [...rounds]
    .map(([name, each]) => {
      const rate = spread(each.map(({ seconds }) => bytes / 1e6 / seconds)).median;
      return `${name} ${short(rate)}`;
    })
    .join(', ')
    .concat(' MB/s');
}

function seconds(rounds: Rounds<{ seconds: number }>, name: SubjectName): number[] {
  return roundsOf(rounds, name).map((each) => each.seconds);
}

/** 1 GB through one flow: its rate, and what it costs the proxy's processor. */
async function bulk(
  context: Context,
  direction: 'download' | 'upload',
  names: readonly SubjectName[],
) {
  return withSubjects(context, names, undefined, (subjects) =>
    interleaved(
      context,
      subjects,
      async ({ port, pid }) => {
        const way = { proxy: port, target: context.crew.bytesPort };
        const before = processorSeconds(pid);
        const took = await context.crew.client.call<{ seconds: number }>(direction, {
          ...way,
          bytes: gigabyte,
          flows: 1,
        });
        return { ...took, processor: processorSeconds(pid) - before };
      },
      (figure) => `${short(1_000 / figure.seconds)} MB/s, ${short(figure.processor)} s`,
    ),
  );
}

export async function bulkDownload(context: Context): Promise<Verdict[]> {
  const rounds = await bulk(context, 'download', all);
  const [ssh, gcm, ours] = (['ssh', 'ssh-gcm', 'culvert'] as const).map((name) =>
    seconds(rounds, name),
  );
  const processor = (name: SubjectName) => roundsOf(rounds, name).map((each) => each.processor);
  const cost = (name: SubjectName) => `${name} ${short(spread(processor(name)).median)}`;
  const behind = rates(rounds, gigabyte);
  return [
    {
      row: 'bulk-download',
      what: 'bulk download, 1 GB, one flow, loopback',
      ...ratio(ssh ?? [], ours ?? []),
      unit: 'ratio',
      target: atLeast(0.9),
      behind,
    },
    {
      row: 'bulk-download',
      what: '… against ssh -D with aes128-gcm (stretch)',
      ...ratio(gcm ?? [], ours ?? []),
      unit: 'ratio',
      target: atLeast(1),
      behind,
    },
    {
      row: 'processor',
      what: 'processor seconds per GB downloaded',
      ...ratio(processor('culvert'), processor('ssh')),
      unit: 'ratio',
      target: atMost(1.5),
      behind: `${all.map(cost).join(', ')} s/GB`,
    },
  ];
}

export async function bulkUpload(context: Context): Promise<Verdict[]> {
  const rounds = await bulk(context, 'upload', ownCiphers);
  return [
    {
      row: 'bulk-upload',
      what: 'bulk upload, 1 GB, one flow, loopback',
      ...ratio(seconds(rounds, 'ssh'), seconds(rounds, 'culvert')),
      unit: 'ratio',
      target: atLeast(0.9),
      behind: rates(rounds, gigabyte),
    },
  ];
}

const count = 6_000;

/** Connections, each with one small question and its answer, fifty at a time. */
export async function connections(context: Context): Promise<Verdict[]> {
  const names = ['ssh', 'culvert', 'culvert-node'] as const;
  const rounds = await withSubjects(context, names, undefined, (subjects) =>
    interleaved(
      context,
      subjects,
      async ({ port, pid }) => {
        const way = { proxy: port, target: context.crew.bytesPort };
        const before = processorSeconds(pid);
        const { seconds: took, times } = await context.crew.client.call<{
          seconds: number;
          times: number[];
        }>('connections', { ...way, count, atOnce: 50 });
        const perThousand = ((processorSeconds(pid) - before) / count) * 1_000;
        return { rate: count / took, p99: percentile(times, 0.99), perThousand };
      },
      ({ rate, p99, perThousand }) =>
        `${short(rate)}/s, p99 ${short(p99)} ms, ${short(perThousand)} s per thousand`,
    ),
  );
  const of = (name: SubjectName, key: 'rate' | 'p99') =>
    roundsOf(rounds, name).map((each) => each[key]);
  const told = (key: 'rate' | 'p99') =>
    names.map((name) => `${name} ${short(spread(of(name, key)).median)}`).join(', ');
  return [
    {
      row: 'connections',
      what: 'new connections per second, 50 at a time',
      ...ratio(of('culvert', 'rate'), of('ssh', 'rate')),
      unit: 'ratio',
      target: atLeast(1.1),
      behind: `${told('rate')} /s`,
    },
    {
      row: 'connections',
      what: '… their p99',
      ...ratio(of('culvert', 'p99'), of('ssh', 'p99')),
      unit: 'ratio',
      target: atMost(1),
      behind: `${told('p99')} ms`,
    },
  ];
}
