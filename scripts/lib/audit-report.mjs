/**
 * @typedef {{ kind: 'clean', packages: number }
 *   | { kind: 'unanswered', why: string }
 *   | { kind: 'advisories', found: readonly string[] }} AuditVerdict
 */

/** Severities that keep a version from being released. */
const grave = new Set(['high', 'critical']);

/**
 * What `npm audit --json` has found.
 *
 * @param {string} stdout
 * @returns {AuditVerdict}
 */
export function auditVerdict(stdout) {
  const report = parsed(stdout);
  if (report?.metadata?.vulnerabilities === undefined) {
    const why = report?.message ?? report?.error?.summary ?? 'npm printed no report';
    return { kind: 'unanswered', why: String(why).split('\n')[0] ?? '' };
  }
  const found = Object.values(report.vulnerabilities ?? {})
    .filter(({ severity }) => grave.has(severity))
    .map(({ name, severity, range }) => `${name} ${range ?? ''} (${severity})`);
  if (found.length > 0) return { kind: 'advisories', found };
  return { kind: 'clean', packages: report.metadata.dependencies?.prod ?? 0 };
}

/**
 * @param {string} text
 * @returns {{ message?: string, error?: { summary?: string }, metadata?: { vulnerabilities?: object,
 *   dependencies?: { prod?: number } }, vulnerabilities?: Record<string, { name: string,
 *   severity: string, range?: string }> } | null}
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
