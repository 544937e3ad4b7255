import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { connectLending, type LentReads, lentReadsOf } from '../../electron/ssh/lent-reads';

export interface LendingPair {
  /** Lends what it reads. */
  readonly near: Socket;
  /** The server's end of the same connection. */
  readonly far: Socket;
  readonly reads: LentReads;
  destroy(): void;
}

/** A lending socket and the socket of the server it is connected to. */
export async function lendingPair(): Promise<LendingPair> {
  const server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const accepted = once(server, 'connection');
  const near = connectLending({ host: '127.0.0.1', port, noDelay: true });
  const [far] = (await accepted) as [Socket];
  server.close();
  const reads = lentReadsOf(near);
  if (reads === null) throw new Error('it does not lend');
  const destroy = () => {
    near.destroy();
    far.destroy();
  };
  return { near, far, reads, destroy };
}
