import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FailureError } from '../../shared/model/failure';
import type { FlowDestination } from '../../shared/model/flows';
import { saveFile } from '../storage/save-file';
import { FlowDatabase, quoted } from './database';
import { noRoom } from './no-room';
import { peerText } from './verdict';

const columns = [
  ['group', 'VARCHAR'],
  ['initiator', 'VARCHAR'],
  ['destination', 'VARCHAR'],
  ['service', 'VARCHAR'],
  ['port', 'BIGINT'],
  ['protocol', 'VARCHAR'],
  ['bytes', 'BIGINT'],
  ['packets', 'BIGINT'],
  ['records', 'BIGINT'],
  ['action', 'VARCHAR'],
  ['verdict', 'VARCHAR'],
  ['rule', 'VARCHAR'],
  ['need', 'VARCHAR'],
  ['evidence', 'VARCHAR'],
  ['reason', 'VARCHAR'],
  ['first', 'BIGINT'],
  ['last', 'BIGINT'],
] as const;

/**
 * Writes destinations as a table, by DuckDB, whose own folder takes it first: what it says of a disk
 * is words, while {@link saveFile} tells by code why a table cannot be where a person wants it.
 *
 * @throws FailureError `file-unwritable`.
 */
export async function exportTable(
  destinations: readonly FlowDestination[],
  path: string,
  kind: 'csv' | 'parquet',
  signal: AbortSignal,
): Promise<void> {
  const database = await FlowDatabase.open(signal);
  try {
    const types = columns.map(([name, type]) => `"${name}" ${type}`).join(', ');
    await database.run(`CREATE TABLE destinations (${types})`);
    await database.append('destinations', destinations.map(row));
    const format = kind === 'csv' ? 'FORMAT csv, HEADER true' : 'FORMAT parquet, COMPRESSION zstd';
    const made = join(database.folder, 'table');
    await database.run(`COPY destinations TO ${quoted(made)} (${format})`);
    await saveFile(path, await readFile(made));
  } catch (error) {
    if (noRoom(error) === null) throw error;
    const failure = { code: 'file-unwritable', name: basename(path), why: 'ENOSPC' } as const;
    throw new FailureError(failure, { cause: error });
  } finally {
    await database.close();
  }
}

function row(each: FlowDestination): readonly (string | number | null)[] {
  const { rule } = each;
  const shown = {
    ...each,
    rule: rule === null ? null : peerText(rule.peer),
    need: rule?.need ?? null,
  };
  return columns.map(([name]) => shown[name]);
}
