// A link between a client and the bastion: delay, a rate that all connections share, a queue with a
// bound, and segments that come late. TCP's own conduct (slow start, what it does about a loss) is
// not modelled: sender and receiver are on loopback.
import { connect, createServer } from 'node:net';
import { listenOnLoopback, serveCalls } from './serve-calls.mjs';

/** @typedef {import('node:net').Socket} Socket */
/**
 * @typedef {object} LinkOptions
 * @property {number} target the bastion's port.
 * @property {number} roundTripMs there and back.
 * @property {number} [rate] bytes a second each way, shared by all connections.
 * @property {number} [queue] bytes that may wait for the rate, each way.
 * @property {number} [late] the part of segments that come late.
 * @property {number} [lateMs] by how much.
 */

const segment = 1_448;
/** Without a rate nothing queues; what is under way is bounded all the same. */
const underWay = 128 << 20;

/** The same chances in every run. @param {number} seed */
function chances(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One direction of the link, with its one queue. */
class Direction {
  /** @param {LinkOptions} options */
  constructor(options) {
    this.options = options;
    this.random = chances(1);
    /** When the line has sent everything it was given, ms. */
    this.freeAt = 0;
    /** @type {Set<Pipe>} */
    this.waiting = new Set();
  }

  /** Whether the queue takes more. */
  hasRoom() {
    const { rate, queue } = this.options;
    if (rate === undefined || queue === undefined) return true;
    return ((this.freeAt - performance.now()) * rate) / 1_000 < queue;
  }

  /** When so many bytes will have arrived, ms. @param {number} bytes */
  arrival(bytes) {
    const { rate, roundTripMs } = this.options;
    const now = performance.now();
    if (rate === undefined) return now + roundTripMs / 2;
    this.freeAt = Math.max(now, this.freeAt) + (bytes * 1_000) / rate;
    return this.freeAt + roundTripMs / 2;
  }
}

/** What goes one way on one connection. */
class Pipe {
  /**
   * @param {Socket} from
   * @param {Socket} to
   * @param {Direction} direction
   */
  constructor(from, to, direction) {
    this.from = from;
    this.to = to;
    this.direction = direction;
    /** @type {{ chunk: Buffer | null, at: number }[]} */
    this.line = [];
    this.head = 0;
    this.held = 0;
    this.lastAt = 0;
    from.on('data', (chunk) => this.take(chunk));
    from.on('end', () => this.queue(null, 0));
    to.on('drain', () => this.deliver());
  }

  /** @param {Buffer} chunk */
  take(chunk) {
    const { late = 0, lateMs = 0 } = this.direction.options;
    let rest = chunk;
    for (let at = 0; late > 0 && at < rest.length; at += segment) {
      if (this.direction.random() >= late) continue;
      if (at > 0) this.queue(rest.subarray(0, at), 0);
      this.queue(rest.subarray(at, at + segment), lateMs);
      rest = rest.subarray(at + segment);
      at = -segment;
    }
    if (rest.length > 0) this.queue(rest, 0);
    if (this.direction.hasRoom() && this.held < underWay) return;
    this.from.pause();
    this.direction.waiting.add(this);
  }

  /** @param {Buffer | null} chunk @param {number} lateMs */
  queue(chunk, lateMs) {
    const length = chunk?.length ?? 0;
    // What comes behind something late waits for it: TCP delivers in order.
    this.lastAt = Math.max(this.lastAt, this.direction.arrival(length) + lateMs);
    this.held += length;
    this.line.push({ chunk, at: this.lastAt });
  }

  deliver() {
    const now = performance.now();
    if (this.to.destroyed) return;
    this.to.cork();
    while (this.head < this.line.length) {
      const { chunk, at } = /** @type {{ chunk: Buffer | null, at: number }} */ (
        this.line[this.head]
      );
      if (at > now || (this.to.writableNeedDrain && this.to.writableLength > 8 << 20)) break;
      this.head += 1;
      if (chunk === null) this.to.end();
      else {
        this.held -= chunk.length;
        this.to.write(chunk);
      }
    }
    this.to.uncork();
    if (this.head > 256) {
      this.line.splice(0, this.head);
      this.head = 0;
    }
  }
}

/** @type {Set<Pipe>} */
const pipes = new Set();

function tick() {
  for (const pipe of pipes) pipe.deliver();
  for (const pipe of pipes) {
    const { direction } = pipe;
    if (!direction.waiting.has(pipe) || !direction.hasRoom() || pipe.held >= underWay) continue;
    // Whoever has waited longest goes first, and then goes to the end of the row.
    direction.waiting.delete(pipe);
    pipes.delete(pipe);
    pipes.add(pipe);
    pipe.from.resume();
    break;
  }
}

/** @param {LinkOptions} options */
async function start(options) {
  const up = new Direction(options);
  const down = new Direction(options);
  let connections = 0;
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    connections += 1;
    const far = connect({
      host: '127.0.0.1',
      port: options.target,
      noDelay: true,
      allowHalfOpen: true,
    });
    const both = [new Pipe(near, far, up), new Pipe(far, near, down)];
    for (const pipe of both) pipes.add(pipe);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      socket?.on('error', () => socket.destroy());
      socket?.once('close', () => {
        other?.destroy();
        for (const pipe of both) {
          pipes.delete(pipe);
          pipe.direction.waiting.delete(pipe);
        }
      });
    }
  });
  const port = await listenOnLoopback(server);
  const timer = setInterval(tick, 1);
  links.set(port, { server, timer, connections: () => connections });
  return { port };
}

/** @type {Map<number, { server: import('node:net').Server, timer: NodeJS.Timeout, connections: () => number }>} */
const links = new Map();

serveCalls({
  start,
  connections: (/** @type {{ port: number }} */ { port }) => links.get(port)?.connections() ?? 0,
  stop: (/** @type {{ port: number }} */ { port }) => {
    const link = links.get(port);
    link?.server.close();
    clearInterval(link?.timer);
    links.delete(port);
  },
});
