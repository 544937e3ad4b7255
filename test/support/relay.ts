import { connect, createServer, type Socket } from 'node:net';

export interface RelayOptions {
  /** Bytes a second each way; as fast as it goes when left out. */
  readonly rate?: number;
  /** Cuts a connection with a reset after this many bytes from the server. */
  readonly resetAfter?: number;
}

/** One bit of what a connection carries. */
export interface Flip {
  readonly from: 'client' | 'server';
  /** The byte's place in that direction, counted from the connection's first. */
  readonly at: number;
  readonly bit: number;
}

/** A TCP relay on loopback whose wire can be slowed, cut, silenced and falsified. */
export interface Relay {
  readonly port: number;
  /** Bytes that came from the server so far, over all connections. */
  readonly fromServer: () => number;
  /** Connections made through it so far. */
  readonly connections: () => number;
  /** Leads new connections to another port. */
  redirect(target: number): void;
  /** Resets every open connection. */
  cut(): void;
  /** From now on nothing passes, and nobody is told. */
  blackhole(): void;
  /** What was held back passes again, and whatever follows. */
  restore(): void;
  /** Turns one bit over on the next connection, or later on those that are open. */
  flip(flip: Flip): void;
  /** Bits turned over so far. */
  readonly flipped: () => number;
  /** Connections with a bit turned over that have ended since. */
  readonly foundOut: () => number;
  close(): Promise<void>;
}

/** What all connections of a relay are subject to. */
interface Wire {
  readonly options: RelayOptions;
  holed: boolean;
  flip: Flip | null;
  flipped: number;
  foundOut: number;
}

export async function startRelay(target: number, options: RelayOptions = {}): Promise<Relay> {
  const sockets = new Set<Socket>();
  const wire: Wire = { options, holed: false, flip: null, flipped: 0, foundOut: 0 };
  let fromServer = 0;
  let connections = 0;
  let port = target;
  const server = createServer({ noDelay: true }, (near) => {
    connections += 1;
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
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
    carry(near, far, 'client', wire, Number.POSITIVE_INFINITY);
    carry(far, near, 'server', wire, options.resetAfter ?? Number.POSITIVE_INFINITY);
    if (wire.holed) for (const socket of [near, far]) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return {
    port: address.port,
    fromServer: () => fromServer,
    connections: () => connections,
    redirect: (to) => {
      port = to;
    },
    cut: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    blackhole: () => {
      wire.holed = true;
      for (const socket of sockets) socket.pause();
    },
    restore: () => {
      wire.holed = false;
      for (const socket of sockets) socket.resume();
    },
    flip: (flip) => {
      wire.flip = flip;
    },
    flipped: () => wire.flipped,
    foundOut: () => wire.foundOut,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function carry(from: Socket, to: Socket, side: Flip['from'], wire: Wire, resetAfter: number): void {
  const { rate } = wire.options;
  let passed = 0;
  from.on('end', () => to.end());
  from.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, Math.max(0, resetAfter - passed));
    if (falsify(part, passed, side, wire)) {
      from.once('close', () => {
        wire.foundOut += 1;
      });
    }
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
    const resume = () =>
      setTimeout(() => {
        if (!wire.holed) from.resume();
      }, waitMs);
    if (room) resume();
    else to.once('drain', resume);
  });
}

/** Turns the bit over if it is in this part of the stream; once. Answers whether it was. */
function falsify(part: Buffer, passed: number, side: Flip['from'], wire: Wire): boolean {
  const { flip } = wire;
  if (flip === null || flip.from !== side) return false;
  const byte = part[flip.at - passed];
  if (byte === undefined) return false;
  part[flip.at - passed] = byte ^ (1 << flip.bit);
  wire.flip = null;
  wire.flipped += 1;
  return true;
}
