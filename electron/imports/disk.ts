import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';
import { importLimits } from '../../shared/model/import-limits';
import { regionSchema } from '../../shared/model/way';
import { decode } from './decode';
import type { ImportFiles, NoText, ReadText } from './import-files';

/**
 * The disk of this machine for one import.
 *
 * @param chosen the file or folder the person named.
 * @param language of the person, for files in an old code page.
 */
export function diskFiles(chosen: string, language: string): ImportFiles {
  return {
    home: homedir(),
    user: userInfo().username,
    folder: dirname(resolve(chosen)),
    windows: process.platform === 'win32',
    read: (path) => read(path, language),
    exists: async (path) => (await statOf(path))?.isFile() ?? false,
    list: async (folder) => (await readdir(folder).catch(() => [])).sort(),
    awsRegion: async (profile) => {
      const { defaultRegion } = await import('../aws/user-profiles');
      const region = regionSchema.safeParse(await defaultRegion(profile));
      return region.success ? region.data : null;
    },
    real: (path) => realpath(path).catch(() => null),
  };
}

/** Whether the chosen path is a folder: PuTTY keeps one file a session on Unix. */
export async function isFolder(path: string): Promise<boolean> {
  return (await statOf(path))?.isDirectory() ?? false;
}

function statOf(path: string) {
  return stat(path).catch(() => null);
}

async function read(path: string, language: string): Promise<ReadText> {
  const real = await realpath(path).catch(() => null);
  if (real === null) return { ok: false, why: 'missing' };
  // Looked at before it is opened: opening a pipe or a device would wait or act.
  const facts = await lstat(real).catch(() => null);
  if (facts === null) return { ok: false, why: 'missing' };
  if (!facts.isFile()) return { ok: false, why: 'not-a-file' };
  const bytes = await readBounded(real);
  if (!(bytes instanceof Uint8Array)) return { ok: false, why: bytes };
  const decoded = decode(bytes, language);
  return decoded.ok ? { ok: true, text: decoded.text, path: real } : decoded;
}

async function readBounded(path: string): Promise<Uint8Array | NoText> {
  try {
    const file = await open(path, 'r');
    try {
      // One byte more than may be, as a file can grow while it is read.
      const buffer = new Uint8Array(importLimits.bytes + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return length > importLimits.bytes ? 'too-large' : buffer.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch {
    return 'unreadable';
  }
}
