import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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

/** Starts one of the programs in this folder. */
function startHelper(name: 'origin' | 'client' | 'link'): Helper {
  const file = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  const child = fork(file, { serialization: 'advanced' });
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
  link(target: number, options: LinkOptions): Promise<{ port: number; close(): Promise<void> }>;
  end(): Promise<void>;
}

export async function gatherCrew(): Promise<Crew> {
  const [origin, client, link] = [
    startHelper('origin'),
    startHelper('client'),
    startHelper('link'),
  ];
  const ports = await origin.call<{ bytesPort: number; pagePort: number }>('start');
  return {
    client,
    ...ports,
    link: async (target, options) => {
      const { port } = await link.call<{ port: number }>('start', { target, ...options });
      return { port, close: () => link.call<void>('stop', { port }) };
    },
    end: async () => {
      await Promise.all([origin, client, link].map((helper) => helper.end()));
    },
  };
}
