import { freePort } from '../support/ports';
import { atMost, ratio, short, spread, type Verdict } from './figures';
import type { Context } from './round';
import { ended, type SubjectName } from './subjects';

const names = ['ssh', 'culvert', 'culvert-node'] as const;

/** From the start of the process to the end of a first small request, ms. */
async function startOf({ bench, crew }: Context, name: SubjectName): Promise<number> {
  const port = await freePort();
  const since = performance.timeOrigin + performance.now();
  const child = bench.launch(name, port);
  try {
    const { ms } = await crew.client.call<{ ms: number }>('first', {
      proxy: port,
      target: crew.bytesPort,
      since,
      limitMs: 20_000,
    });
    return ms;
  } finally {
    await ended(child);
  }
}

export async function start(context: Context): Promise<Verdict[]> {
  const times = new Map<SubjectName, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < context.rounds; round += 1) {
    for (const name of names) times.get(name)?.push(await startOf(context, name));
    const told = names.map((name) => `${name} ${short(times.get(name)?.at(-1) ?? 0)} ms`);
    context.say(`  round ${round + 1}: ${told.join(', ')}`);
  }
  const of = (name: SubjectName) => times.get(name) ?? [];
  const behind = `${names.map((name) => `${name} ${short(spread(of(name)).median)}`).join(', ')} ms`;
  return [
    {
      row: 'start',
      what: 'command line: start to tunnel up (in Electron)',
      ...ratio(of('culvert'), of('ssh')),
      unit: 'ratio',
      target: atMost(1.5),
      behind,
    },
    {
      row: 'start',
      what: '… in Node',
      ...ratio(of('culvert-node'), of('ssh')),
      unit: 'ratio',
      target: atMost(1.5),
      behind,
    },
  ];
}
