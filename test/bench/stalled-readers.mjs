// Readers that ask for much and take nothing.
import { connect } from 'node:net';
import { answerBytes, socksRequest } from './socks-ask.mjs';

/** @typedef {import('./socks-ask.mjs').Way} Way */
/** @typedef {import('node:net').Socket} Socket */

/** @type {Socket[]} */
const stalled = [];

/** @param {Way & { count: number }} job */
export async function stall(job) {
  let opened = 0;
  const all = [];
  for (let index = 0; index < job.count; index += 1) {
    const socket = connect({ host: '127.0.0.1', port: job.proxy, noDelay: true });
    socket.on('error', () => socket.destroy());
    stalled.push(socket);
    all.push(
      new Promise((/** @type {(value: void) => void} */ resolve) => {
        socket.once('close', () => resolve());
        const onReadable = () => {
          if (socket.readableLength < answerBytes) return;
          socket.off('readable', onReadable);
          // The answer is taken and nothing else ever is.
          socket.read(answerBytes);
          socket.write(`get ${2 ** 32}\n`);
          opened += 1;
          resolve();
        };
        socket.on('readable', onReadable);
        socket.write(socksRequest(job.target));
      }),
    );
  }
  await Promise.all(all);
  return { opened };
}

/** Ends all of them. */
export function letGo() {
  for (const socket of stalled.splice(0)) socket.destroy();
}
