/** The value that 95 of 100 do not exceed; of few, the largest. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN;
}

/** `ms` in words, for the lines that tests print. */
export function inMs(value: number): string {
  return `${Math.round(value)} ms`;
}
