// A program that uses a SOCKS proxy: downloads, uploads, many small requests, readers that stall.
// Every transfer is proven by its SHA-256.
import { createHash } from 'node:crypto';
import { digestOf, pieces } from './pattern.mjs';
import { serveCalls } from './serve-calls.mjs';
import { ask } from './socks-ask.mjs';
import { letGo, stall } from './stalled-readers.mjs';

/** @typedef {import('./socks-ask.mjs').Way} Way */
/** @typedef {import('node:net').Socket} Socket */

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

serveCalls({
  download: timed(download),
  upload: timed(upload),
  connections,
  beside,
  stall,
  letGo,
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
