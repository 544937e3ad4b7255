import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { everySecond } from '../../../electron/ssh/every-second';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('wakes once for all who asked, and not at all for nobody', () => {
  const heard: string[] = [];
  const stops = ['one', 'two'].map((name) => everySecond(() => heard.push(name)));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(heard).toEqual(['one', 'two', 'one', 'two']);
  for (const stop of stops) stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('does not call whom an earlier one has just ended', () => {
  const heard: string[] = [];
  const stopFirst = everySecond(() => {
    heard.push('first');
    stopSecond();
  });
  const stopSecond = everySecond(() => heard.push('second'));
  vi.advanceTimersByTime(2_000);
  expect(heard).toEqual(['first', 'first']);
  stopFirst();
});
