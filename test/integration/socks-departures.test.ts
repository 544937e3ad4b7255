import { afterEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import {
  cleanUp,
  doorWith,
  echoDoor,
  flowThat,
  request,
  slowDial,
} from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

describe('a client that goes away', () => {
  it.each([
    ['with a reset', (client: RawClient) => client.reset()],
    ['with a FIN and nothing sent', (client: RawClient) => client.socket.end()],
  ])(
    '%s while its flow is opening, aborts the dial and has the flow abandoned',
    async (_w, leave) => {
      const { dial, pending } = slowDial();
      const { door, refused, opened } = await doorWith(dial);
      const client = await RawClient.say(door.port, request);
      await waitUntil('the dial', () => pending.length === 1);
      expect(pending[0]?.signal.aborted).toBe(false);
      leave(client);
      await waitUntil('the abort', () => pending[0]?.signal.aborted === true);
      const counts = { carried: 0, abandoned: 0 };
      pending[0]?.open(flowThat(counts));
      await waitUntil('the flow to be abandoned', () => counts.abandoned === 1);
      expect(counts).toEqual({ carried: 0, abandoned: 1 });
      expect({ refused, opened, flows: door.flows }).toEqual({ refused: [], opened: [], flows: 0 });
    },
  );

  it('frees its slot, and its request slot, for the next', async () => {
    const { dial, pending } = slowDial();
    const { door } = await doorWith(dial, { limits: { opening: 1, flows: 1 } });
    for (let turn = 1; turn <= 5; turn++) {
      const client = await RawClient.say(door.port, request);
      await waitUntil(`dial ${turn}`, () => pending.length === turn);
      client.reset();
      await waitUntil('the abort', () => pending[turn - 1]?.signal.aborted === true);
    }
  });

  it('in the middle of its flow is an event, not a crash', async () => {
    const { door, way, closed } = await echoDoor();
    for (let turn = 1; turn <= 50; turn++) {
      const client = await RawClient.say(door.port, request);
      await client.bytes(12);
      client.socket.write(Buffer.alloc(10_000));
      client.reset();
    }
    await waitUntil('all flows to be over', () => door.flows === 0 && way.open === 0);
    expect(closed).toHaveLength(50);
  });

  it('before or in the middle of its request asks for nothing', async () => {
    const { door, way } = await echoDoor();
    for (let length = 0; length < request.length; length++) {
      const client = await RawClient.connect(door.port);
      if (length > 0) client.socket.write(request.subarray(0, length));
      if (length % 2 === 0) client.reset();
      else client.socket.end();
      if (length % 2 === 1) await client.end();
    }
    const whole = await RawClient.say(door.port, request);
    await whole.bytes(12);
    expect(door.flows).toBe(1);
    whole.reset();
    expect(way.asked).toHaveLength(1);
  });
});
