// What lies behind the bastion: a source and a sink of bytes, small answers, and a page of many
// small files. A process of its own, so that its work is nobody else's.
import { createHash } from 'node:crypto';
import { createServer as createWebServer } from 'node:http';
import { createServer } from 'node:net';
import { pieces } from './pattern.mjs';
import { listenOnLoopback, serveCalls } from './serve-calls.mjs';

/** @typedef {import('node:net').Socket} Socket */

export const smallAnswer = Buffer.alloc(100, 'answer ');

/**
 * @param {Socket} socket
 * @param {number} bytes
 */
function pour(socket, bytes) {
  const all = pieces(bytes, 1 << 20);
  const more = () => {
    for (;;) {
      const next = all.next();
      if (next.done) return void socket.end();
      if (!socket.write(next.value)) return void socket.once('drain', more);
    }
  };
  more();
}

/**
 * Takes everything in, and answers its hash.
 *
 * @param {Socket} socket
 * @param {Buffer} early
 */
function drink(socket, early) {
  const hash = createHash('sha256').update(early);
  socket.on('data', (chunk) => hash.update(chunk));
  socket.on('end', () => socket.end(hash.digest('hex')));
}

/**
 * @param {Socket} socket
 * @param {string} line
 * @param {Buffer} rest
 */
function obey(socket, line, rest) {
  const [verb, count] = line.split(' ');
  if (verb === 'get') pour(socket, Number(count));
  else if (verb === 'put') drink(socket, rest);
  else if (verb === 'ask') socket.end(smallAnswer);
  else socket.destroy();
}

const bytesServer = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
  let heard = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  const onData = (/** @type {Buffer} */ chunk) => {
    heard = Buffer.concat([heard, chunk]);
    const end = heard.indexOf(10);
    if (end === -1) return;
    socket.off('data', onData);
    obey(socket, heard.subarray(0, end).toString(), heard.subarray(end + 1));
  };
  socket.on('data', onData);
});

const files = 120;

/** @param {number} index */
function picture(index) {
  const dots = Array.from({ length: 60 + (index % 40) }, (_, dot) => {
    return `<circle cx="${(dot * 37) % 200}" cy="${(dot * index) % 200}" r="3" fill="#${((dot * 997 + index * 31) % 4096).toString(16).padStart(3, '0')}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">${dots.join('')}</svg>`;
}

const page = `<!doctype html><title>A page of ${files} files</title>${Array.from(
  { length: files },
  (_, index) => `<img src="/file/${index}.svg" width="20" height="20">`,
).join('')}`;

const webServer = createWebServer({ keepAlive: true, noDelay: true }, (request, response) => {
  const index = /^\/file\/(\d+)\.svg$/.exec(request.url ?? '')?.[1];
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', index === undefined ? 'text/html' : 'image/svg+xml');
  response.end(index === undefined ? page : picture(Number(index)));
});
webServer.keepAliveTimeout = 60_000;

serveCalls({
  start: async () => ({
    bytesPort: await listenOnLoopback(bytesServer),
    pagePort: await listenOnLoopback(webServer),
  }),
});
