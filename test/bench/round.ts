import type { Crew } from './crew';
import type { Address, Bench, Subject, SubjectName } from './subjects';

/** What every row is given. */
export interface Context {
  readonly bench: Bench;
  readonly crew: Crew;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** Starts subjects and waits until each has carried a small request. */
export async function withSubjects<Value>(
  { bench, crew }: Context,
  names: readonly SubjectName[],
  at: Address | undefined,
  use: (subjects: readonly Subject[]) => Promise<Value>,
): Promise<Value> {
  const subjects: Subject[] = [];
  try {
    for (const name of names) {
      const subject = await bench.start(name, at);
      subjects.push(subject);
      const since = performance.timeOrigin + performance.now();
      const way = { proxy: subject.port, target: crew.bytesPort };
      await crew.client.call('first', { ...way, since, limitMs: 20_000 });
    }
    return await use(subjects);
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()));
  }
}

/** The rounds of each subject, by name. */
export type Rounds<Figure> = Map<SubjectName, Figure[]>;

/**
 * Measures all subjects in turn, and again: whatever else the machine does meets them alike. Each
 * round begins with another one.
 */
export async function interleaved<Figure>(
  { rounds, say }: Context,
  subjects: readonly Subject[],
  measure: (subject: Subject) => Promise<Figure>,
  tell: (figure: Figure) => string,
): Promise<Rounds<Figure>> {
  const all: Rounds<Figure> = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const told: string[] = [];
    for (let turn = 0; turn < subjects.length; turn += 1) {
      const subject = subjects[(turn + round) % subjects.length];
      if (subject === undefined) continue;
      const figure = await measure(subject);
      all.get(subject.name)?.push(figure);
      told.push(`${subject.name} ${tell(figure)}`);
    }
    say(`  round ${round + 1}: ${told.sort().join(', ')}`);
  }
  return all;
}

/** The rounds of one subject. */
export function roundsOf<Figure>(all: Rounds<Figure>, name: SubjectName): readonly Figure[] {
  return all.get(name) ?? [];
}
