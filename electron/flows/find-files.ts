import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { FlowProblem } from '../../shared/model/flows';

/** A file to read, and what the person calls it. */
export interface FlowFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

interface Found {
  readonly files: readonly FlowFile[];
  readonly problems: readonly FlowProblem[];
}

/** Ends of names that no delivery of flow logs has: what lies beside them is passed over. */
const foreign = /(^\.|\.(md|json|ya?ml|tf|tfstate|png|pdf|zip|tmp|crc)$|^_SUCCESS$)/i;

/**
 * The files behind what a person named: files as they are, folders with everything below them, so
 * that a copy of a bucket (`AWSLogs/<account>/vpcflowlogs/<region>/2026/11/22/…`) can be given whole.
 *
 * @returns the files by name, and a problem for each that cannot be found and for what holds none.
 */
export async function findFiles(named: readonly string[]): Promise<Found> {
  const files = new Map<string, FlowFile>();
  const problems: FlowProblem[] = [];
  for (const path of named) {
    try {
      const found = await below(path);
      problems.push(...found.problems);
      if (found.files.length + found.problems.length === 0) {
        problems.push(wholeFile(basename(path), 'empty', 'folder'));
      }
      // The same file may be named twice, by itself and by its folder.
      for (const file of found.files) files.set(resolve(file.path), file);
    } catch (error) {
      problems.push(unreadable(basename(path), error));
    }
  }
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

function unreadable(name: string, error: unknown): FlowProblem {
  const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return wholeFile(name, 'unreadable', why);
}

/** A problem with a file as a whole rather than a line of it; of `detail` 256 characters are kept. */
export function wholeFile(file: string, code: FlowProblem['code'], detail: string): FlowProblem {
  return { file, line: null, code, detail: detail.slice(0, 256), count: 1 };
}

async function below(path: string): Promise<Found> {
  const info = await stat(path);
  if (!info.isDirectory()) {
    return { files: [{ path, name: basename(path), bytes: info.size }], problems: [] };
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files: FlowFile[] = [];
  const problems: FlowProblem[] = [];
  for (const entry of entries) {
    if (!(entry.isFile() || entry.isSymbolicLink()) || foreign.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const name = relative(path, file);
    try {
      const there = await stat(file);
      // A link may lead to a folder, and that to this one: only files are followed.
      if (there.isFile()) files.push({ path: file, name, bytes: there.size });
    } catch (error) {
      problems.push(unreadable(name, error));
    }
  }
  return { files, problems };
}
