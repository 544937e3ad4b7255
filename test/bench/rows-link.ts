import type { LinkOptions } from './crew';
import { atLeast, atMost, percentile, ratio, short, spread, type Verdict } from './figures';
import { type Context, interleaved, type Rounds, roundsOf, withSubjects } from './round';
import type { Subject, SubjectName } from './subjects';

const names = ['ssh', 'culvert'] as const;
const far = 100_000_000;

/** Subjects whose way to the bastion is a link. */
async function overLink<Figure>(
  context: Context,
  options: LinkOptions,
  measure: (subject: Subject) => Promise<Figure>,
  tell: (figure: Figure) => string,
): Promise<Rounds<Figure>> {
  const link = await context.crew.link(context.bench.sshd.port, options);
  try {
    return await withSubjects(context, names, link, (subjects) =>
      interleaved(context, subjects, measure, tell),
    );
  } finally {
    await link.close();
  }
}

async function farTransfer(context: Context, options: LinkOptions, flows: number) {
  const rounds = await overLink(
    context,
    options,
    ({ port }) =>
      context.crew.client.call<{ seconds: number }>('download', {
        proxy: port,
        target: context.crew.bytesPort,
        bytes: far,
        flows,
      }),
    ({ seconds }) => `${short(seconds)} s`,
  );
  const of = (name: SubjectName) => roundsOf(rounds, name).map(({ seconds }) => seconds);
  const rate = (name: SubjectName) => `${name} ${short(far / 1e6 / spread(of(name)).median)}`;
  return {
    ...ratio(of('ssh'), of('culvert')),
    behind: `${names.map(rate).join(', ')} MB/s`,
  };
}

export async function farDownload(context: Context): Promise<Verdict[]> {
  return [
    {
      row: 'far-download',
      what: '100 MB over a 100 ms round trip, one flow',
      ...(await farTransfer(context, { roundTripMs: 100 }, 1)),
      unit: 'ratio',
      target: atLeast(5),
    },
  ];
}

export async function lateDownload(context: Context): Promise<Verdict[]> {
  const options = { roundTripMs: 100, late: 0.001, lateMs: 200 };
  return [
    {
      row: 'late-download',
      what: '… 0.1 % of segments 200 ms late, four flows',
      ...(await farTransfer(context, options, 4)),
      unit: 'ratio',
      target: atLeast(2),
    },
  ];
}

/** 100 Mbit/s and 50 ms there and back; its queue holds what the line carries in that time. */
const office: LinkOptions = { roundTripMs: 50, rate: 12_500_000, queue: 625_000 };
const settleMs = 2_000;
const seconds = 4;

interface Beside {
  readonly p50: number;
  readonly p95: number;
  readonly rate: number;
}

async function besideBulk(context: Context, direction: 'down' | 'up') {
  const rounds = await overLink(
    context,
    office,
    async ({ port }): Promise<Beside> => {
      const way = { proxy: port, target: context.crew.bytesPort };
      const job = { ...way, direction, settleMs, seconds };
      const { times, rate } = await context.crew.client.call<{ times: number[]; rate: number }>(
        'beside',
        job,
      );
      return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), rate: rate / 1e6 };
    },
    ({ p50, p95, rate }) => `p50 ${short(p50)}, p95 ${short(p95)} ms, ${short(rate)} MB/s`,
  );
  const of = (name: SubjectName, key: keyof Beside) =>
    roundsOf(rounds, name).map((each) => each[key]);
  return (key: keyof Beside) => ({
    ...ratio(of('culvert', key), of('ssh', key)),
    unit: 'ratio' as const,
    behind: `${names.map((name) => `${name} ${short(spread(of(name, key)).median)}`).join(', ')} ${
      key === 'rate' ? 'MB/s' : 'ms'
    }`,
  });
}

export async function besideDownload(context: Context): Promise<Verdict[]> {
  const figure = await besideBulk(context, 'down');
  const row = 'beside-download';
  return [
    {
      row,
      what: '100 Mbit/s, 50 ms, beside a bulk download: small requests p50',
      ...figure('p50'),
      target: atMost(0.5),
    },
    { row, what: '… p95', ...figure('p95'), target: atMost(0.5) },
    { row, what: '… what the bulk keeps', ...figure('rate'), target: atLeast(0.95) },
  ];
}

export async function besideUpload(context: Context): Promise<Verdict[]> {
  const figure = await besideBulk(context, 'up');
  return [
    {
      row: 'beside-upload',
      what: '… beside a bulk upload: small requests p50',
      ...figure('p50'),
      target: atMost(0.5),
    },
  ];
}
