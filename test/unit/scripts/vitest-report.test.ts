import { describe, expect, it } from 'vitest';
import { countTests, withExitCode } from '../../../scripts/lib/vitest-report.mjs';

function report(files: readonly { status: string; tests: readonly string[] }[]): string {
  return JSON.stringify({
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((state, index) => ({
        status: state,
        fullName: `test ${index}`,
      })),
    })),
  });
}

describe('countTests', () => {
  it('adds up the files of a report', () => {
    const json = report([
      { status: 'passed', tests: ['passed', 'passed', 'skipped'] },
      { status: 'failed', tests: ['passed', 'failed'] },
    ]);
    expect(countTests(json)).toEqual({ passed: 3, failed: 1, skipped: ['test 2'] });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const json = report([{ status: 'failed', tests: [] }]);
    expect(countTests(json)).toEqual({ passed: 0, failed: 1, skipped: [] });
  });
});

describe('withExitCode', () => {
  const count = { passed: 5, failed: 0, skipped: [] };

  it('counts a process that failed without a failing test', () => {
    expect(withExitCode(count, 1).failed).toBe(1);
    expect(withExitCode(count, 137).failed).toBe(1);
  });

  it('adds nothing otherwise', () => {
    expect(withExitCode(count, 0).failed).toBe(0);
    expect(withExitCode({ ...count, failed: 3 }, 1).failed).toBe(3);
  });
});
