/** A measured quantity: the middle of its rounds, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: readonly number[];
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function spread(rounds: readonly number[]): Spread {
  const sorted = [...rounds].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1
      ? sorted[Math.floor(middle)]
      : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  return {
    median: median ?? Number.NaN,
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
    rounds,
  };
}

/** One line of the table: a figure that has a target. */
export interface Verdict {
  readonly row: string;
  readonly what: string;
  readonly value: number;
  /** Its least and most over the rounds. */
  readonly range: readonly [number, number];
  readonly unit: 'ratio' | 'MiB' | '%' | 'ms';
  readonly target: { readonly is: 'at-least' | 'at-most'; readonly value: number };
  /** The plain figures behind it, for whoever wants to know. */
  readonly behind: string;
  readonly subjects?: Readonly<Record<string, readonly number[]>>;
}

/** A line of the table that this computer cannot fill, and what it would need for it. */
export interface Unmeasured extends Pick<Verdict, 'row' | 'what' | 'unit' | 'target'> {
  readonly needs: string;
}

export type Outcome = Verdict | Unmeasured;

export function isMeasured(outcome: Outcome): outcome is Verdict {
  return 'value' in outcome;
}

/** How many lines met their targets, in words; what was not measured counts as neither. */
export function tally(outcomes: readonly Outcome[]): string {
  const measured = outcomes.filter(isMeasured);
  const others = outcomes.length - measured.length;
  const met = `${measured.filter(isMet).length} of ${measured.length} targets met`;
  return others === 0 ? met : `${met}, ${others} not measured`;
}

export function isMet({ value, target }: Verdict): boolean {
  return target.is === 'at-least' ? value >= target.value : value <= target.value;
}

/** A ratio of medians; its range is that of the rounds, each against the same round of the other. */
export function ratio(ours: readonly number[], theirs: readonly number[]) {
  const each = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  return {
    value: spread(ours).median / spread(theirs).median,
    range: [Math.min(...each), Math.max(...each)] as const,
  };
}

export function atLeast(value: number) {
  return { is: 'at-least', value } as const;
}

export function atMost(value: number) {
  return { is: 'at-most', value } as const;
}

/** A figure as people read it: three digits that count. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '?';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toPrecision(3).replace(/\.?0+$/, '');
}
