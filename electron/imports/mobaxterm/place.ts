import { join } from 'node:path';
import { isNetworkPath } from '../found-tunnel';
import type { ImportFiles } from '../import-files';
import { leftOut, refused, type Verdict } from '../verdicts';

/** Letters that part the fields of its lines stand under names of their own. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['__PTVIRG__', ';'],
  ['__DIEZE__', '#'],
  ['__PERCENT__', '%'],
  ['__PIPE__', '|'],
  ['__DBLQUO__', '"'],
  ['__EQUAL__', '='],
]);

/** Undoes MobaXterm's escapes, such as `__PTVIRG__` for a semicolon; unknown ones stay as they are. */
export function unescapeMoba(text: string): string {
  return text.replace(/__[A-Z]+__/g, (token) => escapes.get(token) ?? token);
}

/** The key file a field names, null for none, or why it is not taken. */
export function mobaKeyPath(field: string, { home }: ImportFiles): string | null | Verdict {
  const text = unescapeMoba(field).trim();
  if (text === '' || /^no ssh key/i.test(text)) return null;
  const path = text.replace(/^_ProfileDir_[\\/]?/, () => '~/');
  if (isNetworkPath(path)) return refused({ code: 'network-path' });
  // Other folders it knows by a name are set in the program itself and cannot be told from here.
  const token = /^_[A-Za-z]+_/.exec(path)?.[0];
  if (token !== undefined) return leftOut({ code: 'unknown-token', token });
  if (path.length > 4_096 || /\p{Cc}/u.test(path)) return refused({ code: 'malformed' });
  return path.startsWith('~/') ? join(home, ...path.slice(2).split(/[\\/]/)) : path;
}
