import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Debian's own Python: the one that Debian's python3-botocore belongs to. */
const python = '/usr/bin/python3';
const program = fileURLToPath(new URL('service_models/main.py', import.meta.url));

/** What the helper says to one message; `violation` when a model was broken. */
export type ModelAnswer = Readonly<Record<string, unknown>> & { readonly violation?: string };

/** The long-lived helper that holds requests and fixtures to AWS's service models. */
export class ModelProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: ModelAnswer) => void>();
  #next = 0;

  constructor() {
    if (!existsSync('/usr/lib/python3/dist-packages/botocore')) {
      throw new Error('the tests need Debian’s python3-botocore');
    }
    const env = { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1' };
    this.#child = spawn(python, [program], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('no pipe from the helper');
    createInterface({ input: stdout }).on('line', (line) => {
      const { id, ...answer } = JSON.parse(line) as { id: number } & ModelAnswer;
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
    this.#child.once('exit', () => {
      for (const answer of this.#waiting.values()) answer({ violation: 'the helper has ended' });
      this.#waiting.clear();
    });
  }

  ask(message: object): Promise<ModelAnswer> {
    this.#next += 1;
    const id = this.#next;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ id, ...message })}\n`);
    });
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.end();
    await ended;
  }
}
