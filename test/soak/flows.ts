import { createHash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { readAll, socksConnect } from '../support/socks-connect';

export interface Ways {
  /** The tunnel's SOCKS port. */
  readonly proxy: number;
  /** The soak origin's. */
  readonly origin: number;
}

/** One flow of a kind: answers how many bytes it checked, and rejects when it was not whole. */
export type FlowKind = (ways: Ways) => Promise<number>;

const kib = 1 << 10;
/** No flow of a soak takes longer, held requests included. */
const limitMs = 60_000;

/** A connection to the soak origin; it may be refused. */
export async function open({ proxy, origin }: Ways): Promise<Socket> {
  const { socket, code } = await socksConnect(proxy, '127.0.0.1', origin);
  socket.setTimeout(limitMs, () => socket.destroy(new Error('took too long')));
  if (code === 0) return socket;
  socket.destroy();
  throw new Error(`refused with ${code}`);
}

function anyOf(most: number): number {
  return 1 + Math.floor(Math.random() * most);
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

const download: FlowKind = async (ways) => {
  const bytes = anyOf(512 * kib);
  const socket = await open(ways);
  socket.write(`D ${bytes}\n`);
  const answer = await readAll(socket);
  socket.end();
  if (answer.length !== bytes + 64) throw new Error(`${answer.length} of ${bytes + 64} bytes`);
  const [body, sum] = [answer.subarray(0, bytes), answer.subarray(bytes).toString()];
  if (sha256(body) !== sum) throw new Error('the sum differs');
  return bytes;
};

/** Ends its sending side, and the answer comes later: half-closed meanwhile. */
const upload: FlowKind = async (ways) => {
  const data = randomBytes(anyOf(256 * kib));
  const socket = await open(ways);
  socket.write(`U ${anyOf(200)}\n`);
  socket.end(data);
  const answer = (await readAll(socket)).toString();
  if (answer !== sha256(data)) throw new Error('the sum differs');
  return data.length;
};

const stalled: FlowKind = async (ways) => {
  const socket = await open(ways);
  socket.on('error', () => socket.destroy());
  socket.write(`D ${64 * 1_024 * kib}\n`);
  await delay(1_000 + anyOf(3_000));
  socket.destroy();
  return 0;
};

/** Goes away in the middle of asking. */
const abandoned: FlowKind = async ({ proxy, origin }) => {
  const socket = connect({ port: proxy, host: '127.0.0.1' });
  socket.on('error', () => socket.destroy());
  const request = [5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, origin >> 8, origin & 255];
  socket.write(Buffer.from(request.slice(0, anyOf(request.length))));
  await delay(Math.random() * 20);
  if (Math.random() < 0.5) socket.resetAndDestroy();
  else socket.destroy();
  return 0;
};

/** Anything at all, sent to the port: whatever comes of it, it must end. */
export const nonsense: FlowKind = async ({ proxy }) => {
  const socket = connect({ port: proxy, host: '127.0.0.1' });
  socket.on('error', () => socket.destroy());
  const bytes = randomBytes(anyOf(64));
  if (Math.random() < 0.5) bytes[0] = Math.random() < 0.7 ? 5 : 4;
  socket.end(bytes);
  socket.resume();
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), delay(15_000)]);
  const hasEnded = socket.destroyed;
  socket.destroy();
  if (!hasEnded) throw new Error('nonsense was not ended');
  return 0;
};

/** A kind by the share it has among all. */
export function anyKind(): FlowKind {
  const chance = Math.random();
  if (chance < 0.45) return download;
  if (chance < 0.85) return upload;
  if (chance < 0.9) return stalled;
  return abandoned;
}

/**
 * A download whose bytes are hashed as they come, however many they are.
 *
 * @param onBytes told of every part.
 */
export async function largeDownload(
  ways: Ways,
  bytes: number,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const socket = await open(ways);
  socket.write(`D ${bytes}\n`);
  const hash = createHash('sha256');
  let left = bytes;
  let sum = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    const body = chunk.subarray(0, left);
    hash.update(body);
    left -= body.length;
    sum += chunk.subarray(body.length).toString('latin1');
    onBytes(body.length);
  }
  if (left > 0) throw new Error(`${left} of ${bytes} bytes are missing`);
  if (hash.digest('hex') !== sum) throw new Error('the sum differs');
}

/** Asks for much and reads nothing, until the answered function is called. */
export async function stalledDownload(ways: Ways): Promise<() => void> {
  const socket = await open(ways);
  socket.setTimeout(0);
  socket.on('error', () => socket.destroy());
  socket.pause();
  socket.write(`D ${64 * 1_024 * kib}\n`);
  return () => socket.destroy();
}

/** A flow that stays, and gives back what it is asked to. */
export interface HeldFlow {
  /** Sends some bytes and waits for them. */
  ask(): Promise<void>;
  end(): void;
}

export async function heldFlow(ways: Ways): Promise<HeldFlow> {
  const socket = await open(ways);
  socket.setTimeout(0);
  let failure: Error | null = null;
  let got = Buffer.alloc(0);
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => {
    failure ??= new Error('was closed');
  });
  socket.on('data', (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
  });
  socket.write('E\n');
  return {
    ask: async () => {
      const bytes = randomBytes(32);
      got = Buffer.alloc(0);
      socket.write(bytes);
      const deadline = performance.now() + limitMs;
      while (got.length < bytes.length) {
        if (failure !== null) throw failure;
        if (performance.now() > deadline) throw new Error('took too long');
        await delay(5);
      }
      if (!got.equals(bytes)) throw new Error('other bytes came back');
    },
    end: () => socket.destroy(),
  };
}
