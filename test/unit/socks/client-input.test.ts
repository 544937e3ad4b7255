import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientInput } from '../../../electron/socks/client-input';

let server: Server;
let port = 0;
let next: (socket: Socket) => void = () => undefined;

beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }, (socket) => next(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  port = address.port;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** A client that sends bytes and FIN, and its input once both have come but nobody has read. */
async function endedInput(bytes: string): Promise<{ socket: Socket; input: ClientInput }> {
  const accepted = new Promise<{ socket: Socket; input: ClientInput }>((resolve) => {
    next = (socket) => resolve({ socket, input: new ClientInput(socket) });
  });
  const client = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  client.on('data', () => undefined);
  client.end(bytes);
  const { socket, input } = await accepted;
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { socket, input };
}

/** What a carrier that listens for `data` and `end` gets from a socket that was handed over. */
function carried(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('end', () => resolve(text));
    setTimeout(() => reject(new Error(`no end after ${JSON.stringify(text)}`)), 1_000).unref();
  });
}

describe('ClientInput', () => {
  it('leaves the end to come, though it came together with the bytes that were read', async () => {
    const { socket, input } = await endedInput('request');
    const bytes = await new Promise<Buffer | null>((resolve) =>
      input.read((arrived) => {
        input.hold();
        resolve(arrived);
      }),
    );
    expect(bytes?.toString()).toBe('request');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await input.handOver();
    expect(socket.readableEnded).toBe(false);
    expect(await carried(socket)).toBe('');
    socket.destroy();
  });

  it('leaves bytes that nobody asked for where they are', async () => {
    const { socket, input } = await endedInput('payload');
    let ended = false;
    input.watchForEnd(() => {
      ended = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ended).toBe(false);
    await input.handOver();
    expect(await carried(socket)).toBe('payload');
    socket.destroy();
  });

  it('tells a reader that wants more about the end behind the last bytes', async () => {
    const { socket, input } = await endedInput('half a req');
    const heard: (string | null)[] = [];
    input.read((arrived) => heard.push(arrived?.toString() ?? null));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toEqual(['half a req', null]);
    socket.destroy();
  });

  it('notices an end without any bytes', async () => {
    const { socket, input } = await endedInput('');
    await new Promise<void>((resolve) => input.watchForEnd(resolve));
    socket.destroy();
  });

  it('hands over a socket that stays paused when it is paused at once', async () => {
    const { socket, input } = await endedInput('payload');
    await input.handOver();
    let flowed = false;
    socket.on('data', () => {
      flowed = true;
    });
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(flowed).toBe(false);
    expect(await Promise.all([carried(socket), socket.resume()]).then(([text]) => text)).toBe(
      'payload',
    );
    socket.destroy();
  });
});
