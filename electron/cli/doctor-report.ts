import {
  type CheckResult,
  type CheckStatus,
  type DoctorReport,
  type Evidence,
  type SeedRow,
  stretchState,
  summaryOf,
} from '../../shared/model/doctor';
import type { Language } from '../../shared/model/language';
import { type DoctorText, doctorText, resultWords } from '../../shared/text/doctor';
import { bySeverity, doctorJson, doctorMarkdown } from '../../shared/text/doctor/markdown';
import { doctorSvg, stretchOrder } from '../../shared/text/doctor/svg';
import { visible } from '../../shared/text/failures/visible';
import { UsageError } from './arguments';
import type { Notation } from './doctor';
import type { Output } from './output';

/** One object for each check and row, and the summary last; or text with the gravest first. */
export function printReport(report: DoctorReport, output: Output, notation: Notation): void {
  const text = doctorText(output.language);
  if (!output.json) {
    output.result({}, asText(report, text, notation));
    return;
  }
  for (const result of report.results) output.result(asObject(result, report, text), '');
  for (const row of report.seeds) output.result(rowObject(row, report, text), '');
  output.result({ summary: summaryObject(report) }, '');
}

function asObject(result: CheckResult, { adviceOnly }: DoctorReport, text: DoctorText): object {
  const { title, what, affects } = resultWords(result, text);
  return {
    check: result.check,
    severity: result.severity,
    status: result.status,
    affects: affects === '' ? what : affects,
    evidence: result.evidence.map(evidenceObject),
    fix: result.fix,
    title,
    what,
    reason: result.reason,
    needs: result.needs,
    ...(adviceOnly && result.fix !== null ? { advice: text.report.adviceOnly } : {}),
  };
}

function evidenceObject(evidence: Evidence): object {
  const { resource } = evidence;
  return resource.startsWith('sg-') ? { group: resource, ...evidence } : evidence;
}

/** A row of the guides as a check of its own: what is needed must be there, what is not must be gone. */
export function rowStatus({ table, verdict, applies, present }: SeedRow): CheckStatus {
  if (!applies) return 'pass';
  if (present === null || verdict === 'not-possible') return 'unknown';
  // A condition asks for a way, whatever the narrowest rule for it is.
  const wanted = table === 'conditions' || verdict === 'required' || verdict === 'gap';
  return present === wanted ? 'pass' : 'fail';
}

function rowObject(row: SeedRow, report: DoctorReport, text: DoctorText): object {
  const fixedBy = {
    socks: 'BASTION_SOCKS_PORT_OPEN',
    ssh: 'BASTION_SSH_MISSING',
    'all-ports': 'MASTER_ALL_TCP_FROM_BASTION',
    'gap-workers': 'SLAVE_UI_NOT_OPEN_TO_BASTION',
    'gap-9443': 'SA_9443_MISSING',
    'gap-443': 'SA_443_MISSING',
    'service-8443': 'SA_8443_MISSING',
    'gap-bastion-egress': 'BASTION_EGRESS_BLOCKS_UI',
    intra: 'INTRA_CLUSTER_RULE_MISSING',
    's3-list': 'S3_EGRESS_MISSING',
    'dynamodb-cidr': 'DDB_EGRESS_MISSING',
  } as Partial<Record<SeedRow['why'], CheckResult['check']>>;
  const status = rowStatus(row);
  const source = report.results.find(({ check }) => check === fixedBy[row.why]);
  return {
    check: `SEED_${row.id.toUpperCase().replaceAll('-', '_')}`,
    severity: 'info',
    status,
    affects: text.seedWhys[row.why],
    evidence: row.evidence.map(evidenceObject),
    fix: status === 'fail' ? (source?.fix ?? null) : null,
    verdict: row.verdict,
    table: row.table,
    row: { protocol: row.protocol, ports: row.ports, peer: row.peer },
    applies: row.applies,
    present: row.present,
  };
}

function summaryObject(report: DoctorReport): object {
  const { cluster, bastion, region, at, myAddress, adviceOnly, denied } = report;
  return {
    ...summaryOf(report.results),
    cluster: cluster.id,
    release: cluster.release,
    state: cluster.state,
    bastion: bastion?.id ?? null,
    region,
    at,
    myAddress,
    adviceOnly,
    denied,
    path: Object.fromEntries(stretchOrder.map((each) => [each, stretchState(report, each)])),
  };
}

function asText(report: DoctorReport, text: DoctorText, notation: Notation): string {
  const failed = bySeverity(report.results.filter(({ status }) => status === 'fail'));
  const open = report.results.filter(
    ({ status }) => status === 'unknown' || status === 'not-checked',
  );
  const counts = summaryOf(report.results);
  const path = stretchOrder.map(
    (each) => `${text.stretches[each]}: ${text.stretchStates[stretchState(report, each)]}`,
  );
  return [
    visible(text.report.title(`${report.cluster.name} (${report.cluster.id})`)),
    path.join(' · '),
    ...(report.adviceOnly ? [text.report.adviceOnly] : []),
    ...failed.map((each) => findingText(each, text, notation)),
    ...open.map((each) => {
      const { title, what } = resultWords(each, text);
      return `? ${title}\n  ${visible(what)}`;
    }),
    text.report.summary({
      failed: failed.length,
      passed: counts.passed,
      open: counts.unknown + counts.notChecked,
    }),
    text.report.nothingChanged,
  ].join('\n\n');
}

function findingText(result: CheckResult, text: DoctorText, notation: Notation): string {
  const { what, affects } = resultWords(result, text);
  const evidence = result.evidence
    .slice(0, 6)
    .map(
      ({ resource, rule, text: seen }) =>
        `  · ${visible(`${resource} ${rule ?? text.report.noRule}  ${seen}`)}`,
    );
  const indented = (lines: string) => lines.replaceAll(/^/gm, '    ');
  return [
    `${text.severities[result.severity]} ${result.check}`,
    `  ${visible(what)}`,
    `  ${visible(affects)}`,
    ...evidence,
    ...(result.fix === null
      ? [`  ${text.report.noFix}`]
      : [`  ${text.report.fix}:`, indented(result.fix[notation])]),
  ].join('\n');
}

interface ReportFile {
  readonly path: string;
  readonly render: (report: DoctorReport, language: Language) => string;
}

/** How a report file is written, by the ending of its name. @throws UsageError for another ending. */
export function reportFile(path: string | undefined): ReportFile | null {
  if (path === undefined) return null;
  if (path.endsWith('.md')) return { path, render: doctorMarkdown };
  if (path.endsWith('.svg')) return { path, render: doctorSvg };
  if (path.endsWith('.json')) {
    return { path, render: doctorJson };
  }
  throw new UsageError(`--report takes a file that ends in .md, .json or .svg, not "${path}"`);
}
