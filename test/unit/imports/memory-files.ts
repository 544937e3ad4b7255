import { dirname } from 'node:path';
import { decode } from '../../../electron/imports/decode';
import type { Found } from '../../../electron/imports/found-tunnel';
import type { ImportFiles } from '../../../electron/imports/import-files';
import type { ImportLine } from '../../../shared/model/import-preview';

export interface MemoryFiles extends ImportFiles {
  /** Every path that was opened, in order. */
  readonly opened: string[];
  /** Every path that was looked for without being opened. */
  readonly lookedFor: string[];
}

/** A disk in memory that remembers what an import did to it. */
export function memoryFiles(
  contents: Readonly<Record<string, string>>,
  chosen = '/home/ana/.ssh/config',
): MemoryFiles {
  const opened: string[] = [];
  const lookedFor: string[] = [];
  const has = (path: string): boolean => Object.hasOwn(contents, path);
  return {
    home: '/home/ana',
    user: 'ana',
    folder: dirname(chosen),
    windows: false,
    opened,
    lookedFor,
    read: async (path) => {
      opened.push(path);
      if (!has(path)) return { ok: false, why: 'missing' };
      const decoded = decode(new TextEncoder().encode(contents[path]));
      return decoded.ok ? { ...decoded, path } : decoded;
    },
    exists: async (path) => {
      lookedFor.push(path);
      return has(path);
    },
    list: async (folder) =>
      Object.keys(contents)
        .filter((path) => dirname(path) === folder)
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    awsRegion: async (profile) => (profile === 'seoul' ? 'ap-northeast-2' : null),
    real: async (path) => (has(path) ? path : null),
  };
}

/** The verdict and reason of each line, by its text. */
export function verdictsOf({ lines }: Pick<Found, 'lines'>): Record<string, string> {
  return Object.fromEntries(lines.map((line) => [line.text, verdictOf(line)]));
}

export function verdictOf({ verdict, why }: ImportLine): string {
  return why === null ? verdict : `${verdict}: ${why.code}`;
}
