import { basename } from 'node:path';
import type { Failure } from '../../shared/model/failure';
import { KeyProblemError } from './key-problem';

const longestName = 512;

/**
 * What went wrong with a key file, by a name and a code alone: the message of a stray error could
 * quote the file.
 */
export function keyFailure(error: unknown, path: string): Failure {
  if (error instanceof KeyProblemError) {
    return { ...error.problem, name: basename(path).slice(0, longestName) };
  }
  const kind = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
  return { code: 'internal', detail: `key file: ${kind}${code}`.slice(0, 512) };
}
