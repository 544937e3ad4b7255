import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answerFor, initiatorAccuracy, ruleAccuracy } from './accuracy';
import { awkAnswer, awks } from './awk-answer';
import { type CulvertAnswer, culvertAnswer } from './culvert-answer';
import { generate } from './generate';
import { networkContext } from './made-up-network';

export interface BenchOptions {
  /** Records of the largest round, by estimate; smaller rounds show how time grows. */
  readonly records: number;
  /** Where files are kept for the next run; null for a folder that goes with this one. */
  readonly keep: string | null;
  /** The built command line. */
  readonly cli: string;
  readonly say: (line: string) => void;
}

/** Records of nodes that one session leaves behind, on average of the generator's kinds. */
const recordsPerSession = 9.5;
const percent = (share: number) => share.toFixed(4);

/** Accuracy in both formats, then time and memory beside `zcat | awk`, in one run. */
export async function benchFlows({ records, keep, cli, say }: BenchOptions): Promise<void> {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'culvert-bench-flows-'));
  mkdirSync(folder, { recursive: true });
  try {
    say(
      '| Format | Interfaces | Records | Of a NAT gateway | Initiator precision | recall | Rule precision | recall | Undecided |',
    );
    say('|---|---|---|---|---|---|---|---|---|');
    for (const flags of [true, false]) {
      for (const row of await accuracyRows(folder, cli, flags)) say(row);
    }
    say('');
    const names = awks();
    say(
      `| Records | Files | Culvert s | ${names.map((name) => `zcat and ${name} s | Times faster | `).join('')}zcat alone s | Records/s | Peak MiB | Same answer |`,
    );
    say(`|---${'|---|---'.repeat(names.length)}|---|---|---|---|---|---|`);
    for (const share of [0.25, 0.5, 1]) {
      const place = join(folder, `speed-${Math.round(records * share)}`);
      say(await speedRow(place, cli, Math.round((records * share) / recordsPerSession), names));
      if (keep === null) rmSync(place, { recursive: true, force: true });
    }
  } finally {
    if (keep === null) rmSync(folder, { recursive: true, force: true });
  }
}

async function accuracyRows(
  place: string,
  cli: string,
  flags: boolean,
): Promise<readonly string[]> {
  const folder = join(place, `accuracy-${flags}`);
  const workerUrl = new URL('text-worker.js', pathToFileURL(cli));
  rmSync(folder, { recursive: true, force: true });
  const made = await generate({ folder, sessions: 60_000, minutes: 240, flags });
  const rows: string[] = [];
  // Without the packet's own addresses nothing in a record tells of a NAT gateway.
  for (const of of flags ? (['nodes', 'everything'] as const) : (['nodes'] as const)) {
    const answer = await answerFor(folder, workerUrl, of);
    const initiators = initiatorAccuracy(answer, made.truth);
    const rules = ruleAccuracy(answer, made.truth);
    const cells = [
      flags ? 'recommended, with flags' : 'default v2',
      of,
      answer.summary.records,
      answer.summary.relayed,
      percent(initiators.precision),
      percent(initiators.recall),
      percent(rules.precision),
      percent(rules.recall),
      answer.summary.undecided,
    ];
    rows.push(`| ${cells.join(' | ')} |`);
  }
  return rows;
}

async function speedRow(
  folder: string,
  cli: string,
  sessions: number,
  names: readonly string[],
): Promise<string> {
  const files = Math.max(40, Math.round(sessions / 5_000));
  // Written when all files are: a run that was ended leaves none.
  const whole = `${folder}.whole`;
  if (!existsSync(whole)) {
    rmSync(folder, { recursive: true, force: true });
    await generate({ folder, sessions, minutes: files * 10, flags: false });
    writeFileSync(whole, '');
  }
  const { interfaces } = networkContext();
  const nothing = await awkAnswer(folder, interfaces, null);
  const ours = await culvertAnswer(
    cli,
    folder,
    interfaces.map(({ id }) => id),
  );
  const { records } = ours.summary;
  const cells: (string | number)[] = [records, ours.summary.files, ours.seconds.toFixed(1)];
  let same = true;
  for (const name of names) {
    const theirs = await awkAnswer(folder, interfaces, name);
    cells.push(theirs.seconds.toFixed(1), (theirs.seconds / ours.seconds).toFixed(1));
    same &&= isSame(ours, theirs.lines);
  }
  cells.push(nothing.seconds.toFixed(1), Math.round(records / ours.seconds));
  cells.push(Math.round(ours.peakBytes / 2 ** 20), same ? 'yes' : 'NO');
  return `| ${cells.join(' | ')} |`;
}

/** Line for line; of more destinations than an answer holds, those that it has. */
function isSame({ lines, summary }: CulvertAnswer, theirs: readonly string[]): boolean {
  const all = new Set(theirs);
  return theirs.length === lines.length + summary.more && lines.every((line) => all.has(line));
}
