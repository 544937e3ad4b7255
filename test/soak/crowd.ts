import { setTimeout as delay } from 'node:timers/promises';
import { type Bench, settled, withBench } from './bench';
import { anyKind, type HeldFlow, heldFlow } from './flows';
import { slopeOf } from './tally';

export interface CrowdOptions {
  /** Flows that stay open all the time. */
  readonly held: number;
  /** Flows that come and go beside them, a second. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

export interface CrowdSummary {
  readonly held: number;
  readonly churned: number;
  /** Answers of held flows that were the bytes they had sent. */
  readonly answers: number;
  readonly failed: number;
  readonly reasons: readonly string[];
  readonly uncaughtErrors: number;
  readonly leakedChannels: number;
  readonly leakedDescriptors: number;
  /** How much more the engine held after the crowd than before it. */
  readonly heapGrowthMiB: number;
  readonly heapSlopeMiBPerHour: number;
}

/** What happened to the flows of a crowd. */
class Failures {
  readonly reasons: string[] = [];
  failed = 0;

  async watch(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.failed += 1;
      if (this.reasons.length < 10) this.reasons.push(String(error));
    }
  }
}

/** As many flows as a tunnel serves, held and asked again and again, while others come and go. */
export function runCrowd(options: CrowdOptions): Promise<CrowdSummary> {
  return withBench((bench) => crowd(bench, options));
}

async function crowd(bench: Bench, options: CrowdOptions): Promise<CrowdSummary> {
  const { engine, ways, origin } = bench;
  // What is made once and kept is no growth.
  await Promise.all(Array.from({ length: 40 }, () => anyKind()(ways).catch(() => 0)));
  await settled(bench);
  const [filesBefore, before] = [engine.openFiles(), await engine.measure()];
  const failures = new Failures();
  const flows = await openAll(options.held, bench, failures);
  options.say(`crowd: ${flows.length} flows are open`);
  const samples: [number, number][] = [];
  const end = performance.now() + options.seconds * 1_000;
  let answers = 0;
  let churned = 0;
  const asking = async () => {
    while (performance.now() < end) {
      const flow = flows[Math.floor(Math.random() * flows.length)];
      if (flow === undefined) return;
      await failures.watch(flow.ask().then(() => (answers += 1)));
      flows.splice(flows.indexOf(flow), 1);
      flows.unshift(flow);
    }
  };
  const churning = async () => {
    const running: Promise<void>[] = [];
    while (performance.now() < end) {
      churned += 1;
      running.push(failures.watch(anyKind()(ways)));
      await delay(1_000 / options.perSecond);
    }
    await Promise.all(running);
  };
  const measuring = async () => {
    while (performance.now() < end) {
      await delay(Math.min(5_000, options.seconds * 100));
      const { heapUsed, arrayBuffers } = await engine.measure();
      samples.push([performance.now(), heapUsed + arrayBuffers]);
      options.say(
        `crowd: ${flows.length} held, ${churned} more, ${answers} answers, ${failures.failed} failed`,
      );
    }
  };
  await Promise.all([asking(), churning(), measuring()]);
  // Every one of them still carries its own bytes.
  for (const flow of flows) await failures.watch(flow.ask().then(() => (answers += 1)));
  for (const flow of flows) flow.end();
  await settled(bench);
  const after = await engine.measure();
  return {
    held: flows.length,
    churned,
    answers,
    failed: failures.failed,
    reasons: failures.reasons,
    uncaughtErrors: after.uncaught + (engine.hasEnded() ? 1 : 0),
    leakedChannels: origin.sockets.size,
    leakedDescriptors: Math.max(0, engine.openFiles() - filesBefore),
    heapGrowthMiB: (after.heapUsed - before.heapUsed) / 2 ** 20,
    heapSlopeMiBPerHour: slopeOf(samples),
  };
}

async function openAll(count: number, bench: Bench, failures: Failures): Promise<HeldFlow[]> {
  const flows: HeldFlow[] = [];
  for (let opened = 0; opened < count; opened += 20) {
    const some = Array.from({ length: Math.min(20, count - opened) }, () =>
      failures.watch(heldFlow(bench.ways).then((flow) => flows.push(flow))),
    );
    await Promise.all(some);
  }
  return flows;
}
