import type { ProfileView } from '../../shared/model/profile-view';

/** The groups there are, in the order in which they first appear. */
export function groupNames(profiles: readonly ProfileView[]): readonly string[] {
  return [...new Set(profiles.flatMap(({ group }) => group ?? []))];
}
