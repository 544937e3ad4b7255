import { lstatSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isUiUrl } from '../ipc/trusted-sender';

export interface UiFile {
  readonly path: string;
  readonly type: string;
}

/** What a built page consists of. Anything else in the folder is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The files of the built page by the path they are asked for with. Made once: what is not in the
 * map does not exist, so there is no path to climb out of. Symbolic links are left out.
 *
 * @throws Error when the page was never built.
 */
export function uiFiles(folder: string): ReadonlyMap<string, UiFile> {
  const files = new Map<string, UiFile>();
  const walk = (inside: string, prefix: string): void => {
    for (const name of readdirSync(inside)) {
      const path = join(inside, name);
      const stats = lstatSync(path);
      const type = types[extname(name)];
      if (stats.isDirectory()) walk(path, `${prefix}${name}/`);
      else if (stats.isFile() && type !== undefined) files.set(prefix + name, { path, type });
    }
  };
  walk(folder, '/');
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`no page in ${folder}: run npm run build`);
  files.set('/', index);
  return files;
}

/**
 * The file an address asks for, or null. Built files have plain names, so an address with anything
 * encoded in it (dots, slashes, NUL) is refused before it is understood.
 */
export function findUiFile(files: ReadonlyMap<string, UiFile>, address: string): UiFile | null {
  if (/[%\\\0]|\.\./.test(address) || !isUiUrl(address)) return null;
  return files.get(new URL(address).pathname) ?? null;
}
