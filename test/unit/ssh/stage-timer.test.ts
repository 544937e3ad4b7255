import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StageTimer } from '../../../electron/ssh/stage-timer';

describe('a stage timer (SSH-13)', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('stands still while a person is asked', () => {
    const expired = vi.fn();
    const timer = new StageTimer(1_000, expired);
    vi.advanceTimersByTime(600);
    timer.pause();
    vi.advanceTimersByTime(180_000);
    expect(expired).not.toHaveBeenCalled();
    timer.resume();
    vi.advanceTimersByTime(399);
    expect(expired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(expired).toHaveBeenCalledOnce();
  });

  it('waits for the last of several questions', () => {
    const expired = vi.fn();
    const timer = new StageTimer(100, expired);
    timer.pause();
    timer.pause();
    timer.resume();
    vi.advanceTimersByTime(10_000);
    expect(expired).not.toHaveBeenCalled();
    timer.resume();
    vi.advanceTimersByTime(100);
    expect(expired).toHaveBeenCalledOnce();
  });

  it('can be given more time than it had, and says how much it was', () => {
    const expired = vi.fn();
    const timer = new StageTimer(1_000, expired);
    vi.advanceTimersByTime(600);
    timer.allow(5_000);
    timer.pause();
    timer.allow(2_000);
    vi.advanceTimersByTime(60_000);
    timer.resume();
    vi.advanceTimersByTime(4_999);
    expect(expired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(expired).toHaveBeenCalledExactlyOnceWith(5_000);
    timer.allow(1_000);
    vi.advanceTimersByTime(10_000);
    expect(expired).toHaveBeenCalledOnce();
  });

  it('does not fire once cleared, not even when resumed', () => {
    const expired = vi.fn();
    const timer = new StageTimer(100, expired);
    timer.pause();
    timer.clear();
    timer.resume();
    vi.advanceTimersByTime(10_000);
    expect(expired).not.toHaveBeenCalled();
  });
});
