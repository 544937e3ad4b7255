import { copyFileSync, linkSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { newestBackup, rotateBackups } from './backups';
import type { DocumentKind } from './document-kind';
import { type ReadOutcome, readDocument } from './read-document';
import { type OnTrouble, StoredDocument } from './stored-document';

export interface OpenedDocument<Value extends Record<string, unknown>> {
  readonly document: StoredDocument<Value>;
  /** The name a damaged file was given, or null when there was none. */
  readonly quarantined: string | null;
}

/** A settings file is there that this Culvert must leave as it is: it cannot run beside it. */
export class SettingsRefused extends Error {
  readonly why: 'newer' | 'unreadable';
  readonly file: string;
  constructor(why: 'newer' | 'unreadable', file: string, options?: ErrorOptions) {
    super(`${file}: ${why}`, options);
    this.name = 'SettingsRefused';
    this.why = why;
    this.file = file;
  }
}

/**
 * Opens a settings file after judging it ourselves: a store that meets a damaged file either throws
 * at start or wipes it. Damaged files are set aside under a new name, never deleted, and the newest
 * sound backup takes their place; so it does where there is no file, as after a mend that a full disk
 * or a loss of power has cut short.
 *
 * @throws SettingsRefused when a later version wrote the file, or the system does not let us read it.
 */
export function openDocument<Value extends Record<string, unknown>>(
  folder: string,
  kind: DocumentKind<Value>,
  onTrouble: OnTrouble,
): OpenedDocument<Value> {
  const path = join(folder, `${kind.name}.json`);
  const read = readOrRefuse(folder, kind);
  switch (read.outcome) {
    case 'absent':
      return { document: fromBackup(folder, kind, onTrouble), quarantined: null };
    case 'corrupt': {
      const quarantined = asideName(kind.name, 'corrupt');
      renameSync(path, join(folder, quarantined));
      return { document: fromBackup(folder, kind, onTrouble), quarantined };
    }
    case 'valid': {
      if (kind.backups > 0) tryTo(() => rotateBackups(path, kind.backups), onTrouble);
      if (read.outdated) tryTo(() => keepBeside(folder, kind.name), onTrouble);
      const document = new StoredDocument(folder, kind, read.value, onTrouble);
      if (read.outdated) document.set(read.value);
      return { document, quarantined: null };
    }
  }
}

/** @throws SettingsRefused as {@link openDocument} does. Changes nothing. */
export function readOrRefuse<Value>(folder: string, kind: DocumentKind<Value>) {
  const path = join(folder, `${kind.name}.json`);
  let read: ReadOutcome<Value>;
  try {
    read = readDocument(path, kind);
  } catch (cause) {
    throw new SettingsRefused('unreadable', path, { cause });
  }
  if (read.outcome === 'newer') throw new SettingsRefused('newer', path);
  return read;
}

function fromBackup<Value extends Record<string, unknown>>(
  folder: string,
  kind: DocumentKind<Value>,
  onTrouble: OnTrouble,
): StoredDocument<Value> {
  const document = new StoredDocument(folder, kind, kind.empty, onTrouble);
  const backup = newestBackup(join(folder, `${kind.name}.json`), kind);
  if (backup !== null) document.set(backup);
  return document;
}

/** A backup that could not be made is a reason to tell, not a reason not to start. */
function tryTo(work: () => void, onTrouble: OnTrouble): void {
  try {
    work();
  } catch (error) {
    onTrouble(error);
  }
}

/**
 * Keeps a file as it is under a second name, so that it is there at every moment until its successor
 * is whole. That needs no room on the disk; where a file can have one name only, it is copied.
 */
function keepBeside(folder: string, name: string): void {
  const path = join(folder, `${name}.json`);
  const aside = join(folder, asideName(name, 'before-upgrade'));
  try {
    linkSync(path, aside);
  } catch {
    copyFileSync(path, aside);
  }
}

function asideName(name: string, why: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  return `${name}.${why}-${stamp}.json`;
}
