import { connect, createServer, type Socket } from 'node:net';

/** SSH_MSG_IGNORE (RFC 4253, 11.2) in an unencrypted packet (6): with nothing in it, padded to 16. */
const ignore = packetOf(Buffer.from([2, 0, 0, 0, 0]));
/** SSH_MSG_NEWKEYS (RFC 4253, 7.3). */
export const newKeys = 21;

export interface PacketRelay {
  readonly port: number;
  /** The numbers of the messages that the server sent unencrypted, those slipped in included. */
  readonly messages: readonly number[];
  close(): Promise<void>;
}

/**
 * A relay that reads what the server sends while it is not encrypted yet, and slips a packet in:
 * what an attacker on the way can do before keys are in use (CVE-2023-48795).
 *
 * @param before the number of the message to slip it in ahead of; null for none.
 */
export async function startPacketRelay(
  target: number,
  before: number | null,
): Promise<PacketRelay> {
  const messages: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.once('close', () => other.destroy());
    }
    near.on('data', (chunk: Buffer) => far.write(chunk));
    const plain = new PlainStream(before, messages);
    far.on('data', (chunk: Buffer) => near.write(plain.pass(chunk)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return {
    port: address.port,
    messages,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A server's side of a connection up to its NEWKEYS, cut into packets. */
class PlainStream {
  readonly #before: number | null;
  readonly #messages: number[];
  #held = Buffer.alloc(0);
  #isNamed = false;
  #isEncrypted = false;

  constructor(before: number | null, messages: number[]) {
    this.#before = before;
    this.#messages = messages;
  }

  /** What to send on for what has arrived; the unfinished rest waits. */
  pass(chunk: Buffer): Buffer {
    if (this.#isEncrypted) return chunk;
    this.#held = Buffer.concat([this.#held, chunk]);
    const out: Buffer[] = [];
    for (let part = this.#next(); part !== null; part = this.#next()) out.push(...part);
    return Buffer.concat(out);
  }

  #next(): Buffer[] | null {
    if (this.#isEncrypted) return this.#held.length === 0 ? null : [this.#take(this.#held.length)];
    if (!this.#isNamed) {
      const end = this.#held.indexOf('\n');
      if (end < 0) return null;
      this.#isNamed = true;
      return [this.#take(end + 1)];
    }
    if (this.#held.length < 6) return null;
    const length = this.#held.readUInt32BE(0) + 4;
    if (this.#held.length < length) return null;
    const message = this.#held[5] ?? 0;
    const slippedIn = message === this.#before ? [ignore] : [];
    this.#messages.push(...slippedIn.map(() => 2), message);
    this.#isEncrypted = message === newKeys;
    return [...slippedIn, this.#take(length)];
  }

  #take(length: number): Buffer {
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }
}

function packetOf(payload: Buffer): Buffer {
  // Four bytes of padding at least, and a multiple of eight in all.
  const padding = 4 + ((8 - ((payload.length + 9) % 8)) % 8);
  const packet = Buffer.alloc(5 + payload.length + padding);
  packet.writeUInt32BE(1 + payload.length + padding, 0);
  packet[4] = padding;
  payload.copy(packet, 5);
  return packet;
}
