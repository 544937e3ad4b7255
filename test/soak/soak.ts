import { setTimeout as delay } from 'node:timers/promises';
import { type Bench, settled, withBench } from './bench';
import type { Measure, SoakEngine } from './engine';
import { Faults } from './faults';
import { anyKind, type FlowKind, nonsense, type Ways } from './flows';
import { type SoakSummary, slopeOf, Tally } from './tally';

export interface SoakOptions {
  readonly seconds: number;
  /** Flows at a time. */
  readonly flows: number;
  /** How often something is broken on purpose. */
  readonly kills: number;
  /** How many pieces of nonsense are sent to the port. */
  readonly fuzz: number;
  /** Whether the wire also goes silent now and then. */
  readonly blackholes: boolean;
  readonly say: (line: string) => void;
}

const progressMs = 10_000;

/** Runs the built engine under load and faults, and says what came of it. */
export function runSoak(options: SoakOptions): Promise<SoakSummary> {
  return withBench((bench) => load(bench, options));
}

async function load(bench: Bench, options: SoakOptions): Promise<SoakSummary> {
  const { engine, ways } = bench;
  const faults = new Faults();
  const tally = new Tally(faults);
  // Whatever is made once and kept must be there before anything is compared with it.
  await Promise.all(Array.from({ length: options.flows }, () => tally.run(anyKind(), ways)));
  await settled(bench);
  const filesBefore = engine.openFiles();
  const samples: { readonly at: number; readonly measure: Measure }[] = [];
  const sample = async () => {
    samples.push({ at: performance.now(), measure: await engine.measure() });
  };
  await sample();
  const stopTelling = tell(tally, engine, options, sample);
  const end = performance.now() + options.seconds * 1_000;
  const isOver = () => performance.now() >= end || engine.hasEnded();
  await Promise.all([
    faults.run(bench, options),
    fuzz(tally, ways, options, isOver),
    ...Array.from({ length: options.flows }, () => again(tally, anyKind, ways, isOver)),
  ]);
  await stopTelling();
  await settled(bench);
  await sample();
  const last = samples.at(-1)?.measure;
  return {
    ...tally.counts,
    seconds: options.seconds,
    faults: faults.spans.length,
    reconnects: engine.ups() - 1,
    uncaughtErrors: (last?.uncaught ?? 0) + (engine.hasEnded() ? 1 : 0),
    leakedChannels: bench.origin.sockets.size,
    leakedDescriptors: Math.max(0, engine.openFiles() - filesBefore),
    heapMiB: (last?.heapUsed ?? 0) / 2 ** 20,
    heapSlopeMiBPerHour: slopeOf(
      samples.map(({ at, measure }) => [at, measure.heapUsed + measure.arrayBuffers]),
    ),
  };
}

async function again(
  tally: Tally,
  kind: () => FlowKind,
  ways: Ways,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const isWhole = await tally.run(kind(), ways);
    // A port that refuses at once would be asked thousands of times a second.
    if (!isWhole) await delay(200);
  }
}

/** Spreads the nonsense over the time there is. */
async function fuzz(
  tally: Tally,
  ways: Ways,
  { fuzz: cases, seconds }: SoakOptions,
  isOver: () => boolean,
): Promise<void> {
  const atOnce = 20;
  for (let done = 0; done < cases && !isOver(); done += atOnce) {
    const turn = Array.from({ length: Math.min(atOnce, cases - done) }, () => nonsense);
    const begun = performance.now();
    await Promise.all(turn.map((kind) => tally.run(kind, ways)));
    const paceMs = (seconds * 1_000 * atOnce) / cases;
    await delay(Math.max(0, paceMs - (performance.now() - begun)));
  }
}

/** Says every ten seconds how it goes, and measures; the answered function ends that. */
function tell(
  tally: Tally,
  engine: SoakEngine,
  { say }: SoakOptions,
  sample: () => Promise<void>,
): () => Promise<void> {
  const begun = performance.now();
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    const { flows, bytes, failedOutsideFaults } = tally.counts;
    const at = Math.round((performance.now() - begun) / 1_000);
    say(
      `${at} s: ${flows} flows, ${(bytes / 2 ** 20).toFixed(0)} MiB checked, ` +
        `${failedOutsideFaults} failed outside faults, ${engine.ups() - 1} reconnects`,
    );
    last = last.then(sample);
  }, progressMs);
  return () => {
    clearInterval(timer);
    return last;
  };
}
