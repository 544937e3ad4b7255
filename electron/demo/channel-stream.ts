import { type Duplex, duplexPair } from 'node:stream';
import type { ServerChannel } from 'ssh2';

/**
 * A well-behaved stream on top of a server's channel. A channel of ssh2 is not one: `destroy()`
 * does not mark it destroyed, `close` does not come while it is paused, and a write that is under
 * way when the other side resets never calls back (reliability.md, finding 8). node:http counts on
 * all three.
 *
 * @returns the stream, and a way to end both at once when the connection below has gone.
 */
export function channelStream(channel: ServerChannel): { stream: Duplex; destroy(): void } {
  const [stream, inner] = duplexPair();
  const destroy = (): void => {
    stream.destroy();
    inner.destroy();
  };
  pass(channel, inner);
  pass(inner, channel);
  channel.once('close', destroy).on('error', destroy);
  inner.on('error', destroy);
  // Also when http gives the stream up without an end, as after a request it could not read.
  stream.once('close', () => channel.end());
  return { stream, destroy };
}

/** Bytes and the end of bytes one way, no faster than they are taken. */
function pass(from: Duplex, to: Duplex): void {
  from.on('data', (chunk: Buffer) => {
    if (to.write(chunk)) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.once('end', () => to.end());
}
