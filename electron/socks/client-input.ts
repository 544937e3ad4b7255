import type { Socket } from 'node:net';

/** A client that sends this much before its flow is open waits with the rest, bytes. */
const mostHeld = 64 << 10;

/**
 * What a client sends before its flow is open: read at once, so that its end and its going away
 * are noticed, and held for whoever carries the flow afterwards.
 */
export class ClientInput {
  readonly #socket: Socket;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #heard: (() => void) | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.resume();
  }

  /** Calls back with all bytes that have come, each time some do, and with null at the client's end. */
  read(arrived: (bytes: Buffer | null) => void): void {
    const heard = () => {
      if (this.#heldBytes > 0) arrived(this.#take());
      if (this.#heard === heard && this.#socket.readableEnded) arrived(null);
    };
    this.#hear(heard);
  }

  /** Keeps all bytes that come from now on. */
  hold(): void {
    this.#heard = null;
  }

  /** Keeps all bytes, and calls back if the client ends without having sent any. */
  watchForEnd(ended: () => void): void {
    this.#hear(() => {
      if (this.#heldBytes === 0 && this.#socket.readableEnded) ended();
    });
  }

  /**
   * Stops reading for good. Who goes on must listen for `data` at once, look whether the client has
   * ended already, and resume a socket that was paused because so much was held.
   *
   * @returns what was held.
   */
  handOver(): Buffer {
    this.#heard = null;
    this.#socket.off('data', this.#onData);
    this.#socket.off('end', this.#onEnd);
    return Buffer.concat(this.#held.splice(0));
  }

  readonly #onData = (bytes: Buffer): void => {
    // They may be lent.
    this.#held.push(Buffer.from(bytes));
    this.#heldBytes += bytes.length;
    if (this.#heldBytes >= mostHeld) this.#socket.pause();
    this.#heard?.();
  };

  readonly #onEnd = (): void => this.#heard?.();

  #take(): Buffer {
    const bytes = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    this.#socket.resume();
    return bytes;
  }

  #hear(heard: () => void): void {
    this.#heard = heard;
    if (this.#heldBytes > 0 || this.#socket.readableEnded) heard();
  }
}
