import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SendPace } from '../../../electron/ssh/send-pace';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const turn = 32 << 10;

/** Sends whenever it may, for so long; answers the bytes of each ms. */
async function send(pace: () => SendPace, rate: number, ms: number): Promise<number[]> {
  const sent: number[] = [];
  for (let now = 0; now < ms; now += 1) {
    let bytes = 0;
    for (; pace().permits(rate) && bytes < 64 * turn; bytes += turn) pace().sent(turn);
    sent.push(bytes);
    await vi.advanceTimersByTimeAsync(1);
  }
  return sent;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

describe('a pace', () => {
  it('lets bytes leave evenly', async () => {
    const pace = new SendPace(() => undefined);
    const sent = await send(() => pace, 12_500, 400);
    const steady = sent.slice(100);
    expect(sum(steady) / steady.length).toBeGreaterThan(12_000);
    expect(sum(steady) / steady.length).toBeLessThan(13_000);
    expect(Math.max(...steady)).toBeLessThanOrEqual(2 * turn);
  });

  it('does not make up for a long pause at once', async () => {
    const pace = new SendPace(() => undefined);
    await send(() => pace, 12_500, 20);
    await vi.advanceTimersByTimeAsync(1_000);
    const [first] = await send(() => pace, 12_500, 1);
    expect(first).toBeLessThanOrEqual(12_500 * 8 + turn);
  });

  it('calls whoever it refused', async () => {
    const calls: number[] = [];
    const pace: SendPace = new SendPace(() => calls.push(performance.now()));
    pace.sent(1 << 20);
    expect(pace.permits(1_000)).toBe(false);
    await vi.advanceTimersByTimeAsync(5);
    expect(calls).toHaveLength(1);
  });

  it('holds nothing back where the rate is infinite', async () => {
    const pace = new SendPace(() => undefined);
    const [first] = await send(() => pace, Number.POSITIVE_INFINITY, 1);
    expect(first).toBe(64 * turn);
  });
});
