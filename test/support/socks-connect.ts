import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a SOCKS5 server answered, and the socket behind the answer. */
export interface SocksConnection {
  readonly socket: Socket;
  /** REP of RFC 1928, section 6. */
  readonly code: number;
}

/** Asks a SOCKS5 server on loopback for a connection by name; half-open allowed, nothing is read on. */
export async function socksConnect(
  proxyPort: number,
  host: string,
  port: number,
): Promise<SocksConnection> {
  const socket = connect({
    port: proxyPort,
    host: '127.0.0.1',
    allowHalfOpen: true,
    noDelay: true,
  });
  const name = Buffer.from(host);
  const request = Buffer.concat([
    Buffer.from([5, 1, 0, 5, 1, 0, 3, name.length]),
    name,
    Buffer.from([port >> 8, port & 255]),
  ]);
  await once(socket, 'connect');
  socket.write(request);
  const answer = await exactly(socket, 12);
  return { socket, code: answer[3] ?? -1 };
}

/** The method that was chosen takes 2 bytes, the reply 10. */
async function exactly(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const chunk: unknown = socket.read(bytes);
    if (Buffer.isBuffer(chunk) && chunk.length === bytes) return chunk;
    if (socket.readableEnded) throw new Error('the proxy ended before it had answered');
    await once(socket, 'readable');
  }
}

/** Everything up to the end; rejects when the connection is reset. */
export async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
