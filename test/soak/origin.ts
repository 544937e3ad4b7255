import { createHash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { type TcpOrigin, tcpOrigin } from '../support/origin';

/** Blocks that downloads are made of, made once: making random bytes is not what is measured. */
const blocks = Array.from({ length: 16 }, () => randomBytes(64 << 10));

/**
 * The far side of a soak. A line says what a connection wants: `D 1000` sends that many bytes and
 * their SHA-256 in hex behind them; `U 50` hashes what comes up to the end, and answers so many
 * milliseconds later; `E` gives everything back.
 */
export function soakOrigin(): Promise<TcpOrigin> {
  return tcpOrigin((socket) => {
    let head = Buffer.alloc(0);
    const onEnd = () => socket.end();
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(10);
      if (end < 0) return;
      socket.off('data', onData).off('end', onEnd);
      const [kind, number] = head.subarray(0, end).toString().split(' ');
      const rest = head.subarray(end + 1);
      if (kind === 'E') giveBack(socket, rest);
      else if (kind === 'D') void send(socket, Number(number));
      else digest(socket, rest, Number(number));
    };
    socket.on('data', onData);
    // Nothing was asked for: the client has changed its mind.
    socket.on('end', onEnd);
  });
}

function giveBack(socket: Socket, first: Buffer): void {
  socket.write(first);
  socket.pipe(socket);
}

async function send(socket: Socket, bytes: number): Promise<void> {
  const hash = createHash('sha256');
  socket.resume();
  for (let left = bytes, turn = 0; left > 0 && !socket.destroyed; turn += 1) {
    const block = blocks[(turn + bytes) % blocks.length]?.subarray(0, left) ?? Buffer.alloc(0);
    left -= block.length;
    hash.update(block);
    if (!socket.write(block)) {
      await roomIn(socket);
    }
  }
  socket.end(hash.digest('hex'));
}

/** Resolves when more can be written, or never will be. */
function roomIn(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.once('drain', done).once('close', done);
  });
}

function digest(socket: Socket, first: Buffer, waitMs: number): void {
  const hash = createHash('sha256').update(first);
  socket.on('data', (chunk: Buffer) => hash.update(chunk));
  socket.on('end', () => {
    setTimeout(() => {
      if (!socket.destroyed) socket.end(hash.digest('hex'));
    }, waitMs);
  });
}
