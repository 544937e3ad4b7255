import { setTimeout as pause } from 'node:timers/promises';
import { atMost, short, spread, type Verdict } from './figures';
import { processorSeconds, residentMib } from './process-facts';
import { type Context, withSubjects } from './round';
import type { Subject } from './subjects';

const readers = 500;
/** Stalled readers fill what they may fill: until the engine has had nothing to do for a second. */
const fillMs = 20_000;

function absolute(values: readonly number[]) {
  const { median, least, most } = spread(values);
  return { value: median, range: [least, most] as const };
}

async function memoryOf({ crew }: Context, { port, pid }: Subject) {
  const way = { proxy: port, target: crew.bytesPort };
  const before = residentMib(pid);
  await crew.client.call('download', { ...way, bytes: 1_000_000_000, flows: 1 });
  const after = residentMib(pid);
  const { opened } = await crew.client.call<{ opened: number }>('stall', {
    ...way,
    count: readers,
  });
  if (opened !== readers) throw new Error(`${opened} of ${readers} readers were let in`);
  await untilAtRest(pid);
  const stalled = residentMib(pid);
  await crew.client.call('letGo');
  return { before, after, growth: stalled - before };
}

async function untilAtRest(pid: number): Promise<void> {
  const deadline = performance.now() + fillMs;
  for (let before = processorSeconds(pid); performance.now() < deadline; ) {
    await pause(1_000);
    const now = processorSeconds(pid);
    if (now - before < 0.01) return;
    before = now;
  }
}

/** What the engine holds after much has passed through it, and for readers that take nothing. */
export async function memory(context: Context): Promise<Verdict[]> {
  const rounds: Awaited<ReturnType<typeof memoryOf>>[] = [];
  for (let round = 0; round < context.rounds; round += 1) {
    const [figure] = await withSubjects(context, ['culvert'], undefined, (subjects) =>
      Promise.all(subjects.map((subject) => memoryOf(context, subject))),
    );
    if (figure === undefined) continue;
    rounds.push(figure);
    context.say(
      `  round ${round + 1}: ${short(figure.before)} MiB at first, ${short(figure.after)} after 1 GB, ${short(figure.growth)} more with stalled readers`,
    );
  }
  const before = spread(rounds.map((each) => each.before)).median;
  return [
    {
      row: 'memory',
      what: 'memory of the engine after 1 GB',
      ...absolute(rounds.map(({ after }) => after)),
      unit: 'MiB',
      target: atMost(150),
      behind: `${short(before)} MiB at first`,
    },
    {
      row: 'memory',
      what: `… growth with ${readers} stalled readers`,
      ...absolute(rounds.map(({ growth }) => growth)),
      unit: 'MiB',
      target: atMost(200),
      behind: 'anonymous memory of the process',
    },
  ];
}

const idleSeconds = 10;

/** Five tunnels to one bastion, each a process of its own, that nobody uses. */
export async function idle(context: Context): Promise<Verdict[]> {
  const names = Array.from({ length: 5 }, () => 'culvert' as const);
  const rounds = await withSubjects(context, names, undefined, async (subjects) => {
    await pause(2_000);
    const each: number[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      const spent = () => subjects.reduce((sum, { pid }) => sum + processorSeconds(pid), 0);
      const before = spent();
      await pause(idleSeconds * 1_000);
      each.push(((spent() - before) / idleSeconds) * 100);
      context.say(`  round ${round + 1}: ${short(each.at(-1) ?? 0)} % of one core`);
    }
    return each;
  });
  return [
    {
      row: 'idle',
      what: '5 idle tunnels',
      ...absolute(rounds),
      unit: '%',
      target: atMost(0.3),
      behind: 'of one core, five processes of the command line',
    },
  ];
}
