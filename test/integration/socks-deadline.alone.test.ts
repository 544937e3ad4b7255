import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { waitUntil } from '../support/ports';
import {
  cleanUp,
  doorWith,
  echoDoor,
  failing,
  flowThat,
  hello,
  request,
  slowDial,
  success5,
} from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

/** So many clients that have sent `bytes` and then say nothing more. */
async function silentClients(port: number, count: number, bytes: Buffer): Promise<RawClient[]> {
  const clients: RawClient[] = [];
  while (clients.length < count) {
    const some = Array.from({ length: 100 }, () => RawClient.say(port, bytes));
    clients.push(...(await Promise.all(some)));
  }
  return clients;
}

describe('SOX-08: at the limits the app has', () => {
  it('5,000 silent clients are gone and their slots free within 11 s', async () => {
    const { door, way } = await echoDoor();
    const silent = await silentClients(door.port, 5_000, hello.subarray(0, 1));
    const from = performance.now();
    for (const client of silent) await client.end();
    const client = await RawClient.say(door.port, request);
    await client.bytes(12);
    const took = performance.now() - from;
    tellFigure('SOX-08', `served ${inMs(took)} after the last of 5,000 silent clients`);
    expect(client.hex).toBe(`0500${success5}`);
    expect(took).toBeLessThan(11_000);
    expect(way.asked).toHaveLength(1);
    client.reset();
  });

  it('one that sends a byte in 9 s is closed at 10 s', async () => {
    const { door, way } = await echoDoor();
    const from = performance.now();
    const client = await RawClient.say(door.port, request.subarray(0, 1));
    const second = delay(9_000).then(() => client.socket.write(request.subarray(1, 2)));
    await client.end();
    const took = performance.now() - from;
    expect(took).toBeGreaterThan(9_900);
    expect(took).toBeLessThan(11_000);
    await second;
    expect(way.asked).toEqual([]);
  });

  it('one that resets while its opening hangs leaves no channel behind', async () => {
    const { dial, pending } = slowDial();
    const { door } = await doorWith(dial);
    const client = await RawClient.say(door.port, request);
    await waitUntil('the dial', () => pending.length === 1);
    await delay(2_000);
    client.reset();
    await waitUntil('the dial to be called off', () => pending[0]?.signal.aborted === true);
    const counts = { carried: 0, abandoned: 0 };
    pending[0]?.open(flowThat(counts));
    await waitUntil('what opened late to be abandoned', () => counts.abandoned === 1);
    expect(counts.carried).toBe(0);
    expect(door.flows).toBe(0);
  });
});

describe('SOX-03: a refusal', () => {
  it('leaves nothing open a second later, though the client never closes', async () => {
    const { door } = await doorWith(failing({ code: 'tunnel-down' }));
    const client = await RawClient.say(door.port, request);
    const start = performance.now();
    await client.end();
    expect(performance.now() - start).toBeLessThan(1_000);
    // The client goes on talking; once the socket behind is gone, that gets it a reset.
    await waitUntil(
      'the socket to be destroyed',
      () => {
        if (!client.socket.destroyed) client.socket.write('more');
        return client.socket.destroyed;
      },
      2_500,
    );
    expect(performance.now() - start).toBeGreaterThan(900);
  });
});
