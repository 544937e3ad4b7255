import { describe, expect, it } from 'vitest';
import { SendRate, type Told } from '../../../electron/ssh/send-rate';

const bareMs = 50;
const line = 10_000;

/** A sender who always has more, on a line of 50 ms. */
function sender() {
  const rate = new SendRate();
  let now = 0;
  let arrived = 0;
  const say = (told: Partial<Told>) =>
    rate.told({ arrived, now, bareMs, fastestMs: 51, besideMs: null, isHeld: true, ...told });
  say({});
  /** Round trips in which the line carries what it can, and what their answers tell. */
  const go = (count: number, told: Partial<Told> = {}) => {
    for (let each = 0; each < count; each += 1) {
      now += bareMs;
      arrived += Math.min(line, rate.leaving(bareMs)) * bareMs;
      say(told);
    }
    return rate.leaving(bareMs);
  };
  return { rate, go };
}

/** As many as make a line known, and lead to the middle of the cycle. */
const settled = 7;

describe('how fast bytes leave', () => {
  it('is how fast they arrive, once a line is known', () => {
    const { go } = sender();
    expect(go(settled)).toBeCloseTo(line, 0);
  });

  it('is less while even the fastest answer comes late: the queue is ours', () => {
    const { go } = sender();
    go(settled);
    expect(go(1, { fastestMs: 59 })).toBeCloseTo(0.95 * line, 0);
    expect(go(1, { fastestMs: 100 })).toBeCloseTo(0.9 * line, 0);
  });

  it('is twice that where another connection finds the line free: TCP alone waits', () => {
    const { go } = sender();
    go(settled);
    // One round trip may mislead.
    expect(go(1, { fastestMs: 100, besideMs: 51 })).toBeCloseTo(line, 0);
    expect(go(1, { fastestMs: 100, besideMs: 51 })).toBeCloseTo(2 * line, 0);
  });

  it('stays less where answers come late on the other connection as well', () => {
    const { go } = sender();
    go(settled);
    expect(go(3, { fastestMs: 100, besideMs: 90 })).toBeLessThan(line);
  });

  it('tells that answers come late', () => {
    const { rate, go } = sender();
    go(settled);
    expect(rate.isLate).toBe(false);
    go(1, { fastestMs: 60 });
    expect(rate.isLate).toBe(true);
    rate.beginAnew();
    expect(rate.isLate).toBe(false);
  });
});
