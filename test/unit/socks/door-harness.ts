import { createServer, type Server, type Socket } from 'node:net';
import type { Destination, Dial, Flow } from '../../../electron/socks/flow';
import { type FrontDoorOptions, openFrontDoor } from '../../../electron/socks/front-door';
import { destinationPolicy } from '../../../electron/socks/policy';
import { type Failure, FailureError } from '../../../shared/model/failure';
import { type DirectDial, directDial } from './direct-dial';
import { greeting, socks5Name } from './messages';

/** A SOCKS5 reply of success, in hex. */
export const success5 = '05000001000000000000';
export const hello = greeting(0);
/** A greeting and a request in one. */
export const request = Buffer.concat([hello, socks5Name('node.internal', 8088)]);
const cleanups: (() => Promise<void>)[] = [];

/** Closes what a test opened, in reverse order; a test file calls it after each test. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** An open front door that notes what it says, closed after the test. */
export async function doorWith(dial: Dial, options: Partial<FrontDoorOptions> = {}) {
  const refused: Failure[] = [];
  const opened: Destination[] = [];
  const closed: Destination[] = [];
  const door = await openFrontDoor({
    address: '127.0.0.1',
    port: 0,
    policy: destinationPolicy([]),
    events: {
      refused: (failure) => refused.push(failure),
      opened: (destination) => opened.push(destination),
      closed: (destination) => closed.push(destination),
    },
    ...options,
    dial,
  });
  cleanups.push(() => door.close());
  return { door, refused, opened, closed };
}

/** A TCP server on loopback that answers as it is told. */
export async function serverOf(answer: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** A front door to a server that sends everything back. */
export async function echoDoor(
  options: Partial<FrontDoorOptions> = {},
): Promise<Awaited<ReturnType<typeof doorWith>> & { way: DirectDial }> {
  const way = directDial(await serverOf((socket) => socket.pipe(socket)));
  return { ...(await doorWith(way.dial, options)), way };
}

/** A dial that opens nothing until it is told, and remembers who stopped waiting. */
export function slowDial() {
  const pending: { destination: Destination; signal: AbortSignal; open: (flow: Flow) => void }[] =
    [];
  const dial: Dial = (destination, signal) =>
    new Promise((open) => pending.push({ destination, signal, open }));
  return { dial, pending };
}

/** A dial that always fails so. */
export function failing(failure: Failure): Dial {
  return async () => {
    throw new FailureError(failure);
  };
}

/** A flow that counts how it was used, and ends at once. */
export function flowThat(counts: { carried: number; abandoned: number }): Flow {
  return {
    carry: async (client) => {
      counts.carried++;
      client.destroy();
    },
    abandon: () => {
      counts.abandoned++;
    },
  };
}
