import { Socket, type SocketConstructorOpts } from 'node:net';

/** What the system hands over by one read at most, bytes. */
const bufferBytes = 64 << 10;
/** Buffers of clients that have gone, held ready for the next. */
const mostSpares = 64;

const spares: Buffer[] = [];
const lenders = new WeakSet<Socket>();

/** The system's side of a socket; Node gives no other way to move it to another one. */
interface Handle {
  useUserBuffer?(buffer: Uint8Array): void;
}

type WithHandle = { _handle: Handle | null };

/**
 * Takes an accepted connection over, as a socket that reads into the same memory again and again.
 * A server's own sockets read each 64 KiB into fresh memory, and in Electron that costs more than
 * anything else done with the bytes.
 *
 * Each socket has memory of its own, since Windows reads for all of them at the same time. What
 * its `data` carries is lent: who has not used it when the listener returns must have copied it.
 * Nothing is kept for whoever listens later.
 *
 * @param accepted of a server that neither closes nor counts it afterwards, with `pauseOnConnect`.
 * @returns the same connection; `accepted` itself where the runtime cannot move it.
 */
export function lendingClient(accepted: Socket): Socket {
  const from = accepted as unknown as WithHandle;
  const handle = from._handle;
  if (typeof handle?.useUserBuffer !== 'function') return accepted;
  from._handle = null;
  accepted.destroy();
  const memory = spares.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
  const options: SocketConstructorOpts & { handle: Handle; onread: unknown } = {
    handle,
    allowHalfOpen: true,
    onread: {
      buffer: memory,
      callback: (bytes: number): boolean => {
        socket.emit('data', memory.subarray(0, bytes));
        return true;
      },
    },
  };
  const socket = new Socket(options);
  lenders.add(socket);
  socket.once('close', () => {
    if (spares.length < mostSpares) spares.push(memory);
  });
  return socket;
}

/** Whether what a socket's `data` carries is lent. */
export function isLending(socket: Socket): boolean {
  return lenders.has(socket);
}
