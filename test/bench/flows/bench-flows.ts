import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFor, initiatorAccuracy, ruleAccuracy } from './accuracy';
import { awkAnswer } from './awk-answer';
import { generate, networkContext } from './generate';

export interface BenchOptions {
  /** Records of the largest round, by estimate; smaller rounds show how time grows. */
  readonly records: number;
  /** The built command line. */
  readonly cli: string;
  readonly say: (line: string) => void;
}

/** Records that one session leaves behind, on average of the generator's kinds. */
const recordsPerSession = 9.5;
const percent = (share: number) => share.toFixed(4);

/** Accuracy in both formats, then time and memory beside `zcat | awk`, in one run. */
export async function benchFlows({ records, cli, say }: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'culvert-bench-flows-'));
  try {
    say(
      '| Format | Records | Initiator precision | recall | Rule precision | recall | Undecided |',
    );
    say('|---|---|---|---|---|---|---|');
    for (const flags of [true, false]) say(await accuracyRow(join(folder, `a-${flags}`), flags));
    say('');
    say('| Records | Files | Culvert s | zcat and awk s | Times faster | Records/s | Peak MiB |');
    say('|---|---|---|---|---|---|---|');
    for (const share of [0.25, 0.5, 1]) {
      const place = join(folder, `s-${share}`);
      say(await speedRow(place, cli, Math.round((records * share) / recordsPerSession)));
      rmSync(place, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function accuracyRow(folder: string, flags: boolean): Promise<string> {
  const made = await generate({ folder, sessions: 60_000, minutes: 240, flags });
  const answer = await answerFor(folder);
  const initiators = initiatorAccuracy(answer, made.truth);
  const rules = ruleAccuracy(answer, made.truth);
  const cells = [
    flags ? 'recommended, with flags' : 'default v2',
    answer.summary.records,
    percent(initiators.precision),
    percent(initiators.recall),
    percent(rules.precision),
    percent(rules.recall),
    answer.summary.undecided,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function speedRow(folder: string, cli: string, sessions: number): Promise<string> {
  const files = Math.max(40, Math.round(sessions / 5_000));
  await generate({ folder, sessions, minutes: files * 10, flags: false });
  const { interfaces } = networkContext();
  const ours = await cliAnswer(folder, cli);
  const awk = await awkAnswer(folder, interfaces);
  const cells = [
    ours.records,
    ours.files,
    ours.seconds.toFixed(1),
    awk.seconds.toFixed(1),
    (awk.seconds / ours.seconds).toFixed(1),
    Math.round(ours.records / ours.seconds),
    Math.round(ours.peakBytes / 2 ** 20),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The command as people run it, with the most memory its process ever held. */
async function cliAnswer(folder: string, cli: string) {
  const ids = networkContext().interfaces.map(({ id }) => id);
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [cli, 'flows', folder, '--eni', ids.join(','), '--region', 'ap-northeast-2', '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  }, 100);
  let tail = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-65_536);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`culvert flows ended with ${code}`);
  const seconds = (performance.now() - began) / 1000;
  const last = JSON.parse(tail.trimEnd().split('\n').at(-1) ?? '{}');
  const { records, files } = last.summary as { records: number; files: number };
  return { seconds, peakBytes, records, files };
}

/** The kernel's own high-water mark, where there is one. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
