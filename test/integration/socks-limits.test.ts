import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import {
  cleanUp,
  doorWith,
  echoDoor,
  flowThat,
  hello,
  request,
  slowDial,
  success5,
} from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

const refused5 = '050005010001000000000000';
const refusedInTime = '050005040001000000000000';

describe('SOX-08: the deadline of a handshake', () => {
  it.each([
    ['silent', async () => undefined],
    ['silent after its greeting', async (client: RawClient) => void client.socket.write(hello)],
    [
      'dripping',
      async (client: RawClient) => {
        for (const byte of request) {
          if (client.socket.destroyed) return;
          client.socket.write(Buffer.from([byte]));
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      },
    ],
  ])('closes a %s client', async (_what, behave) => {
    const { door, way } = await echoDoor({ limits: { handshakeMs: 400 } });
    const start = performance.now();
    const client = await RawClient.connect(door.port);
    const behaving = behave(client);
    await client.end();
    const took = performance.now() - start;
    expect(took).toBeGreaterThan(350);
    // Long before the deadline that would hold without this one.
    expect(took).toBeLessThan(8_000);
    await behaving;
    expect(way.asked).toEqual([]);
  });

  it('does not run on into the opening or the flow', async () => {
    const { door } = await echoDoor({ limits: { handshakeMs: 200, openMs: 200 } });
    const client = await RawClient.say(door.port, request);
    await client.bytes(12);
    await new Promise((resolve) => setTimeout(resolve, 600));
    client.socket.write('ping');
    expect((await client.bytes(16)).subarray(12).toString()).toBe('ping');
    client.reset();
  });
});

describe('handshake slots', () => {
  it('make a client wait, and serve it when a silent one gives up', async () => {
    const { door } = await echoDoor({ limits: { handshakes: 2, handshakeMs: 5_000 } });
    const silent = await Promise.all([RawClient.connect(door.port), RawClient.connect(door.port)]);
    const client = await RawClient.say(door.port, request);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(client.hex).toBe('');
    silent[0]?.reset();
    await client.bytes(12);
    expect(client.hex).toBe(`0500${success5}`);
    client.reset();
  });

  it('are all free again after a flood of 2,000 silent clients', async () => {
    const limits = { handshakes: 16, flows: 100, handshakeMs: 500 };
    const { door, refused } = await echoDoor({ limits });
    const flood: RawClient[] = [];
    for (let batch = 0; batch < 20; batch++) {
      const some = Array.from({ length: 100 }, () => RawClient.connect(door.port));
      flood.push(...(await Promise.all(some)));
    }
    for (const client of flood) await client.end();
    // 16 were read, 100 waited, and nobody else was taken in.
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map((failure) => failure.code))).toEqual(
      new Set(['too-many-connections']),
    );
    const client = await RawClient.say(door.port, request);
    await client.bytes(12);
    expect(client.hex).toBe(`0500${success5}`);
    client.reset();
  });
});

describe('opening slots', () => {
  it('let so many dial at once, queue so many, and refuse the rest with 01', async () => {
    const { dial, pending } = slowDial();
    const limits = { opening: 2, openQueue: 2 };
    const { door, refused } = await doorWith(dial, { limits });
    const clients: RawClient[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const client = await RawClient.say(door.port, request);
      await client.bytes(2);
      clients.push(client);
    }
    await clients[4]?.end();
    expect(clients[4]?.hex).toBe(refused5);
    expect(refused).toEqual([{ code: 'too-many-connections', limit: 4 }]);
    expect(pending).toHaveLength(2);
    const counts = { carried: 0, abandoned: 0 };
    for (let turn = 0; turn < 4; turn++) {
      await waitUntil(`dial ${turn + 1}`, () => pending.length > turn);
      pending[turn]?.open(flowThat(counts));
    }
    await waitUntil('all to be served', () => counts.carried === 4);
  });

  it('give up on a dial after openMs with 04, and abandon what opens later', async () => {
    const { dial, pending } = slowDial();
    const { door, refused } = await doorWith(dial, { limits: { openMs: 300 } });
    const start = performance.now();
    const client = await RawClient.say(door.port, request);
    await client.end();
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(client.hex).toBe(refusedInTime);
    expect(refused).toEqual([{ code: 'destination-timeout', host: 'node.internal', port: 8088 }]);
    expect(pending[0]?.signal.aborted).toBe(true);
    const counts = { carried: 0, abandoned: 0 };
    pending[0]?.open(flowThat(counts));
    await waitUntil('the late flow to be abandoned', () => counts.abandoned === 1);
  });

  it('answer 01 to one that waited openMs in vain for its turn', async () => {
    const { dial, pending } = slowDial();
    const { door } = await doorWith(dial, { limits: { opening: 1, openMs: 400 } });
    const first = await RawClient.say(door.port, request);
    await waitUntil('the dial', () => pending.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const second = await RawClient.say(door.port, request);
    await first.end();
    await waitUntil('the turn of the second', () => pending.length === 2);
    const third = await RawClient.say(door.port, request);
    expect((await second.end()).toString('hex')).toBe(refusedInTime);
    await third.end();
    expect(first.hex).toBe(refusedInTime);
    expect(door.flows).toBe(0);
  });
});

describe('SOX-08: flows', () => {
  it('beyond their limit are refused with 01 until one ends', async () => {
    const { door, refused } = await echoDoor({ limits: { flows: 2 } });
    const clients = [];
    for (let turn = 0; turn < 2; turn++) {
      const client = await RawClient.say(door.port, request);
      await client.bytes(12);
      clients.push(client);
    }
    const third = await RawClient.say(door.port, request);
    await third.end();
    expect(third.hex).toBe(refused5);
    expect(refused).toEqual([{ code: 'too-many-connections', limit: 2 }]);
    clients[0]?.reset();
    await waitUntil('a flow to end', () => door.flows === 1);
    const fourth = await RawClient.say(door.port, request);
    await fourth.bytes(12);
    expect(fourth.hex).toBe(`0500${success5}`);
    fourth.reset();
    clients[1]?.reset();
  });
});
