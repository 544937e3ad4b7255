import { Worker } from 'node:worker_threads';
import { FailureError } from '../../shared/model/failure';
import type { KeyFacts } from '../../shared/model/key-facts';
import { keyFailure } from './key-failure';
import type { PrivateKey } from './private-key';
import type { KeyReply, KeyRequest, KeyResult } from './worker-protocol';

interface Waiting {
  readonly resolve: (result: KeyResult) => void;
  readonly reject: (error: FailureError) => void;
}

function lost(why: string): FailureError {
  return new FailureError({ code: 'internal', detail: `key worker: ${why}`.slice(0, 512) });
}

/**
 * Reads private keys, and unlocks encrypted ones in a thread of its own: a derivation that takes
 * seconds stalls no tunnel. The thread starts with the first key that needs it, as starting it takes
 * longer than a login; it keeps no process alive while it has nothing to do, and is replaced by the
 * next request if it dies.
 */
export class KeyReader {
  readonly #workerUrl: URL;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;
  #closed = false;

  /** @param options.workerUrl the built key-worker.js. */
  constructor(options: { workerUrl: URL }) {
    this.#workerUrl = options.workerUrl;
  }

  /**
   * What a key file says without a passphrase. Type, bits and fingerprint are null only where an
   * encrypted file hides them (PKCS#1, SEC1 and PKCS#8).
   *
   * @throws FailureError with a code about the key file.
   */
  async inspect(path: string): Promise<KeyFacts> {
    return this.#here(path, ({ inspectKey }) => inspectKey(path));
  }

  /**
   * Reads and unlocks a key file.
   *
   * @param passphrase overwritten with zeros before this returns; null when there is none. It is not
   *   looked at when the file is not encrypted.
   * @throws FailureError with a code about the key file; `passphrase-required` only when the file is
   *   encrypted and there is no passphrase; `internal` when the thread was lost.
   */
  async read(path: string, passphrase: Uint8Array | null): Promise<PrivateKey> {
    const secret = passphrase === null ? null : new Uint8Array(passphrase);
    passphrase?.fill(0);
    if (secret === null) return this.#here(path, ({ loadKey }) => loadKey(path, null));
    let isHandedOver = false;
    try {
      const plain = await this.#here(path, ({ loadPlainKey }) => loadPlainKey(path));
      if (plain !== null) return plain;
      isHandedOver = true;
      const { facts, publicBlob, pem } = await this.#unlock(path, secret);
      return { facts, publicBlob: Buffer.from(publicBlob), pem };
    } finally {
      if (!isHandedOver) secret.fill(0);
    }
  }

  /** Ends the thread; what it was unlocking rejects with `internal`. Nothing can be read after. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#drop('closed');
    await worker?.terminate();
  }

  /** What takes no derivation is done in this thread, by code that is loaded with the first key. */
  async #here<Result>(
    path: string,
    work: (keys: typeof import('./load-key')) => Promise<Result>,
  ): Promise<Result> {
    if (this.#closed) throw lost('closed');
    try {
      return await work(await import('./load-key'));
    } catch (error) {
      // Without its cause: a stray error could quote the file.
      throw new FailureError(keyFailure(error, path));
    }
  }

  #unlock(path: string, passphrase: Uint8Array<ArrayBuffer>): Promise<KeyResult> {
    if (this.#closed) return Promise.reject(lost('closed'));
    this.#lastId += 1;
    const request: KeyRequest = { id: this.#lastId, path, passphrase };
    return new Promise((resolve, reject) => {
      const worker = this.#worker ?? this.#start();
      this.#waiting.set(request.id, { resolve, reject });
      worker.ref();
      worker.postMessage(request, [passphrase.buffer]);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#workerUrl, { name: 'culvert-keys' });
    this.#worker = worker;
    worker.on('message', (reply: KeyReply) => this.#settle(worker, reply));
    worker.on('error', (error) => this.#lose(worker, error.name));
    worker.on('exit', (code) => this.#lose(worker, `ended with ${code}`));
    return worker;
  }

  #settle(worker: Worker, reply: KeyReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) worker.unref();
    if (reply.ok) waiting?.resolve(reply.result);
    else waiting?.reject(new FailureError(reply.failure));
  }

  /** A thread that died after its successor started has nobody waiting for it. */
  #lose(worker: Worker, why: string): void {
    if (worker === this.#worker) this.#drop(why);
  }

  #drop(why: string): void {
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(lost(why));
  }
}
