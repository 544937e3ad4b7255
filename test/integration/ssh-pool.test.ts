import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openLongLine } from '../support/long-line';
import { tcpOrigin, type WebOrigin, webOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { startRelay } from '../support/relay';
import { socksConnect } from '../support/socks-connect';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

afterAll(closeCases);

const logins = (sshd: Sshd) => sshd.log().split('Accepted publickey').length - 1;

/** Logins that came to nothing: sshd says of each once how it ended. */
const refusals = (sshd: Sshd) =>
  sshd.log().match(/^(?:Connection (?:closed|reset) by|Disconnected from) authenticating/gm)
    ?.length ?? 0;

/** The processes of sshd that serve a connection each, the oldest first. */
function sessions(sshd: Sshd): number[] {
  const list = execFileSync('ps', ['-eo', 'ppid=,pid='], { encoding: 'utf8' });
  const pairs = list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const own = pairs.filter(([parent]) => parent === sshd.pid()).map(([, pid = 0]) => pid);
  return own.sort((one, other) => one - other);
}

/** Fetches the body of a web server through the tunnel, and proves it. */
async function fetchBody(rig: Rig, web: WebOrigin): Promise<void> {
  const { socket, code } = await socksConnect(rig.socksPort(), '127.0.0.1', web.port);
  expect(code).toBe(0);
  const chunks: Buffer[] = [];
  socket.write('GET /body HTTP/1.0\r\n\r\n');
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  socket.destroy();
  const answer = Buffer.concat(chunks);
  const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
  expect(createHash('sha256').update(body).digest('hex')).toBe(web.sha256);
}

async function upAt(sshd: Sshd, options: Parameters<typeof rigAt>[1] = {}) {
  const rig = await rigAt(sshd, options);
  await startedUp(rig);
  const web = until(await webOrigin(8 << 20), (each) => each.close());
  return { rig, web };
}

describe('a tunnel that carries much', () => {
  it('logs in once more for those who come then, without a word, and ends whole', async () => {
    const [sshd, former] = await Promise.all([sshdFor(), sshdFor()]);
    const [key, formerKey] = [sshd, former].map((each) =>
      readFileSync(`${each.hostKeyFile('ed25519')}.pub`, 'utf8').trim(),
    );
    // The address was another machine's before: its host key is looked up by the alias each time.
    const knownHosts = `${sshd.hostKeyFile('ed25519')}.known`;
    writeFileSync(knownHosts, `reused ${key}\n[127.0.0.1]:${sshd.port} ${formerKey}\n`);
    const { rig, web } = await upAt(sshd, { knownHosts, hostKeyAlias: 'reused' });
    expect(logins(sshd)).toBe(1);
    await fetchBody(rig, web);
    await waitUntil('another login', () => logins(sshd) === 2, 15_000);
    // While one flow keeps a connection busy, small ones go another way.
    const pouring = until(
      await tcpOrigin((socket) => {
        const block = Buffer.alloc(64 << 10);
        const pour = () => {
          while (!socket.destroyed && socket.write(block));
        };
        socket.on('drain', pour);
        pour();
      }),
      (each) => each.close(),
    );
    const bulk = await socksConnect(rig.socksPort(), '127.0.0.1', pouring.port);
    bulk.socket.resume();
    for (let count = 0; count < 3; count += 1) await fetchBody(rig, web);
    bulk.socket.destroy();
    expect(logins(sshd)).toBeLessThanOrEqual(3);
    expect(rig.log.filter(({ code }) => code === 'connected')).toHaveLength(1);
    expect(rig.prompts).toEqual([]);
    await rig.stop();
    await waitUntil('all sessions to end', () => sessions(sshd).length === 0, 15_000);
  });

  it('stays with one connection where the server takes no other', async () => {
    const sshd = await sshdFor();
    const { rig, web } = await upAt(sshd);
    // From now on nobody is let in.
    writeFileSync(join(dirname(sshd.hostKeyFile('ed25519')), 'authorized_keys'), '');
    await fetchBody(rig, web);
    await waitUntil('a refusal', () => refusals(sshd) > 0);
    for (let count = 0; count < 3; count += 1) await fetchBody(rig, web);
    expect([logins(sshd), refusals(sshd)]).toEqual([1, 1]);
    expect(rig.states.at(-1)?.state).toBe('up');
    expect(rig.log.filter(({ code }) => code === 'lost' || code === 'retrying')).toEqual([]);
  });

  it('keeps to one after others have ended it twice, as where each user may have one', async () => {
    const sshd = await sshdFor();
    const { rig, web } = await upAt(sshd);
    const losses = () => rig.log.filter(({ code }) => code === 'lost').length;
    for (const times of [1, 2]) {
      await fetchBody(rig, web);
      await waitUntil('two sessions', () => sessions(sshd).length === 2, 15_000);
      const [oldest] = sessions(sshd);
      if (oldest === undefined) throw new Error('sshd serves nobody');
      process.kill(oldest);
      await waitUntil('the loss', () => losses() === times, 15_000);
      await rig.until('up');
    }
    for (let count = 0; count < 3; count += 1) await fetchBody(rig, web);
    // Long enough for a login, if there was to be one.
    await delay(1_000);
    expect(sessions(sshd)).toHaveLength(1);
    expect(rig.states.at(-1)?.state).toBe('up');
    expect(losses()).toBe(2);
  });
});

describe('a tunnel over a long line', () => {
  /** Programs that are connected to something behind the bastion, and say nothing. */
  async function connected(rig: Rig, count: number): Promise<void> {
    const place = until(await tcpOrigin(() => undefined), (each) => each.close());
    for (let each = 0; each < count; each += 1) {
      const { socket, code } = await socksConnect(rig.socksPort(), '127.0.0.1', place.port);
      expect(code).toBe(0);
      until(socket, async (opened) => opened.destroy());
    }
  }

  it('logs in for each of six programs, and for no seventh', async () => {
    const sshd = await sshdFor();
    const line = until(await openLongLine(sshd.port, 25), (each) => each.close());
    const rig = await rigAt(sshd, { port: line.port });
    await startedUp(rig);
    await connected(rig, 1);
    expect(logins(sshd)).toBe(1);
    await connected(rig, 6);
    await waitUntil('six logins', () => logins(sshd) === 6, 20_000);
    await connected(rig, 3);
    // Long enough for a login, if there was to be one.
    await delay(1_000);
    expect([logins(sshd), sessions(sshd).length]).toEqual([6, 6]);
    expect(rig.prompts).toEqual([]);
    await rig.stop();
    await waitUntil('all sessions to end', () => sessions(sshd).length === 0, 15_000);
  });

  it('asks on another connection while answers on that of an upload come late', async () => {
    const sshd = await sshdFor();
    // Each connection by itself is slow, as where TCP does not dare to send more: the line is not.
    const slow = until(await startRelay(sshd.port, { rate: 1_000_000 }), (each) => each.close());
    const line = until(await openLongLine(slow.port, 25), (each) => each.close());
    const rig = await rigAt(sshd, { port: line.port });
    await startedUp(rig);
    const drain = until(await tcpOrigin((socket) => socket.resume()), (each) => each.close());
    const bulk = await socksConnect(rig.socksPort(), '127.0.0.1', drain.port);
    await connected(rig, 1);
    await waitUntil('another connection', () => logins(sshd) === 2, 15_000);
    await delay(500);
    const before = line.sent[1] ?? 0;
    const block = Buffer.alloc(64 << 10);
    const pour = () => {
      while (!bulk.socket.destroyed && bulk.socket.write(block));
    };
    bulk.socket.on('drain', pour);
    pour();
    await delay(3_000);
    bulk.socket.destroy();
    // A question is some sixty bytes; without any, nothing is said on it for 15 s.
    expect((line.sent[1] ?? 0) - before).toBeGreaterThan(600);
  });

  it.each([
    ['near by', 1, {}],
    ['where the servers are told to answer at once', 25, { way: { session: true } }],
  ])('logs in once for all of them %s', async (_where, oneWayMs, more) => {
    const sshd = await sshdFor();
    const line = until(await openLongLine(sshd.port, oneWayMs), (each) => each.close());
    const rig = await rigAt(sshd, { port: line.port, ...more });
    await startedUp(rig);
    await connected(rig, 8);
    await delay(1_000);
    expect(logins(sshd)).toBe(1);
  });
});
