import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  atLeast,
  atMost,
  isMet,
  percentile,
  ratio,
  short,
  spread,
  tally,
  type Unmeasured,
  type Verdict,
} from '../../bench/figures';
import { block, digestOf, pieces } from '../../bench/pattern.mjs';
import type { Context } from '../../bench/round';
import { besideDownload, besideUpload } from '../../bench/rows-beside';
import { pageLoad } from '../../bench/rows-page';
import { table } from '../../bench/table';

afterEach(() => vi.unstubAllGlobals());

describe('figures', () => {
  it('takes the middle of the rounds, of an even number the mean of the two', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3, rounds: [3, 1, 2] });
    expect(spread([4, 1, 2, 3]).median).toBe(2.5);
  });

  it('sets round against round, and middle against middle', () => {
    expect(ratio([10, 20, 30], [10, 10, 10])).toEqual({ value: 2, range: [1, 3] });
  });

  it('finds a percentile among what was measured', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(values, 0.5)).toBe(51);
    expect(percentile(values, 0.99)).toBe(100);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('says whether a target is met, the target itself included', () => {
    const of = (value: number, target: Verdict['target']): Verdict => ({
      row: 'row',
      what: 'what',
      value,
      range: [value, value],
      unit: 'ratio',
      target,
      behind: '',
    });
    expect([0.89, 0.9].map((value) => isMet(of(value, atLeast(0.9))))).toEqual([false, true]);
    expect([1.5, 1.51].map((value) => isMet(of(value, atMost(1.5))))).toEqual([true, false]);
    expect(table([of(0.8, atLeast(0.9))])).toContain('| 0.8     | 0.8 … 0.8 | short   |');
  });

  it('counts what was not measured neither as met nor as short, and says what it needs', () => {
    const line = { row: 'row', what: 'what', unit: 'ratio', target: atMost(1) } as const;
    const of = (value: number): Verdict => ({ ...line, value, range: [value, value], behind: '' });
    const unmeasured: Unmeasured = { ...line, needs: 'needs a wire' };
    expect(tally([of(0.5), of(2)])).toBe('1 of 2 targets met');
    expect(tally([of(0.5), of(2), unmeasured])).toBe('1 of 2 targets met, 1 not measured');
    expect(table([unmeasured])).toMatch(/\| ≤ 1 +\| +\| +\| not measured \| needs a wire \|$/);
  });

  it.each([
    ['darwin', pageLoad, 2],
    ['win32', pageLoad, 2],
    ['darwin', besideDownload, 3],
    ['win32', besideUpload, 1],
  ])('has no such rows on %s rather than some over a link: %o', async (os, measure, rows) => {
    vi.stubGlobal('process', Object.create(process, { platform: { value: os } }));
    const said: string[] = [];
    // Nothing of a bench is needed to see that it cannot be measured.
    const context = { say: (line: string) => said.push(line) } as unknown as Context;
    const needs = 'needs root and /dev/net/tun on Linux';
    const outcomes = await measure(context);
    expect(outcomes).toHaveLength(rows);
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ needs })));
    expect(said).toEqual([`  not measured: ${needs}`]);
  });

  it('writes figures with three digits that count', () => {
    expect([0.8349, 12.34, 1234.5, 2, Number.NaN].map(short)).toEqual([
      '0.835',
      '12.3',
      '1235',
      '2',
      '?',
    ]);
  });
});

describe('the pattern', () => {
  it('is cut into pieces that follow each other without a gap', () => {
    const bytes = block.length + 100_000;
    const all = Buffer.concat([...pieces(bytes, 1 << 20)]);
    expect(all.length).toBe(bytes);
    expect(all.subarray(0, block.length).equals(block)).toBe(true);
    expect(all.subarray(block.length).equals(block.subarray(0, 100_000))).toBe(true);
    expect(digestOf(bytes)).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf(bytes)).not.toBe(digestOf(bytes - 1));
  });
});
