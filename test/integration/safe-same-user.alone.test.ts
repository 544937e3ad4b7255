import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openClientOwners } from '../../electron/socks/client-owners';
import { tellFigure } from '../support/figure';
import { inMs, p95 } from '../support/figures';
import { waitUntil } from '../support/ports';
import { cleanUp, echoDoor, request, success5 } from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

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
    tellFigure(
      'SOX-12',
      `1,000 asked at once in ${inMs(took)}: ${(took / 1_000).toFixed(3)} ms each`,
    );
    await owners.close();
    for (const socket of crowd) socket.destroy();
    expect(new Set(found)).toEqual(new Set([process.geteuid?.()]));
    expect(took).toBeLessThan(1_000);
  });

  it('answers a lone connection beside 6,000 others', async () => {
    const { door } = await echoDoor({ limits });
    const alone = await timesOf(door.port, 100, false);
    const { door: other } = await echoDoor({ limits: { ...limits, handshakeMs: 60_000 } });
    const crowd = await crowdOf(other.port, 3_000);
    const beside = await timesOf(door.port, 40, false);
    for (const socket of crowd) socket.destroy();
    console.log(`p95 alone ${inMs(p95(alone))}, beside 6,000 rows ${inMs(p95(beside))}`);
    await waitUntil('the crowd to go', () => crowd.every((socket) => socket.closed));
  });
});
