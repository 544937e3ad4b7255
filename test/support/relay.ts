import { connect, createServer, type Socket } from 'node:net';

export interface RelayOptions {
  /** Bytes a second each way; as fast as it goes when left out. */
  readonly rate?: number;
  /** Cuts a connection with a reset after this many bytes from the server. */
  readonly resetAfter?: number;
}

/** A TCP relay on loopback whose wire can be slowed, cut and silenced. */
export interface Relay {
  readonly port: number;
  /** Bytes that came from the server so far, over all connections. */
  readonly fromServer: () => number;
  /** From now on nothing passes, and nobody is told. */
  blackhole(): void;
  close(): Promise<void>;
}

export async function startRelay(target: number, options: RelayOptions = {}): Promise<Relay> {
  const sockets = new Set<Socket>();
  let fromServer = 0;
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroySoon();
      });
    }
    far.on('data', (chunk: Buffer) => {
      fromServer += chunk.length;
    });
    carry(near, far, options, Number.POSITIVE_INFINITY);
    carry(far, near, options, options.resetAfter ?? Number.POSITIVE_INFINITY);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return {
    port: address.port,
    fromServer: () => fromServer,
    blackhole: () => {
      for (const socket of sockets) socket.removeAllListeners('data').pause();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function carry(from: Socket, to: Socket, { rate }: RelayOptions, resetAfter: number): void {
  let passed = 0;
  from.on('end', () => to.end());
  from.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, Math.max(0, resetAfter - passed));
    passed += part.length;
    const room = to.write(part);
    if (passed >= resetAfter) {
      // What was let through must leave before the reset, which throws away what is unsent.
      setImmediate(() => to.resetAndDestroy());
      from.destroy();
      return;
    }
    const waitMs = rate === undefined ? 0 : (part.length * 1_000) / rate;
    if (waitMs === 0 && room) return;
    from.pause();
    const resume = () => setTimeout(() => from.resume(), waitMs);
    if (room) resume();
    else to.once('drain', resume);
  });
}
