import { readFileSync } from 'node:fs';
import type { DocumentKind } from './document-kind';
import { type RawDocument, upgrade } from './migrations/upgrade';

export type ReadOutcome<Value> =
  | { readonly outcome: 'absent' }
  /** `outdated`: the file's text is not what this version would write. */
  | { readonly outcome: 'valid'; readonly value: Value; readonly outdated: boolean }
  | { readonly outcome: 'corrupt' }
  | { readonly outcome: 'newer'; readonly version: number };

const byteOrderMark = '\uFEFF';

/**
 * Reads and judges a settings file without changing it.
 *
 * @throws the system's error when there is a file that cannot be read: it may well be sound, so it
 *   must not be taken for a damaged one.
 */
export function readDocument<Value>(path: string, kind: DocumentKind<Value>): ReadOutcome<Value> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { outcome: 'absent' };
    throw error;
  }
  const read = parse(bytes);
  return read === null ? { outcome: 'corrupt' } : judge(read, kind);
}

interface Parsed {
  readonly document: RawDocument;
  readonly marked: boolean;
}

function parse(bytes: Buffer): Parsed | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // Editors on Windows may put a mark in front of an otherwise sound file.
    const marked = text.startsWith(byteOrderMark);
    const document: unknown = JSON.parse(marked ? text.slice(1) : text);
    return isRecord(document) ? { document, marked } : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is RawDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function judge<Value>({ document, marked }: Parsed, kind: DocumentKind<Value>): ReadOutcome<Value> {
  try {
    const upgraded = upgrade(document, kind.steps);
    if (upgraded.outcome === 'newer') return upgraded;
    if (upgraded.outcome === 'unreadable') return { outcome: 'corrupt' };
    const parsed = kind.schema.safeParse(upgraded.document);
    if (!parsed.success) return { outcome: 'corrupt' };
    return { outcome: 'valid', value: parsed.data, outdated: marked || upgraded.changed };
  } catch {
    // A step met what its version never wrote.
    return { outcome: 'corrupt' };
  }
}
