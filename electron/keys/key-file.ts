import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { KeyWarning } from '../../shared/model/key-facts';
import { KeyProblemError } from './key-problem';

/** In bytes. The largest RSA key that anything can use takes about a fifth of this. */
const limit = 64 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

export interface KeyFile {
  /** Without a byte order mark. To be overwritten when done with. */
  readonly bytes: Buffer;
  readonly warnings: KeyWarning[];
}

/**
 * Reads a key file, once, and judges what was opened rather than what the path may lead to by then.
 *
 * @throws KeyProblemError key-missing, key-unreadable, key-is-directory, key-not-a-file,
 *   key-too-large (over 64 KiB).
 */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const handle = await openFile(path);
  try {
    const status = await handle.stat();
    if (status.isDirectory()) throw new KeyProblemError({ code: 'key-is-directory' });
    if (!status.isFile()) throw new KeyProblemError({ code: 'key-not-a-file' });
    if (status.size > limit) throw tooLarge(status.size);
    const bytes = await readAll(handle);
    // Windows keeps rights in lists that these bits do not reflect.
    const open = process.platform !== 'win32' && (status.mode & 0o077) !== 0;
    return withoutMark(bytes, open ? ['readable-by-others'] : []);
  } catch (error) {
    throw await problemOf(error, path);
  } finally {
    await handle.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  // Without blocking: opening a pipe would otherwise wait for whoever writes into it. Windows has
  // neither flag.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
  try {
    return await open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    throw await problemOf(error, path);
  }
}

function tooLarge(bytes: number): KeyProblemError {
  return new KeyProblemError({ code: 'key-too-large', bytes, limit });
}

async function readAll(handle: FileHandle): Promise<Buffer> {
  const room = Buffer.alloc(limit + 1);
  let length = 0;
  while (length < room.length) {
    const { bytesRead } = await handle.read(room, length, room.length - length, null);
    if (bytesRead === 0) return room.subarray(0, length);
    length += bytesRead;
  }
  room.fill(0);
  throw tooLarge(length);
}

function withoutMark(bytes: Buffer, warnings: KeyWarning[]): KeyFile {
  if (!bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)) return { bytes, warnings };
  return {
    bytes: bytes.subarray(byteOrderMark.length),
    warnings: [...warnings, 'byte-order-mark'],
  };
}

async function problemOf(error: unknown, path: string): Promise<KeyProblemError> {
  if (error instanceof KeyProblemError) return error;
  const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (why) {
    case 'ENOENT':
    case 'ENOTDIR':
    // A path with a zero byte names no file anywhere.
    case 'ERR_INVALID_ARG_VALUE':
      return new KeyProblemError({ code: 'key-missing' });
    case 'EISDIR':
      return new KeyProblemError({ code: 'key-is-directory' });
    // A socket, or a device with nothing behind it.
    case 'ENXIO':
      return new KeyProblemError({ code: 'key-not-a-file' });
    default: {
      // Windows will not open a folder and calls that a lack of permission.
      const folder = await stat(path).then(
        (status) => status.isDirectory(),
        () => false,
      );
      if (folder) return new KeyProblemError({ code: 'key-is-directory' });
      return new KeyProblemError({ code: 'key-unreadable', why: why.slice(0, 64) });
    }
  }
}
