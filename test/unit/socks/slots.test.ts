import { describe, expect, it } from 'vitest';
import { Slots } from '../../../electron/socks/slots';

const never = new AbortController().signal;

describe('Slots', () => {
  it('grants up to the limit, then in the order of asking', async () => {
    const slots = new Slots(2, 10);
    const first = await slots.acquire(never);
    await slots.acquire(never);
    const order: string[] = [];
    const third = slots.acquire(never).then((release) => {
      order.push('third');
      return release;
    });
    const fourth = slots.acquire(never).then(() => order.push('fourth'));
    await Promise.resolve();
    expect(order).toEqual([]);
    first?.();
    (await third)?.();
    await fourth;
    expect(order).toEqual(['third', 'fourth']);
  });

  it('refuses what the queue cannot hold', async () => {
    const slots = new Slots(1, 1);
    await slots.acquire(never);
    const waiting = new AbortController();
    const second = slots.acquire(waiting.signal);
    await expect(slots.acquire(never)).rejects.toMatchObject({
      failure: { code: 'too-many-connections', limit: 2 },
    });
    waiting.abort();
    expect(await second).toBeNull();
  });

  it('gives the place of one that left to the next, and grants nothing to it', async () => {
    const slots = new Slots(1, 2);
    const release = await slots.acquire(never);
    const leaving = new AbortController();
    const left = slots.acquire(leaving.signal);
    const stays = slots.acquire(never);
    leaving.abort();
    release?.();
    expect(await left).toBeNull();
    expect(await stays).toBeTypeOf('function');
  });

  it('counts a slot once, however often it is given back', async () => {
    const slots = new Slots(1, 0);
    const release = await slots.acquire(never);
    release?.();
    release?.();
    await slots.acquire(never);
    await expect(slots.acquire(never)).rejects.toThrow('too-many-connections');
  });

  it('grants nothing to one that has already gone', async () => {
    expect(await new Slots(1, 0).acquire(AbortSignal.abort())).toBeNull();
  });
});
