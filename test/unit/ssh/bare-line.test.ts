import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BareLine } from '../../../electron/ssh/bare-line';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Answers that took so long, one every 100 ms. */
function seeing(line: BareLine, tookMs: number, forMs: number): void {
  for (let ms = 0; ms < forMs; ms += 100) {
    line.saw(tookMs);
    vi.advanceTimersByTime(100);
  }
}

describe('how long a line is', () => {
  it('is not known before anything was seen', () => {
    expect(new BareLine().ms).toBe(Number.POSITIVE_INFINITY);
  });

  it('is what was known before, while all answers are late', () => {
    const line = new BareLine();
    line.knows(50);
    seeing(line, 100, 20_000);
    expect(line.ms).toBe(50);
  });

  it('is what is seen, once what was known is old: it may lead another way now', () => {
    const line = new BareLine();
    vi.advanceTimersByTime(600_000);
    line.knows(50);
    seeing(line, 100, 61_000);
    expect(line.ms).toBe(100);
  });
});
