import type { RawDocument } from './upgrade';

/**
 * Version 1 knew neither the pages a tunnel is for nor a limit to its destinations: tunnels made
 * then have no pages to check and may go anywhere, as they did.
 */
export function addPagesAndLimit(document: RawDocument): RawDocument {
  const { profiles } = document;
  if (!Array.isArray(profiles)) return document;
  return {
    ...document,
    profiles: profiles.map((profile: unknown) =>
      typeof profile === 'object' && profile !== null
        ? { pages: [], limit: { suffixes: [], ranges: [], ports: [] }, ...profile }
        : profile,
    ),
  };
}
