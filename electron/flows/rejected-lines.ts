import type { FlowProblem } from '../../shared/model/flows';
import type { FlowDatabase } from './database';
import type { FlowFile } from './find-files';

/** Of each kind, as many lines of a file are named one by one; the rest are only counted. */
const namedLines = 3;

/**
 * The lines DuckDB refused while it read the last batch, from its tables of rejects, which are
 * emptied. A header line in the middle is no mistake: somebody joined two files.
 */
export async function rejectedLines(
  database: FlowDatabase,
  sources: ReadonlyMap<string, FlowFile>,
  fields: readonly string[],
): Promise<FlowProblem[]> {
  const rows = await database.rows(`
    WITH lines AS (
      SELECT s.file_path AS path, e.line AS line, any_value(e.csv_line) AS text,
        min(CASE WHEN e.error_type = 'CAST' THEN 1 ELSE 0 END) AS is_cast,
        any_value(e.error_message) AS message, any_value(e.column_name) AS column_name
      FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id)
      GROUP BY ALL),
    numbered AS (
      SELECT *, row_number() OVER (PARTITION BY path, is_cast ORDER BY line) AS place,
        count(*) OVER (PARTITION BY path, is_cast) AS count
      FROM lines WHERE NOT (text LIKE '%srcaddr%' AND text LIKE '%dstaddr%'))
    SELECT * FROM numbered WHERE place <= ${namedLines} ORDER BY path, is_cast, line`);
  await database.run('DROP TABLE reject_errors');
  await database.run('DROP TABLE reject_scans');
  return rows.flatMap((row) => problemFrom(row, sources, fields));
}

function problemFrom(
  row: Readonly<Record<string, unknown>>,
  sources: ReadonlyMap<string, FlowFile>,
  fields: readonly string[],
): readonly FlowProblem[] {
  const file = sources.get(String(row['path']));
  if (file === undefined) return [];
  const isCast = Number(row['is_cast']) === 1;
  const place = Number(row['place']);
  const count = place === namedLines ? Number(row['count']) - namedLines + 1 : 1;
  const words = String(row['text'] ?? '').split(' ').length;
  return [
    {
      file: file.name,
      line: Number(row['line']),
      code: isCast ? 'not-a-number' : 'wrong-columns',
      detail: isCast ? String(row['column_name']) : `${words} / ${fields.length}`,
      count,
    },
  ];
}
