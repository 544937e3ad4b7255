import { basename, join } from 'node:path';
import { FailureError } from '../../shared/model/failure';
import type { ImportPreview, ImportSource } from '../../shared/model/import-preview';
import { decode } from './decode';
import { diskFiles, isFolder } from './disk';
import type { Found } from './found-tunnel';
import { jsonProxies } from './foxyproxy/json-proxies';
import type { SavedProxy } from './foxyproxy/proxies';
import { readFoxyProxy } from './foxyproxy/read-foxyproxy';
import { xmlProxies } from './foxyproxy/xml-proxies';
import type { ImportFiles } from './import-files';
import { readMobaXterm } from './mobaxterm/read-mobaxterm';
import { readPutty } from './putty/read-putty';
import type { SavedSession } from './putty/saved-session';
import { sessionFileNames } from './putty/session-folder';
import { fileSession, registrySessions } from './putty/session-sources';
import { type ExistingTunnel, settle } from './settle';
import { sourceOf } from './source-of';
import { readSshConfig } from './ssh-config/read-ssh-config';

export interface ImportRequest {
  /** The file or folder the person chose. */
  readonly path: string;
  /** Null finds out by what the file holds. */
  readonly from: ImportSource | null;
  readonly existing: readonly ExistingTunnel[];
  /** Of the person, for files in an old code page. */
  readonly language: string;
}

/**
 * Reads another program's settings and says what an import would do. Nothing is stored, nothing of
 * the file is run, and no other file is opened than what ssh_config may include.
 *
 * @throws FailureError `import-unreadable` or `import-not-recognised`.
 */
export async function readImport(request: ImportRequest): Promise<ImportPreview> {
  const { path, existing, language } = request;
  const files = diskFiles(path, language);
  if (await isFolder(path)) {
    return settle('putty', readPutty(await folderSessions(path, files)), existing, files);
  }
  const name = basename(path);
  const read = await files.read(path);
  if (!read.ok) throw new FailureError({ code: 'import-unreadable', name, why: read.why });
  const source = request.from ?? sourceOf(name, read.text);
  if (source === null) throw new FailureError({ code: 'import-not-recognised', name });
  const found = await readAs(source, { text: read.text, path: read.path, name }, files);
  return settle(source, found, existing, files);
}

export interface DroppedFile extends Pick<ImportRequest, 'existing' | 'language'> {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads settings of which only the contents came, as when a file is dropped on the window. Where it
 * lies is not known, so that it can include no other file.
 *
 * @throws FailureError as readImport does.
 */
export async function readDropped(dropped: DroppedFile): Promise<ImportPreview> {
  const { name, bytes, existing, language } = dropped;
  const decoded = decode(bytes, language);
  if (!decoded.ok) throw new FailureError({ code: 'import-unreadable', name, why: decoded.why });
  const source = sourceOf(name, decoded.text);
  if (source === null) throw new FailureError({ code: 'import-not-recognised', name });
  const files: ImportFiles = { ...diskFiles('.', language), real: async (path) => path };
  const found = await readAs(source, { text: decoded.text, path: '', name }, files);
  return settle(source, found, existing, files);
}

/** What `reg query` printed of PuTTY's sessions, read like a file. */
export function readRegistry(text: string, existing: readonly ExistingTunnel[], language: string) {
  const files = diskFiles('.', language);
  return settle('putty', readPutty(registrySessions('HKEY_CURRENT_USER', text)), existing, files);
}

interface Chosen {
  readonly text: string;
  readonly path: string;
  readonly name: string;
}

async function readAs(
  source: ImportSource,
  { text, path, name }: Chosen,
  files: ImportFiles,
): Promise<Found> {
  switch (source) {
    case 'ssh-config':
      return readSshConfig(text, path, name, files);
    case 'mobaxterm':
      return readMobaXterm(text, name, files);
    case 'putty':
      return readPutty(
        /^\s*\[?HK|^Windows Registry|^REGEDIT4/im.test(text)
          ? registrySessions(name, text)
          : [fileSession(name, text)],
      );
    case 'foxyproxy':
      return readFoxyProxy(proxiesOf(name, text));
  }
}

function proxiesOf(name: string, text: string): readonly SavedProxy[] {
  try {
    return /^\s*</.test(text) ? xmlProxies(name, text) : jsonProxies(name, text);
  } catch (error) {
    throw new FailureError({ code: 'import-malformed', name }, { cause: error });
  }
}

async function folderSessions(
  folder: string,
  files: ImportFiles,
): Promise<readonly SavedSession[]> {
  const sessions: SavedSession[] = [];
  for (const name of sessionFileNames(await files.list(folder))) {
    const read = await files.read(join(folder, name));
    if (read.ok) sessions.push(fileSession(name, read.text));
  }
  return sessions;
}
