import type { FarLineOptions } from './far-line';
import { measuredFarAway, onFarSide } from './far-side';
import { atLeast, atMost, type Outcome, percentile, ratio, short, spread } from './figures';
import { type Context, interleaved, roundsOf, withSubjects } from './round';
import type { Subject, SubjectName } from './subjects';

const names = ['ssh', 'culvert'] as const;
/** 100 Mbit/s and 50 ms there and back; its queue holds what the line carries in that time. */
const office: FarLineOptions = { roundTripMs: 50, limit: { rate: 12_500_000, queue: 625_000 } };
const settleMs = 2_000;
const seconds = 5;

interface Beside {
  readonly p50: number;
  readonly p95: number;
  readonly rate: number;
}

type Direction = 'down' | 'up';

async function beside(far: Context, { port }: Subject, direction: Direction): Promise<Beside> {
  const job = { proxy: port, target: far.crew.bytesPort, direction, settleMs, seconds };
  const { times, rate } = await far.crew.client.call<{ times: number[]; rate: number }>(
    'beside',
    job,
  );
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), rate: rate / 1e6 };
}

/** What small requests and the bulk flow come to, by the figure's name. */
async function besideBulk(context: Context, direction: Direction) {
  const rounds = await onFarSide(context, office, (far) =>
    withSubjects(far, names, undefined, (subjects) =>
      interleaved(
        far,
        subjects,
        (subject) => beside(far, subject, direction),
        ({ p50, p95, rate }) => `p50 ${short(p50)}, p95 ${short(p95)} ms, ${short(rate)} MB/s`,
      ),
    ),
  );
  const of = (name: SubjectName, key: keyof Beside) =>
    roundsOf(rounds, name).map((each) => each[key]);
  const told = (key: keyof Beside) =>
    names.map((name) => `${name} ${short(spread(of(name, key)).median)}`).join(', ');
  return (key: keyof Beside) => ({
    ...ratio(of('culvert', key), of('ssh', key)),
    behind: `${told(key)} ${key === 'rate' ? 'MB/s' : 'ms'}`,
  });
}

const down = { row: 'beside-download', unit: 'ratio' } as const;
const p50Down = {
  ...down,
  what: '100 Mbit/s, 50 ms by TCP, beside a bulk download: small requests p50',
  target: atMost(0.5),
};
const p95Down = { ...down, what: '… p95', target: atMost(0.5) };
const keptDown = { ...down, what: '… what the bulk keeps', target: atLeast(0.95) };

export function besideDownload(context: Context): Promise<Outcome[]> {
  return measuredFarAway(context, [p50Down, p95Down, keptDown], async () => {
    const figure = await besideBulk(context, 'down');
    return [
      { ...p50Down, ...figure('p50') },
      { ...p95Down, ...figure('p95') },
      { ...keptDown, ...figure('rate') },
    ];
  });
}

const p50Up = {
  row: 'beside-upload',
  unit: 'ratio',
  what: '… beside a bulk upload: small requests p50',
  target: atMost(0.5),
} as const;

export function besideUpload(context: Context): Promise<Outcome[]> {
  return measuredFarAway(context, [p50Up], async () => {
    const figure = await besideBulk(context, 'up');
    const { behind } = figure('rate');
    return [{ ...p50Up, ...figure('p50'), behind: `${figure('p50').behind}; the bulk ${behind}` }];
  });
}
