import type { RawDocument } from './upgrade';

/** Version 2 served no proxy script: it stays so until a person asks for it. */
export function addPac(document: RawDocument): RawDocument {
  return { servePac: false, pac: null, ...document };
}
