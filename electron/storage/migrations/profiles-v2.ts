import { withProfileFields } from './profile-fields';
import type { RawDocument } from './upgrade';

/**
 * Version 1 knew neither the pages a tunnel is for nor a limit to its destinations: tunnels made
 * then have no pages to check and may go anywhere, as they did.
 */
export function addPagesAndLimit(document: RawDocument): RawDocument {
  return withProfileFields(document, {
    pages: [],
    limit: { suffixes: [], ranges: [], ports: [] },
  });
}
