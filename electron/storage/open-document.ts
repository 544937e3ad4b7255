import { renameSync } from 'node:fs';
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
 * sound backup takes their place.
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
      return opened(folder, kind, kind.empty, onTrouble);
    case 'corrupt': {
      const quarantined = setAside(folder, kind.name);
      const { document } = opened(folder, kind, kind.empty, onTrouble);
      const backup = newestBackup(path, kind);
      if (backup !== null) document.set(backup);
      return { document, quarantined };
    }
    case 'valid': {
      if (kind.backups > 0) tryTo(() => rotateBackups(path, kind.backups), onTrouble);
      if (read.outdated) setAside(folder, kind.name, 'before-upgrade');
      const result = opened(folder, kind, read.value, onTrouble);
      if (read.outdated) result.document.set(read.value);
      return result;
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

function opened<Value extends Record<string, unknown>>(
  folder: string,
  kind: DocumentKind<Value>,
  value: Value,
  onTrouble: OnTrouble,
): OpenedDocument<Value> {
  return { document: new StoredDocument(folder, kind, value, onTrouble), quarantined: null };
}

/** A backup that could not be made is a reason to tell, not a reason not to start. */
function tryTo(work: () => void, onTrouble: OnTrouble): void {
  try {
    work();
  } catch (error) {
    onTrouble(error);
  }
}

function setAside(folder: string, name: string, why = 'corrupt'): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const aside = `${name}.${why}-${stamp}.json`;
  renameSync(join(folder, `${name}.json`), join(folder, aside));
  return aside;
}
