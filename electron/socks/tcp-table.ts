import { type FileHandle, open } from 'node:fs/promises';
import { endianness } from 'node:os';
import { recogniseAddress } from './address';
import { errorCode } from './listen';

/** Both ends of a TCP connection between two programs of this machine, as the client sees it. */
export interface Ends {
  readonly from: { readonly address: string; readonly port: number };
  readonly to: { readonly address: string; readonly port: number };
}

/** Finds the owners of connections in one of the kernel's tables. */
export interface TcpTable {
  /**
   * Reads the table once and answers the user's number for each row that was asked for and has a
   * living socket. Not to be called again before it has answered.
   */
  owners(rows: ReadonlySet<string>): Promise<Map<string, number>>;
  /** How a row of this table begins for these ends; null when it cannot hold them. */
  row(ends: Ends): string | null;
  close(): Promise<void>;
}

/** The kernel hands out a page at a time, however much is asked for. */
const chunkBytes = 16 * 1024;

/**
 * Opens `/proc/net/tcp`, or `/proc/net/tcp6`, which also holds the IPv4 connections of programs that
 * use sockets for both, such as Java's. It stays open: with no descriptor left, clients must still
 * be told apart.
 *
 * @returns null when this kernel has no such table.
 * @throws the system's error when there is one that cannot be read.
 */
export async function openTcpTable(family: 'tcp' | 'tcp6'): Promise<TcpTable | null> {
  let file: FileHandle;
  try {
    file = await open(`/proc/net/${family}`, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  return {
    owners: (rows) => readOwners(file, rows),
    row: (ends) => tcpRow(ends, family),
    close: () => file.close(),
  };
}

async function readOwners(file: FileHandle, rows: ReadonlySet<string>) {
  const found = new Map<string, number>();
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let rest = '';
  // Reading from position 0 makes the kernel begin the table anew.
  for (let position = 0; found.size < rows.size; ) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const text = rest + chunk.toString('latin1', 0, bytesRead);
    const end = text.lastIndexOf('\n') + 1;
    collectOwners(text.slice(0, end), rows, found);
    rest = text.slice(end);
  }
  return found;
}

/**
 * Takes the owners of wanted rows from whole lines of a table (proc(5)): number, local and remote
 * end, state, queues, timers, retransmits, uid, timeout, inode. A row without an inode belongs to a
 * socket that its program has closed: the kernel gives those to user 0, so it says nothing.
 */
export function collectOwners(
  lines: string,
  rows: ReadonlySet<string>,
  found: Map<string, number>,
): void {
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf('\n', start);
    const ends = lines.indexOf(': ', start) + 2;
    const state = lines.indexOf(' ', lines.indexOf(' ', ends) + 1);
    const row = lines.slice(ends, state);
    if (rows.has(row)) {
      const [, , , , uid, , inode] = lines.slice(state, end).trim().split(/\s+/);
      if (uid !== undefined && inode !== undefined && inode !== '0') found.set(row, Number(uid));
    }
    start = end + 1;
  }
}

/** Addresses are written as 32-bit numbers in the machine's own byte order, ports plainly. */
export function tcpRow({ from, to }: Ends, family: 'tcp' | 'tcp6'): string | null {
  const [local, remote] = [from, to].map(({ address, port }) => {
    const hex = family === 'tcp' ? ipv4Hex(address) : mappedHex(address);
    return hex === null ? null : `${hex}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  });
  return local == null || remote == null ? null : `${local} ${remote}`;
}

function ipv4Hex(address: string): string | null {
  const known = recogniseAddress(address);
  if (known?.kind !== 'ipv4') return null;
  const bytes = Buffer.from(known.text.split('.').map(Number));
  if (endianness() === 'LE') bytes.reverse();
  return bytes.toString('hex').toUpperCase();
}

/** RFC 4291, 2.5.5.2: an IPv4 address as a socket for both families holds it. */
function mappedHex(address: string): string | null {
  const hex = ipv4Hex(address);
  const mark = endianness() === 'LE' ? 'FFFF0000' : '0000FFFF';
  return hex === null ? null : `${'0'.repeat(16)}${mark}${hex}`;
}
