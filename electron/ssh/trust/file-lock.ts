import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What is done under a lock takes milliseconds: one this old belongs to a process that died. */
const abandonedAfterMs = 10_000;
const pollMs = 15;

/** Turns taken inside this process, by path, so that our own callers queue in order. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Runs an action while no one else, in this process or another (the app and the command line share
 * files), runs one for the same path. The lock is a file beside it, `PATH.lock`; one left by a
 * process that died is taken over after 10 s.
 */
export async function withFileLock<T>(path: string, action: () => Promise<T>): Promise<T> {
  const before = turns.get(path) ?? Promise.resolve();
  const turn = before.then(() => holdingLock(`${path}.lock`, action));
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

async function holdingLock<T>(lock: string, action: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lock), { recursive: true, mode: 0o700 });
  while (!(await take(lock))) {
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await delay(pollMs);
  }
  try {
    return await action();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    // Windows answers EPERM while the last holder's file is still being removed.
    if (hasCode(error, 'EEXIST')) return false;
    if (process.platform === 'win32' && hasCode(error, 'EPERM')) return false;
    throw error;
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(lock);
    return Date.now() - mtimeMs > abandonedAfterMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
