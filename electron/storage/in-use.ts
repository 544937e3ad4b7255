import { closeSync, existsSync, openSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * Whether Culvert's app runs with this folder. Chromium, which keeps the app to one instance, leaves
 * a link `SingletonLock` to `host-pid` in it, or on Windows a file `lockfile` that nobody else may
 * write while it runs (process_singleton_posix.cc, process_singleton_win.cc).
 */
export function isInUse(folder: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' ? isLocked(join(folder, 'lockfile')) : isHeld(folder);
}

function isHeld(folder: string): boolean {
  let owner: string;
  try {
    owner = readlinkSync(join(folder, 'SingletonLock'));
  } catch {
    return false;
  }
  const parts = /^(.*)-(\d+)$/.exec(owner);
  if (parts === null) return false;
  // On another machine that shares this folder it cannot be asked whether the process lives.
  return parts[1] !== hostname() || isAlive(Number(parts[2]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isLocked(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    closeSync(openSync(path, 'r+'));
    return false;
  } catch {
    return true;
  }
}
