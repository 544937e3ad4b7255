import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { FlowProblem } from '../../shared/model/flows';

/** A file to read, and what the person calls it. */
export interface FlowFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** Ends of names that no delivery of flow logs has: what lies beside them is passed over. */
const foreign = /(^\.|\.(md|json|ya?ml|tf|tfstate|png|pdf|zip|tmp|crc)$|^_SUCCESS$)/i;

/**
 * The files behind what a person named: files as they are, folders with everything below them, so
 * that a copy of a bucket (`AWSLogs/<account>/vpcflowlogs/<region>/2026/11/22/…`) can be given whole.
 *
 * @returns the files by name, and a problem for each thing named that holds none.
 */
export async function findFiles(
  named: readonly string[],
): Promise<{ readonly files: readonly FlowFile[]; readonly problems: readonly FlowProblem[] }> {
  const files = new Map<string, FlowFile>();
  const problems: FlowProblem[] = [];
  for (const path of named) {
    try {
      const found = await below(path);
      if (found.length === 0) problems.push(wholeFile(basename(path), 'empty', 'folder'));
      for (const file of found) files.set(file.path, file);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      problems.push(wholeFile(basename(path), 'unreadable', why));
    }
  }
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

/** A problem with a file as a whole rather than a line of it; of `detail` 256 characters are kept. */
export function wholeFile(file: string, code: FlowProblem['code'], detail: string): FlowProblem {
  return { file, line: null, code, detail: detail.slice(0, 256), count: 1 };
}

async function below(path: string): Promise<readonly FlowFile[]> {
  const info = await stat(path);
  if (!info.isDirectory()) return [{ path, name: basename(path), bytes: info.size }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const found: FlowFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || foreign.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    found.push({ path: file, name: relative(path, file), bytes: (await stat(file)).size });
  }
  return found;
}
