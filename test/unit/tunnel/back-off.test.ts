import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../../electron/tunnel/back-off';

describe('back-off', () => {
  it('grows 0, 1, 2, 5, 10, 20, 30, 60 s and stays there', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 500].map((n) => backOffMs(n, 0.5) / 1_000);
    expect(seconds).toEqual([0, 1, 2, 5, 10, 20, 30, 60, 60, 60]);
  });

  it('spreads by a fifth either way', () => {
    expect(backOffMs(8, 0)).toBe(48_000);
    expect(backOffMs(8, 1)).toBe(72_000);
  });
});
