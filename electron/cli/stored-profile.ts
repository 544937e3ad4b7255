import { join } from 'node:path';
import type { Profile } from '../../shared/model/profile';
import { profilesKind } from '../storage/documents';
import { readDocument } from '../storage/read-document';
import { UsageError } from './arguments';

/**
 * A tunnel the app has stored, by its name or id. The file is only read: it belongs to the app.
 *
 * @returns null when there is none of that name.
 * @throws UsageError when several have that name, or the file cannot be understood.
 */
export function storedProfile(folder: string, name: string): Profile | null {
  const path = join(folder, `${profilesKind.name}.json`);
  const read = readDocument(path, profilesKind);
  if (read.outcome === 'absent') return null;
  if (read.outcome !== 'valid') throw new UsageError(`cannot understand ${path}: ${read.outcome}`);
  const { profiles } = read.value;
  const found = profiles.filter((profile) => profile.name === name);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new UsageError(`several tunnels are named "${name}"; name one by its id: ${ids}`);
  }
  return found[0] ?? profiles.find(({ id }) => id === name) ?? null;
}
