import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './ports';

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface CliOptions {
  /** Culvert's own folder for this run. */
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another program to run the entry with, such as Electron as Node. */
  readonly runtime?: string;
  readonly runtimeArgs?: readonly string[];
}

/** A run of the built command line, and what it has printed. */
export interface CliRun {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The objects printed so far, with --json. */
  events(): Record<string, unknown>[];
  /** Waits for an object with that `event`. */
  event(name: string, timeoutMs?: number): Promise<Record<string, unknown>>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  signal(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `culvert …` from dist/, which `npm test` has built. */
export function culvert(args: readonly string[], options: CliOptions): CliRun {
  if (!existsSync(entry)) throw new Error('dist/cli.js is missing: npm run build');
  const [command, ...before] = [
    options.runtime ?? process.execPath,
    ...(options.runtimeArgs ?? []),
  ];
  const child = spawn(command ?? process.execPath, [...before, entry, ...args], {
    env: { ...process.env, CULVERT_DATA_DIR: options.dataDir, LANG: 'C', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const events = (): Record<string, unknown>[] =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    events,
    event: async (name, timeoutMs = 20_000) => {
      const find = () => events().find((each) => each['event'] === name);
      await waitUntil(
        `event ${name}; stdout ${stdout}; stderr ${stderr}`,
        () => find() !== undefined || child.exitCode !== null,
        timeoutMs,
      );
      const found = find();
      if (found === undefined) throw new Error(`ended without ${name}: ${stdout}${stderr}`);
      return found;
    },
    ended,
    signal: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
