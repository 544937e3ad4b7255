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
  let got = Buffer.alloc(0);
  while (got.length < bytes) {
    // All there is, each time: what is left in the buffer would be announced again without end.
    const chunk: unknown = socket.read();
    if (Buffer.isBuffer(chunk)) got = Buffer.concat([got, chunk]);
    else if (socket.readableEnded || socket.destroyed) throw new Error('the proxy did not answer');
    else await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
  }
  if (got.length > bytes) socket.unshift(got.subarray(bytes));
  return got.subarray(0, bytes);
}

/** Everything up to the end, leaving the way out open; rejects when the connection is reset. */
export function readAll(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('end', () => resolve(Buffer.concat(chunks)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed without an end')));
  });
}
