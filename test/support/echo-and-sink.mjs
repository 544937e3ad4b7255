// Two servers on loopback of whatever network this runs in: one sends everything back, the other
// takes everything in. Prints their ports as JSON.
import { createServer } from 'node:net';

/** @param {(socket: import('node:net').Socket) => void} serve */
function listen(serve) {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address === null || typeof address === 'string' ? 0 : address.port);
    });
  });
}

const echo = await listen((socket) => socket.pipe(socket));
const sink = await listen((socket) => socket.resume());
process.stdout.write(`${JSON.stringify({ echo, sink })}\n`);
