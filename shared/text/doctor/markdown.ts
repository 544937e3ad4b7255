import {
  type CheckResult,
  type DoctorReport,
  type SeedRow,
  type StretchState,
  stretchState,
  summaryOf,
} from '../../model/doctor';
import type { Language } from '../../model/language';
import { visible } from '../failures/visible';
import { type DoctorText, doctorText, resultWords, seedPresenceText, seedRowText } from './index';
import { placesOf, stretchOrder } from './svg';

/** Text from AWS as it may stand in a line or a table of Markdown. */
function inline(text: string): string {
  return visible(text).replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
}

function fence(text: string, kind: string): string {
  return `\`\`\`${kind}\n${text.replaceAll('```', "'''")}\n\`\`\``;
}

/** A report as Markdown, for a ticket or a pull request: findings first, each with its way out. */
export function doctorMarkdown(report: DoctorReport, language: Language): string {
  const text = doctorText(language);
  const { cluster, results } = report;
  const failed = bySeverity(results.filter(({ status }) => status === 'fail'));
  const open = results.filter(({ status }) => status === 'unknown' || status === 'not-checked');
  const passed = results.filter(({ status }) => status === 'pass');
  const counts = summaryOf(results);
  return [
    `# ${inline(text.report.title(`${cluster.name} (${cluster.id})`))}`,
    text.report.read(report.at, report.region),
    text.report.nothingChanged,
    ...(report.adviceOnly ? [`**${text.report.adviceOnly}**`] : []),
    text.report.summary({
      failed: failed.length,
      passed: counts.passed,
      open: counts.unknown + counts.notChecked,
    }),
    `## ${text.report.picture}`,
    fence(mermaid(report, language), 'mermaid'),
    ...(failed.length === 0
      ? [text.report.nothingFound]
      : failed.map((each) => finding(each, text))),
    ...(open.length === 0 ? [] : [lines(open, text)]),
    ...(passed.length === 0 ? [] : [lines(passed, text)]),
    `## ${text.report.seeds}`,
    seedTable(report.seeds, text),
    ...(report.denied.length === 0
      ? []
      : [`## ${text.report.denied}`, report.denied.map((each) => `- ${each}`).join('\n')]),
  ].join('\n\n');
}

/** Words inside a label of Mermaid, which reads quotes, brackets and entities. */
function label(words: string): string {
  return visible(words).replace(/[^\p{L}\p{N} .,:·/()_-]/gu, ' ');
}

const colours: Readonly<Record<StretchState, string>> = {
  good: '#126b40',
  bad: '#a8221b',
  unknown: '#7e899b',
};

/** The way from this computer to the services, in the notation that forges draw. */
function mermaid(report: DoctorReport, language: Language): string {
  const text = doctorText(language);
  const places = placesOf(report, language).map(
    ({ title, lines: [first = ''] }, at) =>
      `  p${at}["${label([title, first].filter(Boolean).join(': '))}"]`,
  );
  const states = stretchOrder.map((each) => stretchState(report, each));
  const wires = stretchOrder.map((each, at) => {
    const state = states[at] ?? 'unknown';
    const words = `${text.stretches[each]}: ${text.stretchStates[state]}`;
    return `  p${at} ${state === 'good' ? '-->' : '-.->'}|"${label(words)}"| p${at + 1}`;
  });
  const styles = states.map(
    (state, at) => `  linkStyle ${at} stroke:${colours[state]},color:${colours[state]}`,
  );
  return ['flowchart LR', ...places, ...wires, ...styles].join('\n');
}

const ranks = { error: 0, warn: 1, info: 2 } as const;

/** A report as JSON, with what the picture shows and the counts beside it. */
export function doctorJson(report: DoctorReport): string {
  const path = Object.fromEntries(stretchOrder.map((each) => [each, stretchState(report, each)]));
  return `${JSON.stringify({ ...report, path, summary: summaryOf(report.results) }, null, 2)}\n`;
}

/** Findings with the gravest first. */
export function bySeverity(results: readonly CheckResult[]): readonly CheckResult[] {
  return [...results].sort((left, right) => ranks[left.severity] - ranks[right.severity]);
}

function finding(result: CheckResult, text: DoctorText): string {
  const { title, what, affects } = resultWords(result, text);
  const { fix } = result;
  const evidence = result.evidence.map(
    ({ resource, name, rule, text: seen }) =>
      `- ${inline([resource, name === '' ? '' : `(${name})`, rule ?? text.report.noRule, seen].filter(Boolean).join(' '))}`,
  );
  return [
    `## ${text.severities[result.severity]}: ${title}`,
    `\`${result.check}\``,
    `${inline(what)}\n\n${inline(affects)}`,
    `${text.report.evidence}:\n\n${evidence.join('\n')}`,
    ...(fix === null
      ? [text.report.noFix]
      : [
          `${text.report.fix}:`,
          fence(fix.cli, 'sh'),
          fence(fix.terraform, 'hcl'),
          fence(fix.cloudformation, 'yaml'),
          `${text.report.undo}:`,
          fence(fix.undo, 'sh'),
          `${text.report.actions}: ${fix.actions.join(', ')}`,
        ]),
  ].join('\n\n');
}

function lines(results: readonly CheckResult[], text: DoctorText): string {
  return results
    .map((result) => {
      const { title, what } = resultWords(result, text);
      return `- ${text.statuses[result.status]}: ${title}${what === '' ? '' : ` (${inline(what)})`}`;
    })
    .join('\n');
}

function seedTable(rows: readonly SeedRow[], text: DoctorText): string {
  const { columns } = text.report;
  const head = ['', columns.rule, columns.verdict, columns.here, columns.why];
  const body = rows.map((row) => [
    text.seedTables[row.table],
    seedRowText(row, text),
    text.seedVerdicts[row.verdict],
    seedPresenceText(row, text),
    text.seedWhys[row.why],
  ]);
  return [head, head.map(() => '---'), ...body]
    .map((cells) => `| ${cells.map(inline).join(' | ')} |`)
    .join('\n');
}
