import type { Socket } from 'node:net';

/**
 * What a client sends before its flow is open. Its end-of-stream is noticed but not consumed, and
 * what it sends ahead stays in the socket's own bounded buffer, so that whoever carries the flow
 * afterwards finds a socket that nobody seems to have read from: `data` starts it, `end` still comes.
 *
 * One `readable` listener stays in place for that whole time: removing it and adding another makes
 * Node read on, and reading past the end emits `end` to nobody.
 */
export class ClientInput {
  readonly #socket: Socket;
  #heard: (() => void) | null = null;
  #unheard = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('readable', this.#onReadable);
    socket.on('end', this.#onReadable);
  }

  /** Calls back with all bytes that have come, each time some do, and with null at the client's end. */
  read(arrived: (bytes: Buffer | null) => void): void {
    const heard = () => {
      const size = this.#socket.readableLength;
      // Asking for exactly what is there keeps Node from emitting `end` when that was all.
      const bytes: unknown = size === 0 ? null : this.#socket.read(size);
      arrived(Buffer.isBuffer(bytes) ? bytes : null);
      // Still reading, so the end may be consumed: it can have come together with these bytes.
      if (bytes !== null && this.#heard === heard) this.#socket.read(0);
    };
    this.#hear(heard);
  }

  /** Leaves all bytes where they are. */
  hold(): void {
    this.#heard = null;
  }

  /** Leaves all bytes where they are, and calls back if the client ends without having sent any. */
  watchForEnd(ended: () => void): void {
    this.#hear(() => {
      if (this.#socket.readableLength === 0) ended();
    });
  }

  /** Stops watching for good; afterwards the socket neither flows nor is it paused. */
  async handOver(): Promise<void> {
    this.#socket.removeListener('readable', this.#onReadable);
    this.#socket.removeListener('end', this.#onReadable);
    // Node takes note of the removal on the next tick, and would undo a pause made before it.
    await new Promise<void>((resolve) => process.nextTick(resolve));
  }

  readonly #onReadable = (): void => {
    if (this.#heard === null) this.#unheard = true;
    else this.#heard();
  };

  #hear(heard: () => void): void {
    this.#heard = heard;
    if (!this.#unheard) return;
    this.#unheard = false;
    heard();
  }
}
