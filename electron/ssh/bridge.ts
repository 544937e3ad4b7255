import type { Socket } from 'node:net';
import type { ClientChannel } from 'ssh2';
import { isLending } from '../socks/lending-client';
import { resetClient } from '../socks/reset-client';
import { DownStream } from './down-stream';
import type { LentReads } from './lent-reads';
import type { OpenChannel } from './open-channel';
import type { SendBudget, SendLane } from './send-budget';

/** Counts what a flow carries, in bytes: `up` towards the bastion, `down` towards the client. */
export interface ByteCounter {
  up(bytes: number): void;
  down(bytes: number): void;
}

/** ssh2 may never say that a channel closed; after this long without progress nobody waits. */
const forgetAfterMs = 30_000;
/** A client that has got everything may keep its own side open this much longer. */
const lingerMs = 1_000;

/** The far side of a flow. */
export interface BridgedChannel extends OpenChannel {
  /** Whose turn it is on the connection's way out. */
  readonly send: SendBudget;
  /** What lends the bytes the channel receives; null where each read has memory of its own. */
  readonly reads: LentReads | null;
  readonly counter: ByteCounter;
  /**
   * Whether the connection under the channel is there. When it goes, ssh2 ends its channels as if
   * the far side had said all: the client then gets a reset, so that it cannot take a torn answer
   * for a whole one. Who has been told the end before keeps it.
   */
  readonly isLinkOpen: () => boolean;
}

/**
 * Carries bytes between a local socket and an SSH channel until both are done.
 *
 * Written by hand because ssh2's channel is not a whole stream: `destroy()` does not set
 * `destroyed`, write callbacks are lost when the server resets, and `close` never comes while
 * unread data is paused, so `pipeline` and `finished` hang. Half-close goes both ways: a FIN of
 * the client becomes CHANNEL_EOF and reading goes on, and the other way round (RFC 4254, 5.3).
 *
 * @param early bytes the client sent behind its request.
 * @returns resolves when both sides are closed; never rejects.
 */
export function bridge(client: Socket, early: Buffer, flow: BridgedChannel): Promise<void> {
  const { channel, received } = flow;
  const lane = carryUp(client, early, flow);
  const { reads, counter } = flow;
  new DownStream(client, { channel, received, reads, count: counter.down }).start();
  received.onReset(() => {
    lane.drop();
    channel.close();
    resetClient(client);
  });
  channel.on('end', () => {
    if (isWhole(flow)) client.end();
    else resetClient(client);
  });
  return untilBothClosed(client, flow, lane).then(() => received.close());
}

/** Whether the end of the channel is the far side's own, and nothing is missing before it. */
function isWhole(flow: BridgedChannel): boolean {
  return flow.isLinkOpen() && !flow.hasFailed();
}

function carryUp(client: Socket, early: Buffer, flow: BridgedChannel): SendLane {
  const lane = flow.send.lane(flow.channel, () => client.resume());
  const send = (chunk: Buffer, isLent: boolean) => {
    flow.counter.up(chunk.length);
    if (!lane.offer(chunk, isLent)) client.pause();
  };
  const lends = isLending(client);
  client.on('data', (chunk: Buffer) => send(chunk, lends));
  client.on('end', () => lane.end());
  client.resume();
  if (early.length > 0) send(early, false);
  if (client.readableEnded) lane.end();
  return lane;
}

function untilBothClosed(client: Socket, flow: BridgedChannel, lane: SendLane): Promise<void> {
  const { channel } = flow;
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
        closeChannel(channel, lane, !hadError && client.readableEnded);
        forget = whenStuck(channel, lane, () => {
          channelOpen = false;
          settle();
        });
      }
      settle();
    });
    channel.on('close', () => {
      channelOpen = false;
      // Its end was said while all was well, and holds although the connection has gone since.
      if (clientOpen && (client.writableEnded || isWhole(flow))) closeClient(client);
      else if (clientOpen) resetClient(client);
      settle();
    });
    // `close` follows every error, and undoes everything there.
    client.on('error', () => client.destroy());
    channel.on('error', () => resetClient(client));
  });
}

/** Lets what the client sent before a clean end still go out; anything else is cut at once. */
function closeChannel(channel: ClientChannel, lane: SendLane, clean: boolean): void {
  // Reading on to nowhere is what lets ssh2 announce the channel's end.
  channel.resume();
  if (clean && !channel.writableFinished) {
    channel.once('finish', () => channel.close());
    lane.end();
    return;
  }
  lane.drop();
  // To end once more makes an error for nobody, with all that it costs.
  if (!channel.writableEnded) channel.end();
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
function whenStuck(channel: ClientChannel, lane: SendLane, stuck: () => void): () => void {
  const unsent = () => lane.waiting + channel.writableLength;
  let left = unsent();
  const timer = setInterval(() => {
    const now = unsent();
    if (now < left) {
      left = now;
      return;
    }
    clearInterval(timer);
    channel.close();
    stuck();
  }, forgetAfterMs);
  return () => clearInterval(timer);
}
