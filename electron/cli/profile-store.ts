import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FailureError } from '../../shared/model/failure';
import type { Profile } from '../../shared/model/profile';
import { profilesKind, profilesVersion } from '../storage/documents';
import { writeDurably } from '../storage/durable-write';
import { isInUse } from '../storage/in-use';
import { readDocument } from '../storage/read-document';

function pathIn(folder: string): string {
  return join(folder, `${profilesKind.name}.json`);
}

/**
 * The tunnels the app has stored.
 *
 * @throws FailureError `settings-unusable` when the file is damaged or of a newer Culvert.
 */
export function readProfiles(folder: string): readonly Profile[] {
  const path = pathIn(folder);
  const read = readDocument(path, profilesKind);
  if (read.outcome === 'absent') return [];
  if (read.outcome === 'valid') return read.value.profiles;
  const why = read.outcome === 'newer' ? 'newer' : 'damaged';
  throw new FailureError({ code: 'settings-unusable', name: basename(path), why });
}

/**
 * Adds tunnels to those stored, all of them or none. The app keeps its settings in memory while it
 * runs and would write over them.
 *
 * @throws FailureError `settings-in-use` while the app runs; `settings-unusable` as above.
 * @throws the system's error when the file cannot be written; it is then untouched.
 */
export function addProfiles(folder: string, profiles: readonly Profile[]): void {
  if (profiles.length === 0) return;
  if (isInUse(folder)) throw new FailureError({ code: 'settings-in-use' });
  const document = profilesKind.schema.parse({
    version: profilesVersion,
    profiles: [...readProfiles(folder), ...profiles],
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeDurably(pathIn(folder), JSON.stringify(document, undefined, '\t'));
}
