import type { SourceLine } from '../lines';

/** One value of a saved session and the line it stands in. */
export interface SavedValue {
  readonly text: string;
  readonly line: SourceLine;
}

/** A session as PuTTY saves it, wherever it was found. */
export interface SavedSession {
  readonly name: string;
  readonly line: SourceLine;
  /** By key, in lower case. */
  readonly values: ReadonlyMap<string, SavedValue>;
}

/** The name of a session as it stands in the registry or in a file's name (percent-encoded). */
export function sessionName(encoded: string): string {
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const isBytes = !/[^\0-\xff]/.test(bytes);
  if (!isBytes) return encoded;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return bytes;
  }
}
