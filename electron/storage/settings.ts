import {
  type PreferencesDocument,
  type ProfilesDocument,
  preferencesKind,
  profilesKind,
  type SecretsDocument,
  secretsKind,
  type WindowDocument,
  windowKind,
} from './documents';
import { removeLeftovers } from './leftovers';
import { openDocument, readOrRefuse } from './open-document';
import type { OnTrouble, StoredDocument } from './stored-document';

/** Everything Culvert keeps between runs. */
export interface Settings {
  readonly profiles: StoredDocument<ProfilesDocument>;
  readonly preferences: StoredDocument<PreferencesDocument>;
  readonly window: StoredDocument<WindowDocument>;
  readonly secrets: StoredDocument<SecretsDocument>;
  /** The names damaged files were given, or null when all were sound. */
  readonly quarantined: string | null;
  close(): void;
}

/**
 * Opens all settings files of a folder.
 *
 * @throws SettingsRefused when one of them must be left alone; none has been changed then.
 * @throws the system's error when the folder cannot be looked into.
 */
export function openSettings(folder: string, onTrouble: OnTrouble): Settings {
  // One look at all of them before the first is touched.
  for (const kind of [profilesKind, preferencesKind, windowKind, secretsKind]) {
    readOrRefuse<unknown>(folder, kind);
  }
  removeLeftovers(folder);
  const profiles = openDocument(folder, profilesKind, onTrouble);
  const preferences = openDocument(folder, preferencesKind, onTrouble);
  const window = openDocument(folder, windowKind, onTrouble);
  const secrets = openDocument(folder, secretsKind, onTrouble);
  const all = [profiles, preferences, window, secrets];
  const aside = all.flatMap(({ quarantined }) => quarantined ?? []);
  return {
    profiles: profiles.document,
    preferences: preferences.document,
    window: window.document,
    secrets: secrets.document,
    quarantined: aside.length === 0 ? null : aside.join(', '),
    close: () => {
      for (const { document } of all) document.close();
    },
  };
}
