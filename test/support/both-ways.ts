import { createHash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { socksConnect } from './socks-connect';

/**
 * Sends random bytes to an echoing server through a tunnel and reads them back at the same time.
 *
 * @returns whether what came back is what went out, and the longest pause of the stream in ms.
 */
export async function bothWays(
  socksPort: number,
  echoPort: number,
  bytes: number,
): Promise<{ readonly equal: boolean; readonly longestPauseMs: number }> {
  const { socket, code } = await socksConnect(socksPort, '127.0.0.1', echoPort);
  if (code !== 0) throw new Error(`refused with ${code}`);
  const [sent, got] = [createHash('sha256'), createHash('sha256')];
  let heardAt = performance.now();
  let longestPauseMs = 0;
  const returned = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      const now = performance.now();
      longestPauseMs = Math.max(longestPauseMs, now - heardAt);
      heardAt = now;
      got.update(chunk);
    });
    socket.once('end', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed without an end')));
  });
  const wrote = send(socket, bytes, (chunk) => sent.update(chunk));
  await Promise.all([returned, wrote]);
  socket.destroy();
  return { equal: sent.digest('hex') === got.digest('hex'), longestPauseMs };
}

async function send(socket: Socket, bytes: number, each: (chunk: Buffer) => void): Promise<void> {
  for (let left = bytes; left > 0; left -= 65_536) {
    const chunk = randomBytes(Math.min(left, 65_536));
    each(chunk);
    if (!socket.write(chunk)) await new Promise((resolve) => socket.once('drain', resolve));
  }
  socket.end();
}
