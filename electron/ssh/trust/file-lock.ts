import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What is done under a lock takes milliseconds: one this old belongs to a process that died. */
const abandonedAfterMs = 10_000;
const pollMs = 15;

/** How long a lock is waited for at most, ms: a login must not hang by a file. */
export interface LockPatience {
  /** While others hold it. */
  readonly heldMs: number;
  /** While Windows says that it may not be made: it is being removed, or nobody may write there. */
  readonly removedMs: number;
}

const defaultPatience: LockPatience = { heldMs: 15_000, removedMs: 2_000 };

/** Turns taken inside this process, by path, so that our own callers queue in order. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Runs an action while no one else, in this process or another (the app and the command line share
 * files), runs one for the same path. The lock is a file beside it, `PATH.lock`; one left by a
 * process that died is taken over after 10 s.
 *
 * @throws whatever keeps the lock file from being made; with the code EBUSY when others hold it for
 *   too long.
 */
export async function withFileLock<T>(
  path: string,
  action: () => Promise<T>,
  patience = defaultPatience,
): Promise<T> {
  const before = turns.get(path) ?? Promise.resolve();
  const turn = before.then(() => holdingLock(`${path}.lock`, action, patience));
  const settled = turn.then(
    () => undefined,
    () => undefined,
  );
  turns.set(path, settled);
  try {
    return await turn;
  } finally {
    if (turns.get(path) === settled) turns.delete(path);
  }
}

async function holdingLock<T>(
  lock: string,
  action: () => Promise<T>,
  { heldMs, removedMs }: LockPatience,
): Promise<T> {
  await mkdir(dirname(lock), { recursive: true, mode: 0o700 });
  const begun = performance.now();
  let held = begun;
  for (;;) {
    const refusal = await take(lock);
    if (refusal === null) break;
    const now = performance.now();
    if (!hasCode(refusal, 'EPERM')) held = now;
    else if (now - held > removedMs) throw refusal;
    if (now - begun > heldMs) {
      throw Object.assign(new Error('others hold the lock', { cause: refusal }), { code: 'EBUSY' });
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await delay(pollMs);
  }
  try {
    return await action();
  } finally {
    await rm(lock, { force: true });
  }
}

/** @returns null when the lock has been taken, or why not yet. */
async function take(lock: string): Promise<Error | null> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return null;
  } catch (error) {
    // Windows answers EPERM while the last holder's file is still being removed.
    if (hasCode(error, 'EEXIST')) return error;
    if (process.platform === 'win32' && hasCode(error, 'EPERM')) return error;
    throw error;
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(lock);
    // One from the future was left before the clock was set back.
    return Math.abs(Date.now() - mtimeMs) > abandonedAfterMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): error is Error {
  return error instanceof Error && 'code' in error && error.code === code;
}
