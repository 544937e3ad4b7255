import { FailureError } from '../../shared/model/failure';
import type { FlowAnswer } from '../../shared/model/flows';
import { fetchRanges } from '../flows/service-ranges';
import type { FlowsAsk, FlowsProcess, FlowsReply } from './flows-protocol';
import type { Publish } from './ports';

/** How long a process may take to put its folder away when it is called off, ms. */
const patienceMs = 3_000;

interface Underway {
  readonly kind: 'progress' | 'slowed' | 'price';
}

/**
 * The questions about flow logs under way. Each has a process of its own that ends with it: what it
 * held of memory goes back, and calling it off cannot fail.
 */
export class FlowsDesk {
  readonly #spawn: () => FlowsProcess;
  readonly #publish: Publish;
  readonly #dataFolder: string;
  readonly #running = new Map<string, { stop(): void; agree(): void }>();
  /** What the window was told last, for exports. */
  #last: FlowAnswer | null = null;

  constructor(spawn: () => FlowsProcess, publish: Publish, dataFolder: string) {
    this.#spawn = spawn;
    this.#publish = publish;
    this.#dataFolder = dataFolder;
  }

  get last(): FlowAnswer | null {
    return this.#last;
  }

  /** @throws FailureError of the reading, `cancelled`, or `flows-crashed` when the process ended. */
  async read(
    jobId: string,
    ask: Omit<Extract<FlowsAsk, { kind: 'read' }>, 'dataFolder'>,
  ): Promise<FlowAnswer> {
    const reply = await this.#run(jobId, { ...ask, dataFolder: this.#dataFolder });
    if (reply.kind !== 'answer') throw new FailureError({ code: 'flows-crashed' });
    this.#last = reply.answer;
    return reply.answer;
  }

  /** Fetches AWS's address ranges anew. @returns the day AWS made them, where it says. */
  async fetchRanges(): Promise<string | null> {
    return (await fetchRanges(this.#dataFolder, new AbortController().signal)).made;
  }

  /** Writes a table to a path a person chose. */
  async save(ask: Extract<FlowsAsk, { kind: 'save' }>): Promise<void> {
    await this.#run('flows-export', ask);
  }

  /** @returns whether the job was one of these. */
  cancel(jobId: string): boolean {
    const job = this.#running.get(jobId);
    job?.stop();
    return job !== undefined;
  }

  /** Lets a question go on whose price was told. */
  agree(jobId: string): void {
    this.#running.get(jobId)?.agree();
  }

  close(): void {
    for (const jobId of this.#running.keys()) this.cancel(jobId);
  }

  #run(jobId: string, ask: FlowsAsk): Promise<FlowsReply> {
    const process = this.#spawn();
    return new Promise<FlowsReply>((resolve, reject) => {
      let calledOff = false;
      this.#running.set(jobId, {
        agree: () => process.post({ kind: 'agree' }),
        stop: () => {
          calledOff = true;
          process.post({ kind: 'cancel' });
          setTimeout(() => process.kill(), patienceMs).unref();
        },
      });
      process.onReply((reply) => {
        if (this.#isTold(jobId, reply)) return;
        if (reply.kind !== 'failed') resolve(reply);
        else reject(new FailureError(calledOff ? { code: 'cancelled' } : reply.failure));
        process.kill();
      });
      process.onExit(() => {
        this.#running.delete(jobId);
        reject(new FailureError({ code: calledOff ? 'cancelled' : 'flows-crashed' }));
      });
      process.post(ask);
    });
  }

  /** Passes on what is said while the question is under way. @returns whether it was that. */
  #isTold(jobId: string, reply: FlowsReply): reply is Extract<FlowsReply, Underway> {
    if (reply.kind === 'progress') {
      const { step, done, total } = reply;
      this.#publish('jobProgress', { jobId, step: step.slice(0, 256), done, total });
    } else if (reply.kind === 'slowed') {
      this.#publish('jobSlowed', { jobId, inMs: reply.inMs });
    } else if (reply.kind === 'price') {
      this.#publish('flowPrice', { jobId, price: reply.price });
    } else return false;
    return true;
  }
}
