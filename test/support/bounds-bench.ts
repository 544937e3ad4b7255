import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Client, ServerChannel } from 'ssh2';
import ssh2 from 'ssh2';
import { type ByteCounter, bridge } from '../../electron/ssh/bridge';
import { openChannel } from '../../electron/ssh/open-channel';
import { roundTrip } from '../../electron/ssh/ping';
import { ReceiveBudget } from '../../electron/ssh/receive-budget';
import { SendBudget } from '../../electron/ssh/send-budget';

/** Both ends of a TCP connection over loopback. */
export async function socketPair(): Promise<{ readonly near: Socket; readonly far: Socket }> {
  const server = createServer({ allowHalfOpen: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  const accepted = once(server, 'connection');
  const far = connect({ port: address.port, host: '127.0.0.1', allowHalfOpen: true });
  const [near] = (await accepted) as [Socket];
  server.close();
  return { near, far };
}

interface Login {
  readonly host?: string;
  readonly port: number;
  readonly username?: string;
  readonly privateKey?: Buffer;
}

/** An ssh2 client that is logged in, its budgets, and what its channels are opened with. */
export async function budgetedClient(
  { host = '127.0.0.1', port, username = 'somebody', privateKey }: Login,
  limit?: number,
) {
  const client: Client = new ssh2.Client();
  // Its end is what some tests are about; none of them is about how it is told.
  client.on('error', () => client.destroy());
  const sock = connect({ port, host, noDelay: true });
  const ready = once(client, 'ready');
  client.connect({ sock, username, ...(privateKey && { privateKey }) });
  await ready;
  const budget = new ReceiveBudget(client, limit);
  const send = new SendBudget(sock, {
    roundTrip: () => roundTrip(client, 10_000),
    roundTripBeside: async () => null,
    bareMs: () => null,
  });
  const open = (target = anywhere) => {
    return openChannel(client, budget, target, new AbortController().signal, () => null);
  };
  /** A client's socket whose other end is led to a port behind the server. */
  const carry = async (target = anywhere, counter: ByteCounter = countNothing) => {
    const flow = await open(target);
    const { near, far } = await socketPair();
    far.on('error', () => far.destroy());
    const state = { isOver: false };
    near.once('close', () => {
      state.isOver = true;
    });
    const over = bridge(near, Buffer.alloc(0), {
      ...flow,
      send,
      counter,
      reads: null,
      isLinkOpen: () => true,
    });
    return { far, over, state };
  };
  return { client, sock, budget, open, carry };
}

const anywhere = { host: '127.0.0.1', port: 80 };

const countNothing: ByteCounter = { up: () => undefined, down: () => undefined };

/** Writes without end, as fast as the channel's window allows. */
export function pourInto(channel: ServerChannel): void {
  const block = Buffer.alloc(64 << 10, 'x');
  const pour = () => {
    while (channel.writable && channel.write(block));
  };
  channel.on('error', () => channel.close());
  channel.on('drain', pour);
  pour();
}

/** Writes so many bytes at once, whatever the window says. */
export function floodInto(channel: ServerChannel, bytes: number): void {
  const { outgoing } = channel as unknown as { outgoing: { window: number } };
  outgoing.window = bytes;
  channel.on('error', () => channel.close());
  channel.write(Buffer.alloc(bytes, 'x'));
}
