import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay on loopback whose bytes are under way for a while. */
export interface LongLine {
  readonly port: number;
  /** Bytes that each connection has sent so far, in the order in which they were made. */
  readonly sent: readonly number[];
  close(): Promise<void>;
}

/** @param oneWayMs how long each byte is under way, there and back alike. */
export async function openLongLine(target: number, oneWayMs: number): Promise<LongLine> {
  const sockets = new Set<Socket>();
  const sent: number[] = [];
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const number = sent.push(0) - 1;
    near.on('data', (chunk: Buffer) => {
      sent[number] = (sent[number] ?? 0) + chunk.length;
    });
    carry(near, far, oneWayMs);
    carry(far, near, oneWayMs);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sent,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function carry(from: Socket, to: Socket, oneWayMs: number): void {
  const later = (arrive: () => void) => setTimeout(arrive, oneWayMs).unref();
  from.on('data', (chunk: Buffer) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => to.destroy());
}
