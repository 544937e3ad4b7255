import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Address } from './subjects';

/** A helper process and a way to ask it for something. */
export interface Helper {
  readonly process: ChildProcess;
  call<Result>(method: string, args?: object): Promise<Result>;
  end(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/**
 * Starts one of the programs in this folder.
 *
 * @param under a command to run it under, such as one that enters a network namespace.
 */
function startHelper(name: 'origin' | 'client' | 'link', under: readonly string[] = []): Helper {
  const file = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  const [execPath, ...execArgv] = [...under, process.execPath, ...process.execArgv];
  const child = fork(file, { serialization: 'advanced', execPath, execArgv });
  const waiting = new Map<number, (answer: Answer) => void>();
  let next = 0;
  child.on('message', (message) => {
    const answer = message as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.once('exit', (code) => {
    for (const [id, settle] of waiting) settle({ id, error: `${name} ended with ${code}` });
    waiting.clear();
  });
  return {
    process: child,
    call: <Result>(method: string, args: object = {}) =>
      new Promise<Result>((resolve, reject) => {
        const id = next;
        next += 1;
        waiting.set(id, ({ result, error }) => {
          if (error === undefined) resolve(result as Result);
          else reject(new Error(`${name}.${method}: ${error}`));
        });
        child.send({ id, method, args });
      }),
    end: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

export interface LinkOptions {
  readonly roundTripMs: number;
  /** Bytes a second each way. */
  readonly rate?: number;
  /** Bytes that may wait for the rate, each way. */
  readonly queue?: number;
  /** The part of segments that come late, and by how much. */
  readonly late?: number;
  readonly lateMs?: number;
}

/** The processes at both ends and in between: each has its own, as in life. */
export interface Crew {
  readonly client: Helper;
  readonly bytesPort: number;
  readonly pagePort: number;
  /** Puts a link before a port, and answers the link's own. */
  link(target: number, options: LinkOptions): Promise<Address & { close(): Promise<void> }>;
  /** The same with another origin, run under a command; ending it ends no more than that. */
  withOrigin(under: readonly string[]): Promise<Crew>;
  end(): Promise<void>;
}

async function startOrigin(under: readonly string[] = []) {
  const origin = startHelper('origin', under);
  const ports = await origin.call<{ bytesPort: number; pagePort: number }>('start');
  return { ...ports, end: () => origin.end() };
}

export async function gatherCrew(): Promise<Crew> {
  const [client, link] = [startHelper('client'), startHelper('link')];
  const origin = await startOrigin();
  const crew: Crew = {
    ...origin,
    client,
    link: async (target, options) => {
      const { port } = await link.call<{ port: number }>('start', { target, ...options });
      return { host: '127.0.0.1', port, close: () => link.call<void>('stop', { port }) };
    },
    withOrigin: async (under) => ({ ...crew, ...(await startOrigin(under)) }),
    end: async () => {
      await Promise.all([origin, client, link].map((helper) => helper.end()));
    },
  };
  return crew;
}
