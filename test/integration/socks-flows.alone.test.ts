import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { waitUntil } from '../support/ports';
import { cleanUp, echoDoor, request } from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

describe('SOX-08: flows', () => {
  it('2,000 of them come up at the defaults, and each carries its own bytes', async () => {
    const { door, way } = await echoDoor();
    const clients: RawClient[] = [];
    const waits: number[] = [];
    for (let batch = 0; batch < 100; batch++) {
      const some = Array.from({ length: 20 }, async () => {
        const start = performance.now();
        const client = await RawClient.say(door.port, request);
        await client.bytes(12);
        waits.push(performance.now() - start);
        return client;
      });
      clients.push(...(await Promise.all(some)));
    }
    expect(door.flows).toBe(2_000);
    clients.forEach((client, at) => {
      client.socket.write(`flow ${String(at).padStart(4, '0')}`);
    });
    for (const [at, client] of clients.entries()) {
      const text = (await client.bytes(21)).subarray(12).toString();
      expect(text).toBe(`flow ${String(at).padStart(4, '0')}`);
    }
    waits.sort((a, b) => a - b);
    const p99 = waits[Math.floor(waits.length * 0.99)] ?? Number.POSITIVE_INFINITY;
    tellFigure('SOX-08', `2,000 flows up, p99 of opening ${inMs(p99)}`);
    expect(p99).toBeLessThan(500);
    for (const client of clients) client.reset();
    await waitUntil('all flows to be over', () => door.flows === 0 && way.open === 0);
  });
});
