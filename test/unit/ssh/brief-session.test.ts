import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openBriefSession } from '../../../electron/ssh/brief-session';
import type { Link } from '../../../electron/ssh/link';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A session that somebody else must end, as under a forced command. */
class Session extends EventEmitter {
  readonly stderr = { resume: vi.fn() };
  readonly resume = vi.fn();
  readonly end = vi.fn();
  readonly close = vi.fn();
}

function opened(): Session {
  const session = new Session();
  const exec = (_command: string, answer: (error: undefined, channel: Session) => void) =>
    answer(undefined, session);
  openBriefSession({ client: { exec } } as unknown as Link);
  return session;
}

it('says at once that nothing more comes, and reads whatever is said', () => {
  const session = opened();
  expect(session.end).toHaveBeenCalledOnce();
  expect(session.resume).toHaveBeenCalledOnce();
  expect(session.stderr.resume).toHaveBeenCalledOnce();
});

it('leaves a command that does not end after ten seconds', () => {
  const session = opened();
  vi.advanceTimersByTime(9_900);
  expect(session.close).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(session.close).toHaveBeenCalledOnce();
});

it('forgets one that has ended', () => {
  const session = opened();
  session.emit('close');
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(20_000);
  expect(session.close).not.toHaveBeenCalled();
});
