// Speaks SOCKS5 as a program does that has no time to lose.
import { connect } from 'node:net';

/** @typedef {{ proxy: number, target: number }} Way the ports of the proxy and of the server behind it. */
/** @typedef {import('node:net').Socket} Socket */

/** As long as both answers of a proxy are together. */
export const answerBytes = 12;

/** @param {number} port */
export function socksRequest(port) {
  return Buffer.from([5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, port >> 8, port & 255]);
}

/**
 * Asks the proxy for the server, without waiting for its first answer, and sends a line behind its
 * second. Reads into one buffer of its own: the reader must not be what is measured.
 *
 * @param {Way} way
 * @param {string} line
 * @param {(bytes: Uint8Array) => void} onBytes
 * @param {number} [bufferBytes]
 * @returns {{ socket: Socket, opened: Promise<void>, ended: Promise<void> }}
 */
export function ask(way, line, onBytes, bufferBytes = 1 << 20) {
  let answered = 0;
  /** @type {() => void} */
  let open = () => undefined;
  /** @type {(error: Error) => void} */
  let fail = () => undefined;
  const opened = new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  const socket = connect({
    host: '127.0.0.1',
    port: way.proxy,
    noDelay: true,
    allowHalfOpen: true,
    onread: {
      buffer: Buffer.allocUnsafeSlow(bufferBytes),
      callback: (length, buffer) => {
        let bytes = /** @type {Buffer} */ (buffer).subarray(0, length);
        if (answered < answerBytes) {
          const part = bytes.subarray(0, answerBytes - answered);
          // The reply's second byte says whether it succeeded (RFC 1928, section 6).
          const code = answered <= 3 && answered + part.length > 3 ? part[3 - answered] : 0;
          if (code !== 0) socket.destroy(new Error(`the proxy answered ${code}`));
          answered += part.length;
          bytes = bytes.subarray(part.length);
          if (answered === answerBytes) {
            socket.write(line);
            open();
          }
        }
        if (bytes.length > 0) onBytes(bytes);
        return true;
      },
    },
  });
  socket.write(socksRequest(way.target));
  const ended = new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
    socket.once('end', () => {
      socket.end();
      if (answered < answerBytes) return reject(new Error('the proxy did not answer'));
      resolve();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed without an end')));
  });
  ended.catch(fail);
  opened.catch(() => undefined);
  // Some programs read only what asks them to.
  socket.resume();
  return { socket, opened, ended };
}
