import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { p95 } from '../support/figures';
import { tcpOrigin, type WebOrigin, webOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { startRelay } from '../support/relay';
import { readAll, socksConnect } from '../support/socks-connect';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

/** The link counts as dead after three of these. */
const keepAliveMs = 400;

let sshd: Sshd;
let origin: WebOrigin;

beforeAll(async () => {
  sshd = await sshdFor();
  origin = until(await webOrigin(400_000), (each) => each.close());
});
afterAll(closeCases);

/** How long it takes a tunnel to see that its link is dead, ms. */
async function foundDeadAfter(rig: Rig): Promise<number> {
  const from = performance.now();
  await rig.until('reconnecting', 20_000);
  expect(rig.log).toContainEqual({
    code: 'lost',
    cause: expect.objectContaining({ code: 'connection-lost', why: 'silent' }),
  });
  return performance.now() - from;
}

async function body(rig: Rig): Promise<string> {
  const { socket } = await socksConnect(rig.socksPort(), '127.0.0.1', origin.port);
  socket.write('GET /body HTTP/1.0\r\n\r\n');
  const answer = await readAll(socket);
  const start = answer.indexOf('\r\n\r\n') + 4;
  return createHash('sha256').update(answer.subarray(start)).digest('hex');
}

function childrenOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) =>
    parent === pid ? [child, ...childrenOf(child)] : [],
  );
}

describe.concurrent('liveness (SSH-06)', () => {
  it('sees in three intervals that nothing passes any more', async () => {
    const relay = until(await startRelay(sshd.port), (each) => each.close());
    const rig = await rigAt(sshd, { port: relay.port, keepAliveMs });
    await startedUp(rig);
    relay.blackhole();
    const ms = await foundDeadAfter(rig);
    expect(ms).toBeGreaterThan(keepAliveMs * 2);
    expect(ms).toBeLessThan(keepAliveMs * 3 + 1_000);
  });

  it('sees that the server has stopped, though its kernel still answers', async () => {
    const own = await sshdFor();
    const rig = await rigAt(own, { keepAliveMs });
    await startedUp(rig);
    const sessions = childrenOf(own.pid());
    expect(sessions.length).toBeGreaterThan(0);
    for (const pid of sessions) process.kill(pid, 'SIGSTOP');
    try {
      expect(await foundDeadAfter(rig)).toBeLessThan(keepAliveMs * 3 + 1_000);
    } finally {
      for (const pid of sessions) process.kill(pid, 'SIGCONT');
    }
  });

  it('leaves a slow link alone while downloads fill it', async () => {
    const relay = until(await startRelay(sshd.port, { rate: 400_000 }), (each) => each.close());
    const rig = await rigAt(sshd, { port: relay.port, keepAliveMs });
    await startedUp(rig);
    const from = performance.now();
    const hashes = await Promise.all(Array.from({ length: 4 }, () => body(rig)));
    expect(performance.now() - from).toBeGreaterThan(keepAliveMs * 6);
    expect(hashes).toEqual(hashes.map(() => origin.sha256));
    expect(rig.log.map(({ code }) => code)).not.toContain('lost');
  });

  it('leaves an idle link alone', async () => {
    const rig = await rigAt(sshd, { keepAliveMs: 200 });
    await startedUp(rig);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(rig.log.map(({ code }) => code)).not.toContain('lost');
  });
});

describe('small requests (SSH-07)', () => {
  it('are not held back on their way', async () => {
    const echo = until(await tcpOrigin((socket) => socket.pipe(socket)), (each) => each.close());
    const rig = await rigAt(sshd);
    await startedUp(rig);
    const { socket } = await socksConnect(rig.socksPort(), '127.0.0.1', echo.port);
    const rounds: { p50: number; p95: number }[] = [];
    for (let round = 0; round < 5; round += 1) {
      const times = [];
      for (let turn = 0; turn < 100; turn += 1) times.push(await echoTime(socket));
      times.sort((a, b) => a - b);
      rounds.push({ p50: times[50] ?? Number.NaN, p95: p95(times) });
    }
    socket.destroy();
    // The calmest round counts: with Nagle's algorithm on the SSH socket every echo of every round
    // takes 40 ms and more, and whatever else this computer does meanwhile is not our doing.
    const p50 = Math.min(...rounds.map((round) => round.p50));
    const most = Math.min(...rounds.map((round) => round.p95));
    expect(p50).toBeLessThan(2);
    expect(most).toBeLessThan(10);
    tellFigure('SSH-07', `echo p50 ${p50.toFixed(2)} ms, p95 ${most.toFixed(2)} ms on loopback`);
    await waitUntil('the flow to end', () => rig.traffic()?.flows === 0);
  });
});

/** ms until a byte is back. */
async function echoTime(socket: Socket): Promise<number> {
  const from = performance.now();
  socket.write('x');
  await waitForByte(socket);
  return performance.now() - from;
}

function waitForByte(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const read = () => {
      if (socket.read(1) === null) socket.once('readable', read);
      else resolve();
    };
    read();
  });
}
