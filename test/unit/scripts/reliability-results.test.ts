import { describe, expect, it } from 'vitest';
import { withReports } from '../../../scripts/lib/reliability-results.mjs';

const earlier = { 'SSH-01': { passed: '2026-11-01', figure: 'earlier' } };

function report(title: string, status: string, figure: string | null) {
  const figures = figure === null ? [] : [{ id: 'SSH-01', figure }];
  return { day: '2026-12-01', tests: [{ fullName: title, status }], figures };
}

describe('what a run says of a row', () => {
  it('is the day and the figure, where its tests passed', () => {
    expect(withReports(earlier, [report('SSH-01: holds', 'passed', 'new')])).toEqual({
      'SSH-01': { passed: '2026-12-01', figure: 'new' },
    });
  });

  it.each(['failed', 'skipped'])(
    'is nothing, where a test %s, though it had measured by then',
    (status) => {
      const reports = [report('SSH-01: holds', status, 'measured')];
      expect(withReports(earlier, reports)).toEqual(earlier);
      expect(withReports({}, reports)).toEqual({});
    },
  );

  it('is nothing, where one of several tests failed in another stage', () => {
    const reports = [
      report('SSH-01: holds', 'passed', 'measured'),
      report('SSH-01: and holds', 'failed', null),
    ];
    expect(withReports(earlier, reports)).toEqual(earlier);
    expect(withReports(earlier, reports.toReversed())).toEqual(earlier);
  });

  it('is nothing, where a figure stands for no test of that run', () => {
    expect(withReports(earlier, [report('no row', 'passed', 'of an earlier run')])).toEqual(
      earlier,
    );
  });

  it('keeps the figure of before where a test tells none', () => {
    expect(withReports(earlier, [report('SSH-01: holds', 'passed', null)])).toEqual({
      'SSH-01': { passed: '2026-12-01', figure: 'earlier' },
    });
  });

  it('has the rows in their order', () => {
    const reports = [report('SOX-01, ELE-01: hold', 'passed', null)];
    expect(Object.keys(withReports(earlier, reports))).toEqual(['ELE-01', 'SOX-01', 'SSH-01']);
  });
});
