import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparklinePoints } from '../../../renderer/components/sparkline';
import {
  currentRate,
  emptyHistory,
  historySeconds,
  rateSeries,
  recordTraffic,
  type TrafficHistory,
} from '../../../renderer/state/traffic';

function recorded(samples: readonly (readonly [now: number, down: number, up: number])[]) {
  return samples.reduce<TrafficHistory>(
    (history, [now, bytesDown, bytesUp]) => recordTraffic(history, { bytesDown, bytesUp }, now),
    emptyHistory,
  );
}

describe('traffic of the last minute', () => {
  it('does not count what was carried before the first sample', () => {
    expect(currentRate(recorded([[1_000, 5_000_000, 0]]), 2_000)).toEqual({ down: 0, up: 0 });
  });

  it('spreads what a sample brings over the time since the one before', () => {
    const history = recorded([
      [10_000, 0, 0],
      [10_500, 1_000, 10],
      [11_500, 3_000, 30],
      [13_000, 6_000, 30],
    ]);
    expect(rateSeries(history, 13_000).slice(-4)).toEqual([2_020, 2_010, 2_000, 0]);
    expect(currentRate(history, 13_000)).toEqual({ down: 2_000, up: 10 });
  });

  it('tells an even flow evenly although samples jitter around the second', () => {
    const jitter = [0, 180, -150, 90, -190, 160, -40, 120, -170, 30];
    const moments = jitter.map((off, at) => 20_000 + at * 1_000 + off);
    const history = recorded(moments.map((now) => [now, now * 3_200, 0]));
    const { down } = currentRate(history, 29_600);
    expect(down).toBeCloseTo(3_200_000, 3);
  });

  it('does not smear what comes after a long silence over that silence', () => {
    const history = recorded([
      [10_000, 0, 0],
      [40_000, 6_000, 0],
    ]);
    expect(rateSeries(history, 40_000).slice(-4)).toEqual([0, 3_000, 3_000, 0]);
  });

  it('sinks to nothing when nothing comes', () => {
    const history = recorded([
      [10_000, 0, 0],
      [11_000, 9_000, 0],
    ]);
    expect(currentRate(history, 20_000)).toEqual({ down: 0, up: 0 });
    expect(rateSeries(history, 11_000 + historySeconds * 1_000)).toEqual(
      new Array(historySeconds).fill(0),
    );
  });

  it('takes totals that shrink for a tunnel started anew', () => {
    const history = recorded([
      [10_000, 9_000, 0],
      [11_000, 300, 0],
    ]);
    expect(rateSeries(history, 11_000).at(-2)).toBe(300);
  });

  it('keeps every byte of a minute, however the samples fall', () => {
    const steps = fc.array(fc.tuple(fc.nat(900), fc.nat(1_000_000)), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (list) => {
        let now = 100_000;
        let total = 7;
        let history = recorded([[now, total, 0]]);
        for (const [later, more] of list) {
          now += later;
          total += more;
          history = recordTraffic(history, { bytesDown: total, bytesUp: 0 }, now);
        }
        const sum = rateSeries(history, now).reduce((all, each) => all + each, 0);
        expect(sum).toBeCloseTo(total - 7, 3);
        expect(history.seconds.length).toBeLessThanOrEqual(historySeconds);
      }),
    );
  });
});

describe('the sparkline', () => {
  const heights = (values: readonly number[]) =>
    sparklinePoints(values)
      .split(' ')
      .map((point) => Number(point.split(',')[1]));

  it('draws its top at the largest value and its ground at nothing', () => {
    expect(heights([0, 100_000, 50_000])).toEqual([19, 1, 10]);
  });

  it('stays low for a few bytes', () => {
    expect(Math.min(...heights([0, 40, 0]))).toBeGreaterThan(18);
  });
});
