import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { TcpOrigin } from '../support/origin';
import { type Relay, startRelay } from '../support/relay';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { type Measure, type SoakEngine, startEngine } from './engine';
import { Faults } from './faults';
import { anyKind, type FlowKind, nonsense, type Ways } from './flows';
import { soakOrigin } from './origin';
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

interface Bench {
  readonly sshd: Sshd;
  readonly relay: Relay;
  readonly origin: TcpOrigin;
  readonly engine: SoakEngine;
  readonly ways: Ways;
}

const progressMs = 10_000;
/** The server asks for new keys after so much. */
const rekeyLimit = 'RekeyLimit 16M';

/** Runs the built engine under load and faults, and says what came of it. */
export async function runSoak(options: SoakOptions): Promise<SoakSummary> {
  const folder = temporaryFolder('culvert-soak-');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  const sshd = await startSshd({
    config: [rekeyLimit],
    authorizedKeys: [readFileSync(folder.file('key.pub'), 'utf8')],
  });
  const relay = await startRelay(sshd.port);
  const origin = await soakOrigin();
  const target = { sshd, port: relay.port, keyFile: folder.file('key') };
  const engine = await startEngine({ ...target, dataDir: folder.file('data') });
  const ways: Ways = { proxy: engine.port, origin: origin.port };
  try {
    return await load({ sshd, relay, origin, engine, ways }, options);
  } finally {
    await engine.stop();
    await relay.close();
    await origin.close();
    await sshd.stop();
    folder.remove();
  }
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

/** Flows end at their own pace: what is left after ten seconds of quiet is left for good. */
async function settled({ origin, engine }: Bench): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (origin.sockets.size > 0 && performance.now() < deadline) await delay(100);
  let files = engine.openFiles();
  for (let quiet = 0; quiet < 10; quiet += 1) {
    await delay(200);
    const now = engine.openFiles();
    if (now !== files) quiet = 0;
    files = now;
    if (performance.now() > deadline) return;
  }
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
