// A program that uses a SOCKS proxy: downloads, uploads, many small requests, readers that stall.
// Every transfer is proven by its SHA-256.
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { digestOf, pieces } from './pattern.mjs';
import { serveCalls } from './serve-calls.mjs';

/** @typedef {{ proxy: number, target: number }} Way the ports of the proxy and of the server behind it. */
/** @typedef {import('node:net').Socket} Socket */

const answerBytes = 12;

/** @param {number} port */
function socksRequest(port) {
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
function ask(way, line, onBytes, bufferBytes = 1 << 20) {
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

/**
 * @param {Way & { bytes: number }} job
 */
async function download(job) {
  const hash = createHash('sha256');
  let got = 0;
  const { ended } = ask(job, `get ${job.bytes}\n`, (bytes) => {
    got += bytes.length;
    hash.update(bytes);
  });
  await ended;
  if (got !== job.bytes || hash.digest('hex') !== digestOf(job.bytes)) {
    throw new Error(`${got} of ${job.bytes} bytes came, or others than were sent`);
  }
}

/** @param {Way & { bytes: number }} job */
async function upload(job) {
  let answer = '';
  const { socket, opened, ended } = ask(job, 'put\n', (bytes) => {
    answer += Buffer.from(bytes).toString();
  });
  await opened;
  for (const piece of pieces(job.bytes, 1 << 20)) {
    if (socket.write(piece)) continue;
    await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended]);
  }
  socket.end();
  await ended;
  if (answer !== digestOf(job.bytes)) throw new Error(`not what was sent: ${answer}`);
}

/**
 * One connection, one line, one small answer.
 *
 * @param {Way} way
 * @returns {Promise<number>} milliseconds from the first packet to the answer's end.
 */
async function small(way) {
  const begun = performance.now();
  let got = 0;
  const { ended } = ask(
    way,
    'ask\n',
    (bytes) => {
      got += bytes.length;
    },
    4_096,
  );
  await ended;
  if (got !== 100) throw new Error(`an answer of ${got} bytes`);
  return performance.now() - begun;
}

/**
 * @param {(job: Way & { bytes: number }) => Promise<void>} transfer
 */
function timed(transfer) {
  return async (/** @type {Way & { bytes: number, flows: number }} */ job) => {
    const bytes = Math.floor(job.bytes / job.flows);
    digestOf(bytes);
    const begun = performance.now();
    await Promise.all(Array.from({ length: job.flows }, () => transfer({ ...job, bytes })));
    return { seconds: (performance.now() - begun) / 1_000 };
  };
}

/** @param {Way & { count: number, atOnce: number }} job */
async function connections(job) {
  /** @type {number[]} */
  const times = [];
  let begun = 0;
  const one = async () => {
    while (begun < job.count) {
      begun += 1;
      times.push(await small(job));
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: job.atOnce }, one));
  return { seconds: (performance.now() - from) / 1_000, times };
}

/**
 * Small requests one after another while a transfer runs; the transfer's pace is measured over the
 * same time.
 *
 * @param {Way & { direction: 'down' | 'up', settleMs: number, seconds: number }} job
 */
async function beside(job) {
  let moved = 0;
  const down = job.direction === 'down';
  const without = 2 ** 40;
  const bulk = ask(job, down ? `get ${without}\n` : 'put\n', (bytes) => {
    moved += bytes.length;
  });
  const over = bulk.ended.catch(() => undefined);
  await bulk.opened;
  if (!down) pump(bulk.socket, without);
  await new Promise((resolve) => setTimeout(resolve, job.settleMs));
  const bytes = () => (down ? moved : bulk.socket.bytesWritten - bulk.socket.writableLength);
  const [before, begun] = [bytes(), performance.now()];
  const times = [];
  while (performance.now() - begun < job.seconds * 1_000) {
    times.push(await small(job));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const rate = (bytes() - before) / ((performance.now() - begun) / 1_000);
  bulk.socket.destroy();
  await over;
  // What the system still holds of an upload would be in the next one's way.
  if (!down) await new Promise((resolve) => setTimeout(resolve, 1_000));
  return { times, rate };
}

/**
 * @param {Socket} socket
 * @param {number} bytes
 */
function pump(socket, bytes) {
  const all = pieces(bytes, 256 << 10);
  const more = () => {
    while (!socket.destroyed) {
      const next = all.next();
      if (next.done || !socket.write(next.value)) return void socket.once('drain', more);
    }
  };
  more();
}

/** @type {Socket[]} */
const stalled = [];

/** @param {Way & { count: number }} job */
async function stall(job) {
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

serveCalls({
  download: timed(download),
  upload: timed(upload),
  connections,
  beside,
  stall,
  letGo: () => {
    for (const socket of stalled.splice(0)) socket.destroy();
  },
  /** Time until a first small request has gone through, from a moment the parent names. */
  first: async (/** @type {Way & { since: number, limitMs: number }} */ job) => {
    for (;;) {
      try {
        await small(job);
        return { ms: performance.timeOrigin + performance.now() - job.since };
      } catch (error) {
        if (performance.timeOrigin + performance.now() - job.since > job.limitMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
  },
});
