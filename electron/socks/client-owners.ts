import { setTimeout as pause } from 'node:timers/promises';
import { openSocketDiagnosis, type SocketDiagnosis } from './socket-diagnosis';
import { type Ends, openTcpTable, type TcpTable } from './tcp-table';

/** Tells which user of this machine a client belongs to. */
export interface ClientOwners {
  /** The user's number, or null when the kernel does not show a living socket of such a client. */
  ownerOf(ends: Ends): Promise<number | null>;
  close(): Promise<void>;
}

/** Rows move while a table is read, and a reading can miss one. */
const attempts = 4;
const pauseMs = 5;

/**
 * Opens what the kernel knows of TCP connections (Linux): single answers where it gives them, and
 * its tables for the rest. One reading of those walks all connections of the machine, so it serves
 * every client that asked before it began; those who ask meanwhile share the next.
 *
 * @param openDiagnosis how single answers are had, if they can be.
 * @throws the system's error when the tables cannot be read.
 */
export async function openClientOwners(
  openDiagnosis: () => Promise<SocketDiagnosis | null> = openSocketDiagnosis,
): Promise<ClientOwners> {
  const tables = await openTables();
  const diagnosis = await openDiagnosis();
  return {
    ownerOf: async (ends) => {
      const owner = diagnosis?.ownerOf(ends);
      return owner === undefined ? tables.ownerOf(ends) : owner;
    },
    close: async () => {
      diagnosis?.close();
      await tables.close();
    },
  };
}

async function openTables(): Promise<ClientOwners> {
  const tables: TcpTable[] = [];
  for (const family of ['tcp', 'tcp6'] as const) {
    const table = await openTcpTable(family);
    if (table !== null) tables.push(table);
  }
  const readings = new Readings(tables);
  return {
    ownerOf: async (ends) => {
      for (let attempt = 1; ; attempt++) {
        const owner = await readings.join(ends);
        if (owner !== undefined) return owner;
        if (attempt === attempts) return null;
        await pause(pauseMs);
      }
    },
    close: () => readings.close(),
  };
}

type Answer = ReadonlyMap<Ends, number>;

/** Readings of the tables, one at a time. */
class Readings {
  readonly #tables: readonly TcpTable[];
  #asked: Set<Ends> = new Set();
  #current: Promise<unknown> = Promise.resolve();
  #next: Promise<Answer> | null = null;

  constructor(tables: readonly TcpTable[]) {
    this.#tables = tables;
  }

  async join(ends: Ends): Promise<number | undefined> {
    this.#asked.add(ends);
    this.#next ??= this.#begin();
    return (await this.#next).get(ends);
  }

  /** Waits for a reading under way, whose descriptors must not be given to another file. */
  async close(): Promise<void> {
    await this.#current;
    for (const table of this.#tables) await table.close();
  }

  #begin(): Promise<Answer> {
    const next = this.#current.then(() => {
      const asked = this.#asked;
      this.#asked = new Set();
      this.#next = null;
      return this.#read(asked);
    });
    // Whoever asked is told of a failed reading; the next one begins all the same.
    this.#current = next.catch(() => undefined);
    return next;
  }

  async #read(asked: ReadonlySet<Ends>): Promise<Answer> {
    const owners = new Map<Ends, number>();
    for (const table of this.#tables) {
      const rows = new Map<string, Ends>();
      for (const ends of asked) {
        const row = owners.has(ends) ? null : table.row(ends);
        if (row !== null) rows.set(row, ends);
      }
      if (rows.size === 0) continue;
      for (const [row, uid] of await table.owners(new Set(rows.keys()))) {
        const ends = rows.get(row);
        if (ends !== undefined) owners.set(ends, uid);
      }
    }
    return owners;
  }
}
