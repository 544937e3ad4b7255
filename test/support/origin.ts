import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';

function portOf(server: Server | TcpServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return address.port;
}

async function listen(server: Server | TcpServer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

export interface WebOrigin {
  readonly port: number;
  /** What `/body` serves, and its SHA-256 in hex. */
  readonly body: Buffer;
  readonly sha256: string;
  close(): Promise<void>;
}

/** A web server on loopback: `/body` serves random bytes, anything else a short page. */
export async function webOrigin(bytes = 1 << 20): Promise<WebOrigin> {
  const body = randomBytes(bytes);
  const server = createServer((request, response) => {
    response.setHeader('connection', 'close');
    response.end(request.url === '/body' ? body : `page ${request.url}`);
  });
  await listen(server);
  return {
    port: portOf(server),
    body,
    sha256: createHash('sha256').update(body).digest('hex'),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface TcpOrigin {
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
  close(): Promise<void>;
}

/** A TCP server on loopback that does with each connection what the test says; half-open allowed. */
export async function tcpOrigin(onConnection: (socket: Socket) => void): Promise<TcpOrigin> {
  const sockets = new Set<Socket>();
  const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  await listen(server);
  return {
    port: portOf(server),
    sockets,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
