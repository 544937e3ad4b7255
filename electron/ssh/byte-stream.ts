import { Duplex, type Readable, type Writable } from 'node:stream';
import { type Failure, FailureError } from '../../shared/model/failure';

/** What an SSH connection is carried by: a socket, or anything that is read and written like one. */
export interface ByteStream extends Duplex {
  /** Bytes received since it was opened. */
  readonly bytesRead: number;
  /** Bytes given to it to send. */
  readonly bytesWritten: number;
}

export interface CarriedOptions {
  readonly readable: Readable;
  readonly writable: Writable;
  /** Told of every chunk that was taken in. */
  readonly onTaken?: (bytes: number) => void;
  /**
   * Asked once the far side has ended: why it did, if that is known to be no ordinary end. It then
   * ends the stream with an error.
   */
  readonly why: () => Promise<Failure | null>;
  /** Lets go of what carries the bytes; called once. */
  readonly close: () => void;
}

/** Makes one stream out of the two halves of something else: a channel, a program's input and output. */
export class CarriedStream extends Duplex implements ByteStream {
  readonly #options: CarriedOptions;
  #bytesRead = 0;
  #bytesWritten = 0;
  #isOver = false;

  constructor(options: CarriedOptions) {
    super({ allowHalfOpen: true });
    this.#options = options;
    const { readable, writable } = options;
    // It may end before SSH listens, and an error nobody listens for ends the process.
    this.on('error', () => undefined);
    readable.on('data', (chunk: Buffer) => this.#take(chunk));
    readable.on('end', () => void this.#end());
    readable.on('close', () => void this.#end());
    readable.on('error', (error) => this.destroy(error));
    // What cannot be written any more has ended, and why is known once it is over.
    writable.on('error', () => void this.#end());
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  override _read(): void {
    this.#options.readable.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void) {
    const { writable } = this.#options;
    this.#bytesWritten += chunk.length;
    // Its end is told by `end`, with the reason.
    if (writable.destroyed || writable.writableEnded) return done();
    writable.write(chunk, encoding, () => done());
  }

  override _final(done: (error?: Error | null) => void): void {
    const { writable } = this.#options;
    if (!writable.destroyed) writable.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#isOver = true;
    this.#options.close();
    done(error);
  }

  #take(chunk: Buffer): void {
    this.#bytesRead += chunk.length;
    this.#options.onTaken?.(chunk.length);
    if (!this.push(chunk)) this.#options.readable.pause();
  }

  async #end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const failure = await this.#options.why();
    if (this.destroyed) return;
    if (failure !== null) this.destroy(new FailureError(failure));
    else this.push(null);
  }
}
