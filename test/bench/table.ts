import { isMet, short, type Verdict } from './figures';

/** The verdicts as one table, in Markdown so that it can be kept as it is. */
export function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => {
    const { target, unit } = verdict;
    const suffix = unit === 'ratio' ? '' : ` ${unit}`;
    return [
      verdict.what,
      `${target.is === 'at-least' ? '≥' : '≤'} ${short(target.value)}${suffix}`,
      `${short(verdict.value)}${suffix}`,
      `${short(verdict.range[0])} … ${short(verdict.range[1])}`,
      isMet(verdict) ? 'met' : 'short',
      verdict.behind,
    ];
  });
  const head = ['Row', 'Target', 'Culvert', 'Rounds', 'Verdict', 'Figures'];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
