/**
 * @typedef {{ passed: number, failed: number, skipped: string[] }} Count
 */

/**
 * Counts the tests of one vitest JSON report. A file that could not even be loaded has no tests to
 * fail, so it counts as one failed.
 *
 * @param {string} json
 * @returns {Count}
 */
export function countTests(json) {
  /** @type {Count} */
  const count = { passed: 0, failed: 0, skipped: [] };
  for (const file of JSON.parse(json).testResults) {
    const tests = file.assertionResults;
    if (file.status === 'failed' && tests.length === 0) count.failed += 1;
    for (const test of tests) {
      if (test.status === 'passed') count.passed += 1;
      else if (test.status === 'failed') count.failed += 1;
      else count.skipped.push(test.fullName);
    }
  }
  return count;
}

/**
 * What a stage counts for, given how its process ended: one that failed without a failing test
 * (an error outside of any, a crash, a type error) has failed all the same.
 *
 * @param {Count} count
 * @param {number} exitCode
 * @returns {Count}
 */
export function withExitCode(count, exitCode) {
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
