import type { Traffic } from '../../shared/model/tunnel-state';

/** How many seconds a history covers. */
export const historySeconds = 60;

interface Second {
  /** Whole seconds of the clock the samples came with. */
  readonly at: number;
  readonly down: number;
  readonly up: number;
}

interface Sample extends Pick<Traffic, 'bytesDown' | 'bytesUp'> {
  /** Milliseconds of the steady clock. */
  readonly at: number;
}

/** Bytes carried in each of the last seconds in which any were; seconds without are left out. */
export interface TrafficHistory {
  /** The last sample, or null before the first. */
  readonly last: Sample | null;
  readonly seconds: readonly Second[];
}

export const emptyHistory: TrafficHistory = { last: null, seconds: [] };

/** Samples come about once a second; what a late one brings was not carried much before. */
const longestGapMs = 2_000;

/**
 * Adds a sample of running totals, its growth spread evenly over the time since the one before: else
 * the rate would jump whenever two samples fall into one second and none into the next. The first
 * only sets the mark, as what was carried before the window opened has no place in time. Totals
 * that shrink mean a tunnel started anew.
 *
 * @param now milliseconds.
 */
export function recordTraffic(
  history: TrafficHistory,
  { bytesDown, bytesUp }: Pick<Traffic, 'bytesDown' | 'bytesUp'>,
  now: number,
): TrafficHistory {
  const oldest = Math.floor(now / 1000) - historySeconds;
  const kept = history.seconds.filter((second) => second.at > oldest);
  const last = { at: now, bytesDown, bytesUp };
  if (history.last === null) return { last, seconds: kept };
  const down = grown(history.last.bytesDown, bytesDown);
  const up = grown(history.last.bytesUp, bytesUp);
  if (down === 0 && up === 0) return { last, seconds: kept };
  const from = Math.max(history.last.at, now - longestGapMs);
  return { last, seconds: spread(kept, from, now, { down, up }) };
}

function spread(
  seconds: readonly Second[],
  from: number,
  to: number,
  grew: { readonly down: number; readonly up: number },
): readonly Second[] {
  const bySecond = new Map(seconds.map((second) => [second.at, second]));
  const length = to - from;
  for (let at = Math.floor(from / 1000); at <= Math.floor(to / 1000); at += 1) {
    const inside = Math.min(to, (at + 1) * 1000) - Math.max(from, at * 1000);
    const share = length > 0 ? inside / length : 1;
    const { down, up } = bySecond.get(at) ?? { down: 0, up: 0 };
    bySecond.set(at, { at, down: down + grew.down * share, up: up + grew.up * share });
  }
  return [...bySecond.values()].sort((a, b) => a.at - b.at);
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

/** Bytes per second each way, as the mean over the last three seconds that samples cover in full. */
export function currentRate(history: TrafficHistory, now: number): { down: number; up: number } {
  const sampled = history.last?.at ?? now;
  const end = Math.floor((now - sampled < longestGapMs ? sampled : now) / 1000);
  const recent = history.seconds.filter((second) => second.at >= end - 3 && second.at < end);
  const mean = (pick: (second: Second) => number): number =>
    recent.reduce((sum, second) => sum + pick(second), 0) / 3;
  return { down: mean((second) => second.down), up: mean((second) => second.up) };
}
