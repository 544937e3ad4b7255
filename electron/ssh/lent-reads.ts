import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';

/** Few system calls for much, and little for a connection that stands idle; bytes. */
const bufferBytes = 256 << 10;
/** Room in front of it for what a read before did not bring whole, bytes. */
const roomBytes = 72 << 10;
/** As much may be kept by those who could not use their bytes at once; more is copied, bytes. */
const mostKept = 16 << 20;
/** Buffers that are held ready for the next reader that keeps one. */
const mostSpares = 8;

/**
 * What reads a connection into one buffer, again and again. Fresh memory for every read costs more
 * in page faults than decrypting what was read.
 *
 * What `data` carries is lent: whoever has not used it when the listener returns must have copied
 * it, or keep the buffer.
 */
export interface LentReads {
  /** From now on bytes are lent; before, every reader was given its own. */
  lend(): void;
  /** False when so much is kept already that bytes should be copied instead. */
  readonly mayKeep: boolean;
  /**
   * Keeps the buffer that is being lent: the next read goes into another. Between reads none is lent,
   * and nothing is kept: whoever asks then has bytes of their own.
   *
   * @returns to be called once when the bytes are no longer needed.
   */
  keep(): () => void;
  /** Calls back when all bytes of the present read have been handed out, or at once between reads. */
  afterRead(listener: () => void): void;
}

const readers = new WeakMap<Duplex, Reader>();

/** The memory that reads lend. */
const lentMemory = new WeakSet<ArrayBufferLike>();

function newBuffer(): Buffer {
  const memory = Buffer.allocUnsafeSlow(roomBytes + bufferBytes);
  lentMemory.add(memory.buffer);
  return memory.subarray(roomBytes);
}

/** As `net.connect`, with a socket whose bytes can be lent. Only `data` tells of them. */
export function connectLending(options: TcpNetConnectOpts): Socket {
  const reader = new Reader();
  const socket: Socket = connect({
    ...options,
    onread: {
      buffer: () => reader.buffer,
      callback: (bytes): boolean => reader.deliver(bytes, socket),
    },
  });
  readers.set(socket, reader);
  // Nothing is kept for whoever listens later, so nothing is read before somebody does.
  socket.pause();
  const onListener = (event: string | symbol) => {
    if (event !== 'data') return;
    socket.off('newListener', onListener);
    process.nextTick(() => socket.resume());
  };
  socket.on('newListener', onListener);
  return socket;
}

/** What lends the bytes of a socket, or null when each read of it is in memory of its own. */
export function lentReadsOf(socket: Duplex): LentReads | null {
  return readers.get(socket) ?? null;
}

/**
 * Room in the memory that was read into, which is lent, kept and used again together with it.
 *
 * @param read what was lent.
 * @param bytes of which no more is asked for one read than once.
 * @returns null where the memory is not lent or the room is not enough.
 */
export function roomBeside(read: Buffer, bytes: number): Buffer | null {
  if (bytes > roomBytes || !lentMemory.has(read.buffer)) return null;
  return Buffer.from(read.buffer, 0, bytes);
}

class Reader implements LentReads {
  #buffer: Buffer | null = null;
  readonly #spares: Buffer[] = [];
  #isLending = false;
  #isDelivering = false;
  /** From a read's first listener to the last of those who wait for its end. */
  #isLent = false;
  #keptBytes = 0;
  /** Keepers of one read share its buffer. */
  #keepers: { count: number } | null = null;
  #after: (() => void)[] = [];

  /** Where the next read goes. */
  get buffer(): Buffer {
    this.#buffer ??= this.#spares.pop() ?? newBuffer();
    return this.#buffer;
  }

  get mayKeep(): boolean {
    return this.#keptBytes < mostKept;
  }

  lend(): void {
    this.#isLending = true;
  }

  deliver(bytes: number, socket: Socket): boolean {
    const lent = this.buffer.subarray(0, bytes);
    this.#isDelivering = true;
    this.#isLent = true;
    this.#keepers = null;
    try {
      socket.emit('data', this.#isLending ? lent : Buffer.from(lent));
    } finally {
      this.#isDelivering = false;
      const after = this.#after;
      this.#after = [];
      for (const listener of after) listener();
      this.#isLent = false;
      // Only now: the listeners may have kept it.
      if (this.#keepers !== null) this.#buffer = null;
    }
    return true;
  }

  afterRead(listener: () => void): void {
    if (this.#isDelivering) this.#after.push(listener);
    else listener();
  }

  keep(): () => void {
    if (!this.#isLent) return () => undefined;
    const buffer = this.buffer;
    if (this.#keepers === null) {
      this.#keepers = { count: 0 };
      this.#keptBytes += buffer.length;
    }
    const keepers = this.#keepers;
    keepers.count += 1;
    return () => {
      keepers.count -= 1;
      if (keepers.count > 0) return;
      this.#keptBytes -= buffer.length;
      if (this.#buffer !== buffer && this.#spares.length < mostSpares) this.#spares.push(buffer);
      if (this.#keepers === keepers) this.#keepers = null;
    };
  }
}
