import { onBeat } from './beat';
import type { ByteStream } from './byte-stream';

export interface LivenessOptions {
  /** How often a ping is sent, ms. */
  readonly intervalMs: number;
  /** The link is dead after this many intervals without one byte. */
  readonly intervals: number;
  /** One interval before the end: something may be wrong. Called once for each silence. */
  readonly quiet: () => void;
  readonly dead: () => void;
}

/**
 * Watches bytes received, whatever they are. ssh2's own counter is reset by answers to its pings
 * alone and so ends busy, healthy connections; OpenSSH resets on any packet, and so do we.
 *
 * A tick that comes far too late means that this computer slept: the link then gets a full period
 * to show itself before it is judged.
 *
 * @returns stops the watch.
 */
export function watchLiveness(socket: ByteStream, options: LivenessOptions): () => void {
  const tickMs = Math.max(50, options.intervalMs / 5);
  const limitMs = options.intervalMs * options.intervals;
  const quietMs = limitMs - options.intervalMs;
  let heardBytes = socket.bytesRead;
  let heardAt = performance.now();
  let tickedAt = heardAt;
  let isQuiet = false;
  const look = () => {
    const now = performance.now();
    const slept = now - tickedAt > tickMs + 10_000;
    tickedAt = now;
    if (slept || socket.bytesRead !== heardBytes) {
      heardBytes = socket.bytesRead;
      heardAt = now;
      isQuiet = false;
    } else if (now - heardAt >= limitMs) {
      stop();
      options.dead();
    } else if (now - heardAt >= quietMs && !isQuiet) {
      isQuiet = true;
      options.quiet();
    }
  };
  const stop = tickMs >= 2_000 ? onBeat(look) : repeatedly(look, tickMs);
  return stop;
}

function repeatedly(look: () => void, everyMs: number): () => void {
  const timer = setInterval(look, everyMs);
  return () => clearInterval(timer);
}
