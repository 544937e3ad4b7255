import { isMeasured, isMet, type Outcome, short } from './figures';

function cells(outcome: Outcome): string[] {
  const { what, target, unit } = outcome;
  const suffix = unit === 'ratio' ? '' : ` ${unit}`;
  const aim = `${target.is === 'at-least' ? '≥' : '≤'} ${short(target.value)}${suffix}`;
  if (!isMeasured(outcome)) return [what, aim, '', '', 'not measured', outcome.needs];
  const { value, range, behind } = outcome;
  return [
    what,
    aim,
    `${short(value)}${suffix}`,
    `${short(range[0])} … ${short(range[1])}`,
    isMet(outcome) ? 'met' : 'short',
    behind,
  ];
}

/** The outcomes as one table, in Markdown so that it can be kept as it is. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(cells);
  const head = ['Row', 'Target', 'Culvert', 'Rounds', 'Verdict', 'Figures'];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
