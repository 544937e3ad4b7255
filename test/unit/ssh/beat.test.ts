import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onBeat } from '../../../electron/ssh/beat';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('wakes once for all who asked, and not at all for nobody', () => {
  const heard: string[] = [];
  const stops = ['one', 'two'].map((name) => onBeat(() => heard.push(name)));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(4_000);
  expect(heard).toEqual(['one', 'two', 'one', 'two']);
  for (const stop of stops) stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('does not call whom an earlier one has just ended', () => {
  const heard: string[] = [];
  const stopFirst = onBeat(() => {
    heard.push('first');
    stopSecond();
  });
  const stopSecond = onBeat(() => heard.push('second'));
  vi.advanceTimersByTime(4_000);
  expect(heard).toEqual(['first', 'first']);
  stopFirst();
});

it('comes every second for as long as one of them is busy', () => {
  let isBusy = false;
  let calls = 0;
  const stops = [
    onBeat(() => {
      calls += 1;
      return isBusy;
    }),
    onBeat(() => undefined),
  ];
  vi.advanceTimersByTime(4_000);
  expect(calls).toBe(2);
  isBusy = true;
  vi.advanceTimersByTime(2_000 + 5_000);
  expect(calls).toBe(2 + 1 + 5);
  isBusy = false;
  vi.advanceTimersByTime(1_000 + 4_000);
  expect(calls).toBe(8 + 1 + 2);
  for (const stop of stops) stop();
  expect(vi.getTimerCount()).toBe(0);
});
