import { open, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { FailureError } from '../../../shared/model/failure';

/** Far beyond any real list (about 50,000 hosts), so that a wrong path cannot fill the memory. */
const largestFileBytes = 16 * 1024 * 1024;

/**
 * The lists OpenSSH reads when nothing else is configured (ssh_config(5), UserKnownHostsFile and
 * GlobalKnownHostsFile), the user's first.
 */
export function defaultKnownHostsFiles(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string[] {
  const names = ['known_hosts', 'known_hosts2'];
  if (platform === 'win32') {
    const profile = env['USERPROFILE'];
    const programData = env['ProgramData'] ?? env['PROGRAMDATA'];
    return [
      ...(profile ? names.map((name) => win32.join(profile, '.ssh', name)) : []),
      ...(programData ? [win32.join(programData, 'ssh', 'ssh_known_hosts')] : []),
    ];
  }
  const home = env['HOME'];
  return [
    ...(home ? names.map((name) => posix.join(home, '.ssh', name)) : []),
    ...names.map((name) => `/etc/ssh/ssh_${name}`),
  ];
}

/**
 * Reads a list whole; one that is not there is empty.
 *
 * @throws FailureError `known-hosts-unreadable` when it is there and cannot be read, is not a file,
 *   or is over 16 MiB. A revocation may stand in it, so it must not count as empty.
 */
export async function readKnownHosts(path: string): Promise<Buffer> {
  try {
    return await readBounded(path);
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw new FailureError({ code: 'known-hosts-unreadable', file: path }, { cause: error });
  }
}

async function readBounded(path: string): Promise<Buffer> {
  const about = await stat(path);
  // Opening a named pipe would wait for its other end. A device is /dev/null: "no list", by habit.
  if (!about.isFile() && !about.isCharacterDevice()) throw new Error('not a file');
  const file = await open(path, 'r');
  try {
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      total += chunk.length;
      if (total > largestFileBytes) throw new Error(`over ${largestFileBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

/** ENOTDIR: a part of the path is a file, so there can be nothing below it. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
