import type { Writable } from 'node:stream';
import { LineBudget, type LineBudgetOptions } from './line-budget';
import { sendWindowOf } from './session-internals';

/** No flow sends more than this at its turn, bytes. */
const turn = 32 << 10;
/** A flow with no more than this to send goes before those with much, bytes. */
const short = 4 << 10;
/** What may wait in the connection's socket before everyone waits, bytes. */
const full = 256 << 10;

/** Runs something that sends, and lets what it has sent leave together. */
export type Together = (send: () => void) => void;

/** Where a flow puts what its client sends. */
export interface SendLane {
  /** Bytes that have not had their turn. */
  readonly waiting: number;
  /**
   * Takes bytes in.
   *
   * @param isLent whether their memory is used again once this returns.
   * @returns false when the client should pause until `onRoom`.
   */
  offer(chunk: Buffer, isLent: boolean): boolean;
  /** Ends the channel once everything offered has been sent. */
  end(): void;
  /** Forgets what is waiting: nobody wants it sent any more. */
  drop(): void;
}

/**
 * Shares one SSH connection's way out among its flows (SSH-09).
 *
 * ssh2 writes to its socket without asking whether there is room, so that one upload could queue
 * megabytes in front of everybody's next request. Here the flows take turns of at most 32 KiB, and
 * all wait while more than 256 KiB lie in the socket. Turns begin again when it has handed over
 * everything: the system's own buffer, much larger, keeps the line busy meanwhile. How much of
 * that buffer we use is bounded by the line's own budget.
 *
 * A flow with little to send goes first, much as fair queueing treats sparse flows (RFC 8290, 4.2):
 * a short request does not wait for a round of uploads.
 */
export class SendBudget {
  readonly #socket: Writable;
  readonly #together: Together;
  readonly #line: LineBudget;
  readonly #short: Lane[] = [];
  readonly #round: Lane[] = [];
  #isBlocked = false;

  /**
   * @param socket the one under the connection; only its length and `drain` are used.
   * @param line what can be learnt of the line.
   * @param together what can gather packets, so that several of them leave by one system call.
   */
  constructor(
    socket: Writable,
    line: Omit<LineBudgetOptions, 'onRoom'>,
    together: Together = (send) => send(),
  ) {
    this.#socket = socket;
    this.#together = together;
    this.#line = new LineBudget({ ...line, onRoom: () => this.#take() });
  }

  /** What is on its way to the server, bytes. */
  get underWay(): number {
    return this.#line.underWay;
  }

  /**
   * @param channel what the flow's bytes are written to.
   * @param onRoom called when a refused client may send again.
   */
  lane(channel: Writable, onRoom: () => void): SendLane {
    const lane: Lane = new Lane(channel, onRoom, () => {
      if (lane.isQueued) return;
      lane.isQueued = true;
      (lane.waiting <= short ? this.#short : this.#round).push(lane);
      this.#take();
    });
    return lane;
  }

  #take(): void {
    this.#together(() => this.#takeTurns());
  }

  #takeTurns(): void {
    while (!this.#isBlocked) {
      // A short request is no reason for a queue: it need not wait for answers either.
      const lane = this.#short.shift() ?? this.#nextOfRound();
      if (lane === undefined) return;
      const before = lane.waiting;
      lane.isQueued = lane.send() && lane.waiting > 0;
      if (lane.isQueued) this.#round.push(lane);
      this.#line.sent(before - lane.waiting);
      if (this.#socket.writableLength > full) this.#block();
    }
  }

  #nextOfRound(): Lane | undefined {
    // Asked only for who has something to send: the line takes it for a sender that had to wait.
    return this.#round.length > 0 && this.#line.hasRoom ? this.#round.shift() : undefined;
  }

  #block(): void {
    this.#isBlocked = true;
    // More than 256 KiB is more than any socket takes without asking its writer to wait for this.
    this.#socket.once('drain', () => {
      this.#isBlocked = false;
      this.#take();
    });
  }
}

class Lane implements SendLane {
  readonly #channel: Writable;
  readonly #onRoom: () => void;
  readonly #ready: () => void;
  readonly #chunks: Buffer[] = [];
  /** The channel has a write it cannot finish before the server grants it more window. */
  #isHeld = false;
  #isEnding = false;
  #isRefusing = false;
  /** What lies here is somebody else's again in a moment. */
  #lent: ArrayBufferLike | null = null;
  isQueued = false;
  waiting = 0;

  constructor(channel: Writable, onRoom: () => void, ready: () => void) {
    this.#channel = channel;
    this.#onRoom = onRoom;
    this.#ready = ready;
  }

  offer(chunk: Buffer, isLent: boolean): boolean {
    if (this.#isEnding || chunk.length === 0) return true;
    this.#chunks.push(chunk);
    this.waiting += chunk.length;
    this.#lent = isLent ? chunk.buffer : null;
    if (!this.#isHeld) this.#ready();
    this.#keepLent();
    this.#isRefusing = this.waiting >= turn;
    return !this.#isRefusing;
  }

  end(): void {
    this.#isEnding = true;
    this.#endWhenSent();
  }

  drop(): void {
    this.#chunks.length = 0;
    this.waiting = 0;
    this.#isRefusing = false;
  }

  /**
   * Sends one turn's bytes.
   *
   * @returns whether it could: a flow that is held loses its place until the server makes room.
   */
  send(): boolean {
    const part = this.#isHeld ? undefined : this.#next();
    if (part === undefined) return false;
    let isSent = false;
    this.#channel.write(this.#mayLend(part) ? part : Buffer.from(part), () => {
      isSent = true;
      this.#onSent();
    });
    // ssh2 takes what the window permits at once, and calls back only when it has taken all.
    this.#isHeld = !isSent && this.#channel.writableLength > 0;
    return !this.#isHeld;
  }

  /** ssh2 keeps what the window does not permit yet, without a copy. */
  #mayLend(part: Buffer): boolean {
    return part.buffer !== this.#lent || part.length <= sendWindowOf(this.#channel);
  }

  /** Copies what had no turn yet of the bytes that are lent: they came last. */
  #keepLent(): void {
    const last = this.#chunks.at(-1);
    if (last !== undefined && last.buffer === this.#lent) {
      this.#chunks[this.#chunks.length - 1] = Buffer.from(last);
    }
    this.#lent = null;
  }

  #onSent(): void {
    const wasHeld = this.#isHeld;
    this.#isHeld = this.#channel.writableLength > 0;
    if (this.#isRefusing && this.waiting < turn) {
      this.#isRefusing = false;
      this.#onRoom();
    }
    if (wasHeld && !this.#isHeld && this.waiting > 0) this.#ready();
    this.#endWhenSent();
  }

  #endWhenSent(): void {
    if (this.#isEnding && this.waiting === 0 && !this.#channel.writableEnded) this.#channel.end();
  }

  #next(): Buffer | undefined {
    const first = this.#chunks.shift();
    if (first === undefined) return undefined;
    const part = first.subarray(0, turn);
    if (first.length > turn) this.#chunks.unshift(first.subarray(turn));
    this.waiting -= part.length;
    return part;
  }
}
