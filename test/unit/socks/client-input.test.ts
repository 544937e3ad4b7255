import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientInput } from '../../../electron/socks/client-input';
import { isLending, lendingClient } from '../../../electron/socks/lending-client';

let server: Server;
let port = 0;
let next: (socket: Socket) => void = () => undefined;

beforeEach(async () => {
  const options = { allowHalfOpen: true, pauseOnConnect: true };
  server = createServer(options, (socket) => next(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  port = address.port;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

interface Accepted {
  readonly client: Socket;
  readonly socket: Socket;
  readonly input: ClientInput;
}

/** What a carrier that listens for `data` and `end` gets from a socket that was handed over. */
function carried(socket: Socket, held: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = held.toString();
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('end', () => resolve(text));
    if (socket.readableEnded) resolve(text);
    socket.resume();
  });
}

const ended = (socket: Socket) => expect.poll(() => socket.readableEnded).toBe(true);

describe.each([
  ['a socket that lends', lendingClient, true],
  ['a socket as servers have it', (socket: Socket) => socket, false],
] as const)('ClientInput of %s', (_what, take, lends) => {
  /** A client that sends bytes, and FIN if it is to, once the server has accepted it. */
  async function accepted(bytes: string, how: 'ends' | 'stays'): Promise<Accepted> {
    const arrived = new Promise<Omit<Accepted, 'client'>>((resolve) => {
      next = (each) => {
        const socket = take(each);
        socket.on('error', () => socket.destroy());
        resolve({ socket, input: new ClientInput(socket) });
      };
    });
    const client = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    client.on('data', () => undefined);
    if (how === 'ends') client.end(bytes);
    else client.write(bytes);
    const result = { client, ...(await arrived) };
    expect(isLending(result.socket)).toBe(lends);
    return result;
  }

  it('hands on what came behind the bytes that were read, and the end', async () => {
    const { client, socket, input } = await accepted('request', 'stays');
    const bytes = await new Promise<Buffer | null>((resolve) =>
      input.read((each) => {
        input.hold();
        resolve(each);
      }),
    );
    expect(bytes?.toString()).toBe('request');
    client.end('payload');
    await ended(socket);
    expect(await carried(socket, input.handOver())).toBe('payload');
    socket.destroy();
  });

  it('does not take a client that ends behind its bytes for one that left', async () => {
    const { socket, input } = await accepted('payload', 'ends');
    let isOver = false;
    input.watchForEnd(() => {
      isOver = true;
    });
    await ended(socket);
    expect(isOver).toBe(false);
    expect(await carried(socket, input.handOver())).toBe('payload');
    socket.destroy();
  });

  it('tells a reader that wants more about the end behind the last bytes', async () => {
    const { socket, input } = await accepted('half a req', 'ends');
    const heard: (string | null)[] = [];
    input.read((each) => heard.push(each?.toString() ?? null));
    await ended(socket);
    expect(heard.at(-1)).toBeNull();
    expect(heard.slice(0, -1).join('')).toBe('half a req');
    socket.destroy();
  });

  it('tells of bytes and of an end that came before anybody asked', async () => {
    const { socket, input } = await accepted('early', 'ends');
    await ended(socket);
    const heard: (string | null)[] = [];
    input.read((each) => heard.push(each?.toString() ?? null));
    expect(heard).toEqual(['early', null]);
    socket.destroy();
  });

  it('notices an end without any bytes', async () => {
    const { socket, input } = await accepted('', 'ends');
    await new Promise<void>((resolve) => input.watchForEnd(resolve));
    socket.destroy();
  });

  it('holds no more than it should of a client that does not wait, and loses nothing', async () => {
    const text = 'x'.repeat(3 << 20);
    const { socket, input } = await accepted(text, 'ends');
    await expect.poll(() => socket.isPaused()).toBe(true);
    const { bytesRead } = socket;
    await delay(50);
    expect(socket.bytesRead).toBe(bytesRead);
    expect(bytesRead).toBeLessThanOrEqual(256 << 10);
    expect(await carried(socket, input.handOver())).toBe(text);
    socket.destroy();
  });
});

describe('a server whose clients were taken over', () => {
  it('closes, and its clients are told of a reset', async () => {
    const taken = new Promise<Socket>((resolve) => {
      next = (each) => resolve(lendingClient(each));
    });
    const client = connect({ host: '127.0.0.1', port });
    const reset = new Promise<unknown>((resolve) => client.once('error', resolve));
    const socket = await taken;
    expect(socket.remotePort).toBe(client.localPort);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    socket.resetAndDestroy();
    expect(await reset).toMatchObject({ code: 'ECONNRESET' });
    server.listen(0, '127.0.0.1');
  });
});
