import type { Socket } from 'node:net';
import type { ClientInput } from './client-input';

/** RFC 1928, section 6 lets the server take 10 s to close after a failure; a second is plenty. */
const lingerMs = 1_000;

/**
 * Sends the last bytes a client gets, possibly none, and closes. What the client still sends is
 * read and thrown away: closing a socket with unread bytes makes the system send a reset, which
 * can overtake the reply. The socket is gone at most 1 s later, whatever the client does.
 */
export async function farewell(socket: Socket, input: ClientInput, reply: Buffer): Promise<void> {
  input.handOver();
  if (socket.destroyed) return;
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
  socket.end(reply);
  socket.resume();
}
