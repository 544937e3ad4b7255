import { Worker } from 'node:worker_threads';
import type { Gathered, GatherWork, PieceRead } from './gathered';

/**
 * Runs {@link TextGatherer} in a thread of its own. Each piece counts as read when the next is asked
 * for. The thread ends with the loop over it, however that ends.
 *
 * @param workerUrl the built text-worker.js.
 * @throws the signal's reason, or what the thread failed with.
 */
export async function* gatherInThread(
  work: GatherWork,
  workerUrl: URL,
  signal: AbortSignal,
): AsyncGenerator<Gathered, void> {
  signal.throwIfAborted();
  const worker = new Worker(workerUrl, { workerData: work, name: 'culvert-flow-texts' });
  const told = new Told();
  worker.on('message', (gathered: Gathered) => told.add(gathered));
  worker.on('error', (error) => told.fail(error));
  worker.on('exit', (code) =>
    told.fail(new Error(`the thread that reads files ended with ${code}`)),
  );
  const callOff = () => told.fail(signal.reason);
  signal.addEventListener('abort', callOff);
  try {
    for (;;) {
      const piece = await told.next();
      yield piece;
      if (piece.kind === 'end' || piece.kind === 'unwritable') return;
      const path = pathOf(piece);
      if (path !== null) worker.postMessage({ path } satisfies PieceRead);
    }
  } finally {
    signal.removeEventListener('abort', callOff);
    await worker.terminate();
  }
}

function pathOf(piece: Gathered): string | null {
  if (piece.kind === 'text') return piece.text.path;
  return piece.kind === 'parquet' ? piece.file.path : null;
}

/** What was told and not yet asked for. The first failure stays; what was told before it comes first. */
class Told {
  readonly #waiting: Gathered[] = [];
  #failure: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  add(gathered: Gathered): void {
    this.#waiting.push(gathered);
    this.#wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  async next(): Promise<Gathered> {
    for (;;) {
      const first = this.#waiting.shift();
      if (first !== undefined) return first;
      if (this.#failure !== null) throw this.#failure.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
