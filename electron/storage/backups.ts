import { existsSync, readFileSync, renameSync } from 'node:fs';
import type { DocumentKind } from './document-kind';
import { writeDurably } from './durable-write';
import { readDocument } from './read-document';

/** Path of the nth earlier state of a settings file; 1 is the newest. */
export function backupPath(path: string, number: number): string {
  return path.replace(/\.json$/, `.bak${number}.json`);
}

/** The newest earlier state that is sound, or null. */
export function newestBackup<Value>(path: string, kind: DocumentKind<Value>): Value | null {
  for (let number = 1; number <= kind.backups; number += 1) {
    const read = readDocument(backupPath(path, number), kind);
    if (read.outcome === 'valid') return read.value;
  }
  return null;
}

/** Makes the newest backup what the file is now. Only for a file known to be sound. */
export function refreshNewestBackup(path: string): void {
  writeDurably(backupPath(path, 1), readFileSync(path, 'utf8'));
}

/**
 * Keeps the state a run of the app begins with. The newest backup follows every write and so saves
 * from damage; the older ones are beginnings of earlier runs and save from regret. A state already
 * kept is not kept again, or three starts without a change would push out what is still wanted.
 */
export function rotateBackups(path: string, backups: number): void {
  refreshNewestBackup(path);
  const text = readFileSync(path, 'utf8');
  const beginning = backupPath(path, 2);
  if (existsSync(beginning) && readFileSync(beginning, 'utf8') === text) return;
  for (let number = backups; number > 2; number -= 1) {
    const younger = backupPath(path, number - 1);
    if (existsSync(younger)) renameSync(younger, backupPath(path, number));
  }
  writeDurably(beginning, text);
}
