import type { RawDocument } from './upgrade';

/** The document with those fields in every profile that has not got them. */
export function withProfileFields(document: RawDocument, fields: RawDocument): RawDocument {
  const { profiles } = document;
  if (!Array.isArray(profiles)) return document;
  return {
    ...document,
    profiles: profiles.map((profile: unknown) =>
      typeof profile === 'object' && profile !== null ? { ...fields, ...profile } : profile,
    ),
  };
}
