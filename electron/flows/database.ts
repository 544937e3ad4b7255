import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as DuckDb from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { workFolder } from './work-folder';

export interface FlowDatabaseOptions {
  /** Where a folder for spilled data is made; the system's temporary folder unless given. */
  readonly folder?: string;
  /** For DuckDB itself, MiB; the process needs some 400 more while the last query runs. */
  readonly memoryMiB?: number;
  readonly threads?: number;
}

/** Loaded when a question is asked: its library is larger than everything else together. */
function loadDuckDb(): typeof DuckDb {
  return createRequire(import.meta.url)('@duckdb/node-api') as typeof DuckDb;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * A database for one question, in memory: what does not fit is spilled into a folder of its own,
 * which goes when the question is answered. A database file would cost half the time again, since
 * DuckDB compresses what it writes there. Queries run on DuckDB's threads; an abort of the
 * signal interrupts the one under way.
 */
export class FlowDatabase {
  readonly folder: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #signal: AbortSignal;
  readonly #interrupt: () => void;

  private constructor(
    folder: string,
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    signal: AbortSignal,
  ) {
    this.folder = folder;
    this.#instance = instance;
    this.#connection = connection;
    this.#signal = signal;
    this.#interrupt = () => connection.interrupt();
    signal.addEventListener('abort', this.#interrupt);
  }

  static async open(signal: AbortSignal, options: FlowDatabaseOptions = {}): Promise<FlowDatabase> {
    const folder = await workFolder(options.folder ?? tmpdir());
    try {
      const { DuckDBInstance } = loadDuckDb();
      const instance = await DuckDBInstance.create(':memory:', {
        memory_limit: `${options.memoryMiB ?? 384}MiB`,
        threads: String(options.threads ?? Math.max(2, Math.min(8, availableParallelism()))),
        temp_directory: join(folder, 'spill'),
        preserve_insertion_order: 'false',
        // Nothing is fetched: what is not built in is not used.
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      });
      return new FlowDatabase(folder, instance, await instance.connect(), signal);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async run(sql: string, values: DuckDBValue[] = []): Promise<void> {
    await this.#guarded(() => this.#connection.run(sql, values));
  }

  /** Rows as plain objects: whole numbers that fit are numbers, the rest is what DuckDB gives. */
  async rows(sql: string, values: DuckDBValue[] = []): Promise<readonly Row[]> {
    const reader = await this.#guarded(() => this.#connection.runAndReadAll(sql, values));
    return reader.getRowObjectsJS().map((row) => {
      const plain: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(row)) {
        plain[name] = typeof value === 'bigint' ? Number(value) : value;
      }
      return plain;
    });
  }

  /** Writes rows into a table by DuckDB's appender, in the order of its columns. */
  async append(table: string, rows: Iterable<readonly (string | number | null)[]>): Promise<void> {
    const appender = await this.#connection.createAppender(table);
    for (const row of rows) {
      for (const value of row) {
        if (value === null) appender.appendNull();
        else if (typeof value === 'string') appender.appendVarchar(value);
        else appender.appendBigInt(BigInt(Math.trunc(value)));
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  /** Removes files of this database's folder that are read. */
  async forget(paths: readonly string[]): Promise<void> {
    for (const path of paths) await rm(path, { force: true });
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#interrupt);
    this.#connection.closeSync();
    this.#instance.closeSync();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** An interrupted query fails in DuckDB's words; what is thrown is why it was interrupted. */
  async #guarded<Value>(query: () => Promise<Value>): Promise<Value> {
    this.#signal.throwIfAborted();
    try {
      return await query();
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error;
    }
  }
}

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
