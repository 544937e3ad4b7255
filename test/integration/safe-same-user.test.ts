import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { openClientOwners } from '../../electron/socks/client-owners';
import { webOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { directDial } from '../unit/socks/direct-dial';
import { cleanUp, doorWith, echoDoor, request, success5 } from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

const run = promisify(execFile);
/** Debian's user nobody. */
const nobody = 65_534;
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'];

/** What curl says of a page through the door: its exit code and its complaint. */
async function curl(port: number, page: string, flag = '--socks5-hostname', before: string[] = []) {
  const [command = '', ...args] = [...before, 'curl', '-sS', flag, `127.0.0.1:${port}`, page];
  return run(command, args).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

async function pageDoor() {
  const origin = await webOrigin(10);
  const way = directDial(origin.port);
  return { ...(await doorWith(way.dial)), way, page: 'http://node.internal/x', origin };
}

describe('SOX-12: a port on a computer that others are logged in to', () => {
  it('serves its owner and answers another user with 02, for whom nothing is dialled', async () => {
    const { door, way, refused, page, origin } = await pageDoor();
    expect(await curl(door.port, page)).toEqual({ code: 0, said: 'page /x' });
    for (let turn = 0; turn < 5; turn++) {
      const { code, said } = await curl(door.port, page, '--socks5-hostname', asNobody);
      expect(code).toBe(97);
      expect(said).toMatch(/\(2\)/);
    }
    const old = await curl(door.port, page, '--socks4a', asNobody);
    expect(old.code).not.toBe(0);
    expect(old.said).toMatch(/rejected or failed|request rejected/i);
    expect(way.asked).toHaveLength(1);
    // Told once, however often that user tries.
    expect(refused).toEqual([{ code: 'client-refused', why: 'other-user', uid: nobody }]);
    expect(await curl(door.port, page)).toEqual({ code: 0, said: 'page /x' });
    await origin.close();
  });

  it('dials nothing for another user who asks and is gone at once', async () => {
    const { door, way } = await echoDoor();
    const script =
      'const s = require("net").connect(Number(process.argv[1]), "127.0.0.1", () => {' +
      ' s.write(Buffer.from(process.argv[2], "hex")); s.destroySoon(); setTimeout(() => process.exit(), 1); })';
    for (let turn = 0; turn < 10; turn++) {
      const [command = '', ...before] = asNobody;
      const args = [...before, process.execPath, '-e', script];
      const child = spawn(command, [...args, String(door.port), request.toString('hex')]);
      expect((await once(child, 'exit'))[0]).toBe(0);
    }
    const own = await RawClient.say(door.port, request);
    await own.bytes(12);
    expect(own.hex).toBe(`0500${success5}`);
    own.reset();
    expect(way.asked).toHaveLength(1);
  });
});

/** Time from connecting to the whole answer, ms, for clients one after the other or all at once. */
async function timesOf(port: number, count: number, together: boolean): Promise<number[]> {
  const one = async () => {
    const start = performance.now();
    const client = await RawClient.say(port, request);
    await client.bytes(12);
    const took = performance.now() - start;
    expect(client.hex).toBe(`0500${success5}`);
    client.reset();
    return took;
  };
  if (together) return Promise.all(Array.from({ length: count }, one));
  const times: number[] = [];
  for (let turn = 0; turn < count; turn++) times.push(await one());
  return times;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function crowdOf(port: number, size: number): Promise<Socket[]> {
  const crowd = Array.from({ length: size }, () => connect({ host: '127.0.0.1', port }));
  await Promise.all(crowd.map((socket) => once(socket, 'connect')));
  return crowd;
}

describe('SOX-12: telling users apart', () => {
  const limits = { handshakes: 4_000, flows: 4_000, opening: 4_000, openQueue: 4_000 };

  it('admits 1,000 of the owner’s connections at once, each for less than 1 ms', async () => {
    const { door, refused } = await echoDoor({ limits });
    await timesOf(door.port, 1_000, true);
    expect(refused).toEqual([]);
    const { door: busy } = await echoDoor({ limits: { ...limits, handshakeMs: 60_000 } });
    const crowd = await crowdOf(busy.port, 1_000);
    const to = { address: '127.0.0.1', port: busy.port };
    const owners = await openClientOwners();
    const start = performance.now();
    const found = await Promise.all(
      crowd.map(({ localPort = 0 }) =>
        owners.ownerOf({ from: { address: '127.0.0.1', port: localPort }, to }),
      ),
    );
    const took = performance.now() - start;
    console.log(`1,000 asked at once: ${took.toFixed(0)} ms, ${(took / 1_000).toFixed(3)} ms each`);
    await owners.close();
    for (const socket of crowd) socket.destroy();
    expect(new Set(found)).toEqual(new Set([process.geteuid?.()]));
    expect(took).toBeLessThan(1_000);
  });

  it('keeps a lone connection waiting for one reading, even beside 6,000 others', async () => {
    const { door } = await echoDoor({ limits });
    const alone = await timesOf(door.port, 100, false);
    const { door: other } = await echoDoor({ limits: { ...limits, handshakeMs: 60_000 } });
    const crowd = await crowdOf(other.port, 3_000);
    const beside = await timesOf(door.port, 40, false);
    for (const socket of crowd) socket.destroy();
    const text = [alone, beside].map(
      (times) =>
        `p50 ${percentile(times, 0.5).toFixed(1)}, p95 ${percentile(times, 0.95).toFixed(1)} ms`,
    );
    console.log(`alone: ${text[0]}; beside 6,000 rows: ${text[1]}`);
    expect(percentile(alone, 0.95)).toBeLessThan(100);
    expect(percentile(beside, 0.95)).toBeLessThan(500);
    await waitUntil('the crowd to go', () => crowd.every((socket) => socket.closed));
  });
});
