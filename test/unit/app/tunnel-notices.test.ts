import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { profile, states } from './builders';
import { modelBench } from './model-bench';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function state(name: TunnelState['state']): TunnelState {
  const found = states.find((each) => each.state === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function connected() {
  const bench = modelBench([profile()]);
  bench.say('etl', state('connecting'));
  bench.say('etl', state('up'));
  const kinds = () => bench.notices.map(([id, { kind }]) => `${id} ${kind}`);
  return { bench, kinds };
}

describe('what the app tells of its tunnels', () => {
  it('comes after five seconds of loss, by itself, and is followed by the return', () => {
    const { bench, kinds } = connected();
    bench.say('etl', state('reconnecting'));
    vi.advanceTimersByTime(4_900);
    expect(kinds()).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(kinds()).toEqual(['etl lost']);
    vi.advanceTimersByTime(60_000);
    bench.say('etl', state('up'));
    expect(kinds()).toEqual(['etl lost', 'etl back']);
  });

  it('FLT-21: is nothing when a crashed engine brings its tunnels back at once', async () => {
    const { bench, kinds } = connected();
    bench.model.engineLost();
    vi.advanceTimersByTime(900);
    await bench.model.engineBack();
    bench.say('etl', state('connecting'));
    vi.advanceTimersByTime(1_000);
    bench.say('etl', state('up'));
    vi.advanceTimersByTime(60_000);
    expect(kinds()).toEqual([]);
  });

  it('ends with the app, even in the middle of a gap', () => {
    const { bench, kinds } = connected();
    bench.say('etl', state('reconnecting'));
    bench.model.close();
    vi.advanceTimersByTime(60_000);
    expect(kinds()).toEqual([]);
  });

  it('is kept in the log beyond this run, entry by entry', () => {
    const { bench } = connected();
    bench.model.note('etl', { code: 'started' });
    bench.model.note(null, { code: 'engine-restarted' });
    expect(bench.kept.map(({ sequence, event }) => [sequence, event.code])).toEqual([
      [1, 'started'],
      [2, 'engine-restarted'],
    ]);
  });
});
