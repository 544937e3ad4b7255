import { classes } from './classes';
import sheet from './sparkline.module.css';

const css = classes(sheet);

const width = 72;
const height = 20;
/** Under this the line stays low: a few bytes must not look like a busy tunnel. */
const smallestTop = 2_000;

/** The points of a line through the values, in a box of 72 by 20, oldest at the left. */
export function sparklinePoints(values: readonly number[]): string {
  const top = Math.max(smallestTop, ...values);
  const step = width / Math.max(1, values.length - 1);
  return values
    .map((value, at) => {
      const y = height - 1 - (value / top) * (height - 2);
      return `${(at * step).toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

interface SparklineProps {
  readonly values: readonly number[];
  readonly live: boolean;
}

/** A word-sized drawing of a minute of traffic; the figures beside it say the same in words. */
export function Sparkline({ values, live }: SparklineProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      className={css('line', live && 'live')}
      preserveAspectRatio="none"
    >
      <polyline points={sparklinePoints(values)} />
    </svg>
  );
}
