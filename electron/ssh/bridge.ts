import type { Socket } from 'node:net';
import type { ClientChannel } from 'ssh2';

/** Counts what a flow carries, in bytes: `up` towards the bastion, `down` towards the client. */
export interface ByteCounter {
  up(bytes: number): void;
  down(bytes: number): void;
}

/** ssh2 may never say that a channel closed; after this long without progress nobody waits. */
const forgetAfterMs = 30_000;
/** A client that has got everything may keep its own side open this much longer. */
const lingerMs = 1_000;

/**
 * Carries bytes between a local socket and an SSH channel until both are done.
 *
 * Written by hand because ssh2's channel is not a whole stream: `destroy()` does not set
 * `destroyed`, write callbacks are lost when the server resets, and `close` never comes while
 * unread data is paused, so `pipeline` and `finished` hang. Half-close goes both ways: a FIN of
 * the client becomes CHANNEL_EOF and reading goes on, and the other way round (RFC 4254, 5.3).
 *
 * @param isLinkOpen whether the connection under the channel is there. When it goes, ssh2 ends its
 * channels as if the far side had said all: the client then gets a reset, so that it cannot take a
 * torn answer for a whole one.
 * @returns resolves when both sides are closed; never rejects.
 */
export function bridge(
  client: Socket,
  channel: ClientChannel,
  early: Buffer,
  counter: ByteCounter,
  isLinkOpen: () => boolean,
): Promise<void> {
  carryUp(client, channel, early, counter);
  carryDown(client, channel, counter);
  channel.on('end', () => {
    if (isLinkOpen()) client.end();
    else client.resetAndDestroy();
  });
  return untilBothClosed(client, channel);
}

function carryUp(client: Socket, channel: ClientChannel, early: Buffer, counter: ByteCounter) {
  const send = (chunk: Buffer) => {
    counter.up(chunk.length);
    if (!channel.write(chunk)) client.pause();
  };
  channel.on('drain', () => client.resume());
  client.on('data', send);
  client.on('end', () => channel.end());
  if (early.length > 0) send(early);
}

function carryDown(client: Socket, channel: ClientChannel, counter: ByteCounter) {
  channel.on('data', (chunk: Buffer) => {
    counter.down(chunk.length);
    if (client.writable && !client.write(chunk)) channel.pause();
  });
  client.on('drain', () => channel.resume());
}

function untilBothClosed(client: Socket, channel: ClientChannel): Promise<void> {
  return new Promise((resolve) => {
    let clientOpen = true;
    let channelOpen = true;
    let forget: (() => void) | null = null;

    const settle = () => {
      if (clientOpen || channelOpen) return;
      forget?.();
      resolve();
    };
    client.on('close', (hadError) => {
      clientOpen = false;
      if (channelOpen) {
        closeChannel(channel, !hadError && client.readableEnded);
        forget = whenStuck(channel, () => {
          channelOpen = false;
          settle();
        });
      }
      settle();
    });
    channel.on('close', () => {
      channelOpen = false;
      if (clientOpen) closeClient(client);
      settle();
    });
    // `close` follows every error, and undoes everything there.
    client.on('error', () => client.destroy());
    channel.on('error', () => client.destroy());
  });
}

/** Lets what the client sent before a clean end still go out; anything else is cut at once. */
function closeChannel(channel: ClientChannel, clean: boolean): void {
  // Reading on to nowhere is what lets ssh2 announce the channel's end.
  channel.resume();
  if (clean && !channel.writableFinished) {
    channel.once('finish', () => channel.close());
    channel.end();
    return;
  }
  channel.end();
  channel.close();
}

function closeClient(client: Socket): void {
  // However slowly the client reads, it gets everything; only then does the clock start.
  let linger: NodeJS.Timeout | undefined;
  const startLinger = () => {
    linger = setTimeout(() => client.destroy(), lingerMs);
  };
  client.once('close', () => clearTimeout(linger));
  if (client.writableFinished) startLinger();
  else client.once('finish', startLinger);
  client.end();
  client.resume();
}

/** Calls back when a channel has moved nothing for 30 s; the result ends the watch. */
function whenStuck(channel: ClientChannel, stuck: () => void): () => void {
  let left = channel.writableLength;
  const timer = setInterval(() => {
    if (channel.writableLength < left) {
      left = channel.writableLength;
      return;
    }
    clearInterval(timer);
    channel.close();
    stuck();
  }, forgetAfterMs);
  return () => clearInterval(timer);
}
