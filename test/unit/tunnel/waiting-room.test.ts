import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WaitingRoom } from '../../../electron/tunnel/waiting-room';

const never = new AbortController().signal;
const down = { failure: { code: 'tunnel-down' } };

describe('the waiting room', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('lets everyone on when the tunnel is up', async () => {
    const room = new WaitingRoom<string>();
    const waiting = Promise.all([room.wait(never), room.wait(never)]);
    expect(room.size).toBe(2);
    room.admit('up');
    expect(await waiting).toEqual(['up', 'up']);
    expect(room.size).toBe(0);
  });

  it('turns a request away after ten seconds', async () => {
    const room = new WaitingRoom<string>();
    const waiting = expect(room.wait(never)).rejects.toMatchObject(down);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(room.size).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(room.size).toBe(0);
  });

  it('forgets a client that has gone', async () => {
    const room = new WaitingRoom<string>();
    const gone = new AbortController();
    const waiting = expect(room.wait(gone.signal)).rejects.toMatchObject(down);
    gone.abort();
    await waiting;
    expect(room.size).toBe(0);
  });

  it('has 256 seats', async () => {
    const room = new WaitingRoom<string>();
    const seated = Array.from({ length: 256 }, () => room.wait(never));
    await expect(room.wait(never)).rejects.toMatchObject(down);
    room.dismiss();
    const outcomes = await Promise.allSettled(seated);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  });
});
