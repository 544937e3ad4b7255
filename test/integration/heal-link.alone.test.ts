import { createHash, randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { inMs, p95 } from '../support/figures';
import { tcpOrigin, type WebOrigin, webOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { type Flip, startRelay } from '../support/relay';
import { readAll, socksConnect } from '../support/socks-connect';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

let sshd: Sshd;
let origin: WebOrigin;

beforeAll(async () => {
  sshd = await sshdFor();
  origin = until(await webOrigin(1_000_000), (each) => each.close());
});
afterAll(closeCases);

const codes = (rig: Rig) => rig.log.map(({ code }) => code);
const logins = (each: Sshd) => each.log().match(/Accepted publickey/g)?.length ?? 0;

/** A page through the tunnel; null when the connection was cut before its end. */
async function body(rig: Rig, path = '/body'): Promise<Buffer | null> {
  const { socket, code } = await socksConnect(rig.socksPort(), '127.0.0.1', origin.port);
  if (code !== 0) return null;
  socket.write(`GET ${path} HTTP/1.0\r\n\r\n`);
  const answer = await readAll(socket).catch(() => null);
  return answer?.subarray(answer.indexOf('\r\n\r\n') + 4) ?? null;
}

describe.concurrent('a link under suspicion', () => {
  it('FLT-03: is replaced within 12 s when it is dead, without a moment of two logins', async () => {
    const relay = until(await startRelay(sshd.port), (each) => each.close());
    const rig = await rigAt(sshd, { port: relay.port });
    const { since } = await startedUp(rig);
    relay.blackhole();
    const from = performance.now();
    rig.services.tunnels.suspect('network-changed');
    await delay(3_000);
    // The second connection is being made, and has no more luck than the first.
    expect(relay.connections()).toBe(2);
    expect(rig.state()).toMatchObject({ state: 'suspect', why: 'network-changed', since });
    await rig.until('reconnecting', 12_000);
    const found = performance.now() - from;
    tellFigure('FLT-03', `dead link found after ${inMs(found)} of suspicion`);
    expect(found).toBeLessThan(12_500);
    expect(rig.log).toContainEqual({
      code: 'lost',
      cause: expect.objectContaining({ code: 'connection-lost', why: 'silent' }),
    });
    expect(relay.connections()).toBe(2);
    relay.restore();
    await rig.until('up', 20_000);
  });

  it('FLT-03: is known alive at once when the server answers, and keeps its flows', async () => {
    const echo = until(await tcpOrigin((socket) => socket.pipe(socket)), (each) => each.close());
    const relay = until(await startRelay(sshd.port), (each) => each.close());
    const rig = await rigAt(sshd, { port: relay.port });
    await startedUp(rig);
    const { socket } = await socksConnect(rig.socksPort(), '127.0.0.1', echo.port);
    const times: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const from = performance.now();
      rig.services.tunnels.suspect('resumed');
      await rig.until('up', 10_000);
      times.push(performance.now() - from);
    }
    tellFigure('FLT-03', `live link cleared p95 ${inMs(p95(times))}`);
    const all = readAll(socket);
    socket.end('still the same flow');
    expect((await all).toString()).toBe('still the same flow');
    expect(relay.connections()).toBe(1);
  });

  it('FLT-03: that hangs for a while is not given up while a second one hangs as well', async () => {
    const relay = until(await startRelay(sshd.port), (each) => each.close());
    const rig = await rigAt(sshd, { port: relay.port });
    const { since } = await startedUp(rig);
    relay.blackhole();
    rig.services.tunnels.suspect('resumed');
    await delay(4_000);
    relay.restore();
    const up = await rig.until('up', 10_000);
    await delay(1_000);
    expect(up).toMatchObject({ since });
    expect(codes(rig)).not.toContain('lost');
  });

  it('SSH-06: becomes suspect by silence alone, an interval before it is taken for dead', async () => {
    const relay = until(await startRelay(sshd.port), (each) => each.close());
    const rig = await rigAt(sshd, { port: relay.port, keepAliveMs: 1_000 });
    await startedUp(rig);
    relay.blackhole();
    const from = performance.now();
    expect(await rig.until('suspect', 4_000)).toMatchObject({ why: 'silent' });
    const doubted = performance.now() - from;
    await rig.until('reconnecting', 4_000);
    const found = performance.now() - from;
    tellFigure('SSH-06', `at 1 s pings suspect after ${inMs(doubted)}, dead after ${inMs(found)}`);
    expect(found).toBeLessThan(4_000);
  });
});

describe.concurrent('a server with rules of its own', () => {
  it('FLT-04: is found again for the request that waits, after it was away', async () => {
    const own = await sshdFor();
    const rig = await rigAt(own);
    await startedUp(rig);
    const restarted = own.restart(5_000);
    await rig.until('reconnecting');
    await delay(3_500);
    const waiting = body(rig, '/hello');
    await restarted;
    const from = performance.now();
    const got = await waiting;
    tellFigure('FLT-04', `page ${inMs(performance.now() - from)} after sshd was back`);
    expect(got?.toString()).toBe('page /hello');
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  it('FLT-04: that is configured anew keeps the connections it has', async () => {
    const own = await sshdFor();
    const rig = await rigAt(own);
    const { since } = await startedUp(rig);
    const starts = () => own.log().match(/Server listening/g)?.length ?? 0;
    const before = starts();
    process.kill(own.pid(), 'SIGHUP');
    await waitUntil('sshd to have read its settings', () => starts() > before);
    expect((await body(rig, '/hello'))?.toString()).toBe('page /hello');
    expect(rig.state()).toMatchObject({ state: 'up', since });
    expect(codes(rig)).not.toContain('lost');
    expect(logins(own)).toBe(1);
  });

  it('FLT-05: that ends idle connections is dialled on demand, and left alone otherwise', async () => {
    const own = await sshdFor({ config: ['UnusedConnectionTimeout 1'] });
    const rig = await rigAt(own);
    await startedUp(rig);
    // Nobody wants anything: the pauses between logins grow, and it gives way.
    await waitUntil('a pause', () => isWaiting(rig, 3_500), 30_000);
    const before = logins(own);
    const from = performance.now();
    const got = await body(rig, '/hello');
    const ms = performance.now() - from;
    tellFigure('FLT-05', `page on demand after ${inMs(ms)}, login ${before + 1}`);
    expect(got?.toString()).toBe('page /hello');
    expect(ms).toBeLessThan(3_000);
    expect(logins(own)).toBe(before + 1);
  });

  it('FLT-05: that closes idle channels ends those flows and nothing else', async () => {
    const echo = until(await tcpOrigin((socket) => socket.pipe(socket)), (each) => each.close());
    const own = await sshdFor({ config: ['ChannelTimeout direct-tcpip=1'] });
    const rig = await rigAt(own);
    await startedUp(rig);
    const { socket } = await socksConnect(rig.socksPort(), '127.0.0.1', echo.port);
    const closed = new Promise((resolve) => socket.resume().once('end', resolve));
    await closed;
    socket.destroy();
    expect((await body(rig, '/hello'))?.toString()).toBe('page /hello');
    expect(codes(rig)).not.toContain('lost');
    expect(logins(own)).toBe(1);
  });

  it('FLT-22: never sees a connection that does not log in, whatever happens to the network', async () => {
    const own = await sshdFor();
    const rig = await rigAt(own);
    await startedUp(rig);
    for (let round = 0; round < 20; round += 1) {
      rig.services.tunnels.suspect('network-changed');
      await delay(100);
    }
    await own.restart(1_500);
    await rig.until('up', 10_000);
    rig.services.tunnels.suspect('resumed');
    await delay(500);
    expect(own.log()).not.toMatch(/(closed|reset|disconnect).*\[preauth\]|no identification/i);
    const calls = own.log().match(/Connection from /g)?.length;
    tellFigure('FLT-22', `${calls} connections, ${logins(own)} logins`);
    expect(calls).toBe(2);
    expect(logins(own)).toBe(2);
  });
});

function isWaiting(rig: Rig, forMs: number): boolean {
  const state = rig.state();
  return state.state === 'reconnecting' && state.retryAt - Date.now() > forMs;
}

describe('a wire that turns bits over', () => {
  it.each(['server', 'client'] as const)(
    'FLT-19: from the %s is found out every time, and nothing false is delivered',
    async (from) => {
      const relay = until(await startRelay(sshd.port), (each) => each.close());
      // A bit of a packet's length may leave the server waiting for what never comes.
      const rig = await rigAt(sshd, { port: relay.port, keepAliveMs: 700 });
      await startedUp(rig);
      const rounds = 6;
      let cut = 0;
      for (let round = 1; round <= rounds; round += 1) {
        // A connection's first bytes are its login; what the client sends afterwards is little.
        const at = from === 'server' ? 5_000 + randomInt(900_000) : randomInt(4_000, 6_000);
        const flip: Flip = { from, at, bit: randomInt(8) };
        relay.flip(flip);
        const fetched: (Buffer | null)[] = [];
        while (relay.flipped() < round) fetched.push(await body(rig));
        for (const page of fetched) {
          if (page === null) cut += 1;
          else expect(isTrue(page), JSON.stringify(flip)).toBe(true);
        }
        // It may be one of the connections beside the first, whose loss nobody need be told of.
        await waitUntil('the connection to end', () => relay.foundOut() === round);
        await waitUntil('the tunnel to be up', () => {
          // The back-off begins anew, as after a change of network.
          if (isWaiting(rig, 0)) rig.services.tunnels.suspect('network-changed');
          return rig.state().state === 'up';
        });
      }
      expect((await body(rig))?.equals(origin.body)).toBe(true);
      const found = relay.foundOut();
      tellFigure('FLT-19', `${rounds} bits from the ${from}: ${found} found, ${cut} pages cut`);
      expect(found).toBe(rounds);
    },
    90_000,
  );
});

/** What arrived is the page, or its unbroken beginning when the connection was cut. */
function isTrue(page: Buffer): boolean {
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  return hash(page) === hash(origin.body.subarray(0, page.length));
}
