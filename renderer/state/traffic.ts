import type { Traffic } from '../../shared/model/tunnel-state';

/** How many seconds a history covers. */
export const historySeconds = 60;

interface Second {
  /** Whole seconds of the clock the samples came with. */
  readonly at: number;
  readonly down: number;
  readonly up: number;
}

/** Bytes carried in each of the last seconds in which any were; seconds without are left out. */
export interface TrafficHistory {
  /** The totals of the last sample, or null before the first. */
  readonly last: Pick<Traffic, 'bytesDown' | 'bytesUp'> | null;
  readonly seconds: readonly Second[];
}

export const emptyHistory: TrafficHistory = { last: null, seconds: [] };

/**
 * Adds a sample of running totals. The first only sets the mark: what was carried before the window
 * opened has no place in time. Totals that shrink mean a tunnel started anew.
 *
 * @param now milliseconds.
 */
export function recordTraffic(
  history: TrafficHistory,
  { bytesDown, bytesUp }: Traffic,
  now: number,
): TrafficHistory {
  const at = Math.floor(now / 1000);
  const seconds = history.seconds.filter((second) => second.at > at - historySeconds);
  const last = { bytesDown, bytesUp };
  if (history.last === null) return { last, seconds };
  const down = grown(history.last.bytesDown, bytesDown);
  const up = grown(history.last.bytesUp, bytesUp);
  if (down === 0 && up === 0) return { last, seconds };
  const current = seconds.at(-1);
  if (current?.at !== at) return { last, seconds: [...seconds, { at, down, up }] };
  const sum = { at, down: current.down + down, up: current.up + up };
  return { last, seconds: [...seconds.slice(0, -1), sum] };
}

function grown(before: number, after: number): number {
  return after < before ? after : after - before;
}

/** Bytes per second, both ways together, oldest first, one value for each of the last 60 seconds. */
export function rateSeries(history: TrafficHistory, now: number): readonly number[] {
  const end = Math.floor(now / 1000);
  const series = new Array<number>(historySeconds).fill(0);
  for (const second of history.seconds) {
    const index = historySeconds - 1 - (end - second.at);
    if (index >= 0 && index < historySeconds) series[index] = second.down + second.up;
  }
  return series;
}

/** Bytes per second each way, as the mean over the last three full seconds. */
export function currentRate(history: TrafficHistory, now: number): { down: number; up: number } {
  const end = Math.floor(now / 1000);
  const recent = history.seconds.filter((second) => second.at >= end - 3 && second.at < end);
  const mean = (pick: (second: Second) => number): number =>
    recent.reduce((sum, second) => sum + pick(second), 0) / 3;
  return { down: mean((second) => second.down), up: mean((second) => second.up) };
}
