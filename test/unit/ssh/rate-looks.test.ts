import { describe, expect, it } from 'vitest';
import { RateLooks } from '../../../electron/ssh/rate-looks';

/** A look on a line of 100 ms, answers to which take so long; answers whether it found more. */
function look(looks: RateLooks, tookMs: number, arrived: number, askedAt = 90): boolean {
  looks.begin(1_000, 100, 102);
  looks.answered(1_000 + askedAt, tookMs);
  return looks.judge(10_000, arrived);
}

describe('a look at whether a line carries more', () => {
  it('finds more where bytes arrive faster and answers are as quick as before', () => {
    const looks = new RateLooks();
    expect(look(looks, 104, 12_500)).toBe(true);
    expect(looks.proven).toBe(12_500);
  });

  it.each([
    ['answers come late', 122, 12_500, 90],
    ['bytes arrive as before', 104, 10_500, 90],
    ['only answers from before came', 104, 12_500, 60],
    ['only answers from after it came', 104, 12_500, 115],
  ])('finds none where %s', (_why, tookMs, arrived, askedAt) => {
    const looks = new RateLooks();
    expect(look(looks, tookMs, arrived, askedAt)).toBe(false);
    expect(looks.proven).toBe(0);
  });

  it('takes answers that were late before for no sign of a queue', () => {
    const looks = new RateLooks();
    looks.begin(1_000, 100, 130);
    looks.answered(1_090, 135);
    expect(looks.judge(10_000, 12_500)).toBe(true);
  });

  it('gets bolder while it finds more, and begins again with little', () => {
    const looks = new RateLooks();
    const gains: number[] = [];
    for (let each = 0; each < 5; each += 1) {
      gains.push(looks.gain);
      look(looks, 104, 50_000);
    }
    expect(gains).toEqual([1.25, 1.25, 1.5, 2, 2]);
    look(looks, 300, 10_000);
    expect([looks.gain, looks.proven]).toEqual([1.25, 0]);
  });

  it('finds nothing where it was not begun', () => {
    const looks = new RateLooks();
    looks.answered(1_090, 104);
    expect(looks.judge(10_000, 12_500)).toBe(false);
  });
});
