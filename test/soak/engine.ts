import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../support/ports';
import type { Sshd } from '../support/sshd';

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const probe = new URL('../support/soak-probe.mjs', import.meta.url).href;

/** What the engine's process holds, bytes, and what nobody caught in it. */
export interface Measure {
  readonly heapUsed: number;
  readonly arrayBuffers: number;
  readonly rss: number;
  readonly uncaught: number;
}

/** The built command line, running a tunnel, with a probe inside. */
export interface SoakEngine {
  readonly port: number;
  /** Whether the tunnel is up now. */
  readonly isUp: () => boolean;
  /** Whether its connection is lost now, and not made anew yet. */
  readonly isReconnecting: () => boolean;
  /** How often it came up after it had been down. */
  readonly ups: () => number;
  readonly hasEnded: () => boolean;
  /** Collects garbage and measures. */
  measure(): Promise<Measure>;
  openFiles(): number;
  stop(): Promise<number | null>;
}

export interface EngineTarget {
  readonly sshd: Sshd;
  /** The port to dial: the relay in front of sshd. */
  readonly port: number;
  readonly keyFile: string;
  readonly dataDir: string;
}

/** Starts `culvert up` from dist/ and waits until its tunnel is up. */
export async function startEngine(target: EngineTarget): Promise<SoakEngine> {
  if (!existsSync(entry)) throw new Error('dist/cli.js is missing: npm run build');
  const where = ['--host', '127.0.0.1', '--port', String(target.port), '--user', target.sshd.user];
  const how = ['--identity', target.keyFile, '--accept-new', '--allow', '127.0.0.0/8'];
  const args = [entry, 'up', '--json', ...where, ...how, '--local-port', '0'];
  const child = spawn(process.execPath, ['--expose-gc', '--import', probe, ...args], {
    env: { ...process.env, CULVERT_DATA_DIR: target.dataDir, LANG: 'C' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const watched = watch(child);
  const isOver = () => watched.port > 0 || child.exitCode !== null;
  await waitUntil('the engine to listen', isOver, 30_000);
  if (watched.port === 0) throw new Error(`the engine ended with ${child.exitCode}`);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    port: watched.port,
    isUp: () => watched.state === 'up',
    isReconnecting: () => watched.state === 'reconnecting',
    ups: () => watched.ups,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    measure: () => measure(child),
    openFiles: () => readdirSync(`/proc/${child.pid}/fd`).length,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function watch(child: ChildProcess) {
  const watched = { port: 0, state: 'stopped', ups: 0 };
  let text = '';
  let isDown = true;
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line) as { event: string; state?: string; port?: number };
      if (event.event === 'listening') watched.port = event.port ?? 0;
      if (event.event !== 'state' || event.state === undefined) continue;
      if (event.state === 'reconnecting') isDown = true;
      if (event.state === 'up' && isDown) {
        isDown = false;
        watched.ups += 1;
      }
      watched.state = event.state;
    }
  });
  return watched;
}

function measure(child: ChildProcess): Promise<Measure> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the engine does not answer')), 20_000);
    child.once('message', (answer) => {
      clearTimeout(timer);
      resolve(answer as Measure);
    });
    child.send('measure');
  });
}
