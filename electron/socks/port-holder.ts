import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** Who keeps a port busy. */
export interface PortHolder {
  readonly pid: number;
  readonly name?: string;
}

/** TCP_LISTEN as /proc/net/tcp writes it. */
const listening = '0A';

/**
 * Who listens on a TCP port of this machine: on Linux from /proc, as far as this user may look.
 *
 * @returns undefined where that cannot be told; never rejects, since this only enriches a failure.
 */
export async function portHolder(port: number): Promise<PortHolder | undefined> {
  if (process.platform !== 'linux') return undefined;
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readText));
  const inodes = new Set(tables.flatMap((table) => listeningInodes(table, port)));
  return inodes.size === 0 ? undefined : holderOf(inodes);
}

/**
 * Inodes of the sockets that listen on a port, in the text of /proc/net/tcp or tcp6 (proc(5)):
 * the second column is ADDRESS:PORT in hex, the fourth the state, the tenth the inode.
 */
export function listeningInodes(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row[1]?.endsWith(wanted) && row[3] === listening)
    .flatMap((row) => row[9] ?? []);
}

async function holderOf(inodes: ReadonlySet<string>): Promise<PortHolder | undefined> {
  for (const entry of await list('/proc')) {
    if (/^\d+$/.test(entry) && (await holds(entry, inodes))) {
      const name = await processName(entry);
      return { pid: Number(entry), ...(name === '' ? {} : { name: name.slice(0, 128) }) };
    }
  }
  return undefined;
}

async function holds(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  for (const descriptor of await list(`/proc/${pid}/fd`)) {
    const target = await linkTarget(`/proc/${pid}/fd/${descriptor}`);
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
}

async function processName(pid: string): Promise<string> {
  const name = (await readText(`/proc/${pid}/comm`)).trim();
  // Newer versions of Node, and others, put the name of their first thread there.
  if (!name.endsWith('MainThread')) return name;
  return basename(await linkTarget(`/proc/${pid}/exe`)) || name;
}

// A process may end, or be another user's, at any moment: what cannot be read tells nothing.

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

async function linkTarget(link: string): Promise<string> {
  return readlink(link).catch(() => '');
}
