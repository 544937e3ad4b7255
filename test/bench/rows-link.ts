import type { LinkOptions } from './crew';
import { atLeast, ratio, short, spread, type Verdict } from './figures';
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
