import { withProfileFields } from './profile-fields';
import type { RawDocument } from './upgrade';

/** Version 2 knew no groups: its tunnels stand under no heading, in the order they had. */
export function addGroup(document: RawDocument): RawDocument {
  return withProfileFields(document, { group: null });
}
