import { setTimeout as delay } from 'node:timers/promises';
import { type Bench, settled, withBench } from './bench';
import { largeDownload, stalledDownload } from './flows';

export interface LargeOptions {
  readonly bytes: number;
  /** Clients beside it that ask for much and read nothing. */
  readonly stalled: number;
  readonly say: (line: string) => void;
}

export interface LargeSummary {
  /** Bytes whose SHA-256 was compared. */
  readonly bytes: number;
  readonly stalled: number;
  readonly megabytesPerSecond: number;
  /** The most the engine's process held. */
  readonly rssMiB: number;
  readonly uncaughtErrors: number;
  readonly leakedChannels: number;
  readonly leakedDescriptors: number;
}

/** Two large downloads at full rate, among clients that do not read. */
export function runLarge(options: LargeOptions): Promise<LargeSummary> {
  return withBench((bench) => large(bench, options));
}

async function large(bench: Bench, options: LargeOptions): Promise<LargeSummary> {
  const { engine, ways, origin } = bench;
  const filesBefore = engine.openFiles();
  const stalled = await Promise.all(
    Array.from({ length: options.stalled }, () => stalledDownload(ways)),
  );
  let bytes = 0;
  let isOver = false;
  let rss = 0;
  const from = performance.now();
  const count = (more: number) => {
    bytes += more;
  };
  const measuring = async () => {
    let told = from;
    while (!isOver) {
      rss = Math.max(rss, (await engine.measure()).rss);
      if (performance.now() - told > 10_000) {
        told = performance.now();
        options.say(
          `large: ${(bytes / 2 ** 20).toFixed(0)} MiB, RSS ${(rss / 2 ** 20).toFixed(0)} MiB`,
        );
      }
      await delay(500);
    }
  };
  const measured = measuring();
  const half = Math.ceil(options.bytes / 2);
  try {
    await Promise.all([half, half].map((each) => largeDownload(ways, each, count)));
  } finally {
    isOver = true;
  }
  const seconds = (performance.now() - from) / 1_000;
  await measured;
  for (const end of stalled) end();
  await settled(bench);
  return {
    bytes,
    stalled: stalled.length,
    megabytesPerSecond: bytes / 1e6 / seconds,
    rssMiB: rss / 2 ** 20,
    uncaughtErrors: (await engine.measure()).uncaught,
    leakedChannels: origin.sockets.size,
    leakedDescriptors: Math.max(0, engine.openFiles() - filesBefore),
  };
}
