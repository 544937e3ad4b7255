import { randomBytes } from 'node:crypto';
import { FailureError } from '../../../shared/model/failure';
import { replaceFile } from './atomic-file';
import { withFileLock } from './file-lock';
import type { HostKey } from './host-key';
import { hashedName } from './host-pattern';
import { readKnownHosts } from './known-hosts-files';

/** Culvert's own list of host keys, in known_hosts format. */
export interface TrustStore {
  /** What verdicts name as the place a key is recorded at. */
  readonly source: string;
  read(): Promise<Buffer>;
  /** Records these keys, and no others, as those of the host named. */
  put(name: string, keys: readonly HostKey[]): Promise<void>;
}

/** A list that ends with this run. */
export interface MemoryStore extends TrustStore {
  forget(name: string): void;
}

/** Trusts hosts for as long as this process runs, and writes nothing. */
export function memoryStore(): MemoryStore {
  const lists = new Map<string, Buffer>();
  return {
    source: 'memory',
    read: async () => Buffer.concat([...lists.values()]),
    put: async (name, keys) => {
      lists.set(name, withKeys(Buffer.alloc(0), name, keys));
    },
    forget: (name) => {
      lists.delete(name);
    },
  };
}

/**
 * A list in a file of our own, readable by its owner alone.
 *
 * `put` fails with FailureError `trust-store-unwritable`, and `known-hosts-unreadable` when what is
 * there cannot be read: it is then left as it is, for writing would throw keys away.
 */
export function fileStore(path: string): TrustStore {
  return {
    source: path,
    read: () => readKnownHosts(path),
    put: async (name, keys) => {
      try {
        await withFileLock(path, async () => {
          const list = await readKnownHosts(path);
          const next = withKeys(list, name, keys);
          if (!next.equals(list)) await replaceFile(path, next);
        });
      } catch (error) {
        if (error instanceof FailureError) throw error;
        throw unwritable(path, error);
      }
    },
  };
}

function unwritable(path: string, error: unknown): FailureError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new FailureError(
    { code: 'trust-store-unwritable', file: path, why: code.slice(0, 64) },
    { cause: error },
  );
}

/**
 * The list with these keys for the host and no others: whoever accepts a new key for a host says that
 * the old one is gone, and a key that is gone must not open the door again (it may be gone because
 * it was stolen). Lines a person wrote themselves, by pattern, hash or marker, stay.
 */
function withKeys(list: Buffer, name: string, keys: readonly HostKey[]): Buffer {
  const host = plainOrHashed(name);
  const wanted = keys.map(({ type, blob }) => `${host} ${type} ${blob.toString('base64')}`);
  const lines = list.toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const present = lines.filter((text) => isOf(text, name));
  if (present.length === wanted.length && wanted.every((line) => present.includes(line))) {
    return list;
  }
  const others = lines.filter((text) => !isOf(text, name));
  return Buffer.from(`${[...others, ...wanted].join('\n')}\n`, 'latin1');
}

function isOf(line: string, name: string): boolean {
  return line.startsWith(`${name} `);
}

/** A name with bytes that mean something in the format would say something else there. */
function plainOrHashed(name: string): string {
  return /^[a-z0-9_.:%[\]-]+$/.test(name) ? name : hashedName(name, randomBytes(20));
}
