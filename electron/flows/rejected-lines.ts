import type { FlowProblem } from '../../shared/model/flows';
import type { FlowDatabase } from './database';
import type { FlowText } from './gathered';
import { linesOf } from './line-text';

/** Of each kind, as many lines of a file are named one by one; the rest are only counted. */
const namedLines = 3;

/**
 * The lines DuckDB refused while it read a text, from its tables of rejects, which are emptied. A
 * header line in the middle is no mistake: somebody joined two files.
 */
export async function rejectedLines(
  database: FlowDatabase,
  text: FlowText,
): Promise<FlowProblem[]> {
  try {
    const [any] = await database.rows('SELECT 1 FROM reject_errors LIMIT 1');
    if (any === undefined) return [];
    await database.run('CREATE TEMP TABLE spans (first_byte BIGINT, place BIGINT)');
    const spans = text.spans.map(({ firstByte }, place) => [firstByte, place]);
    await database.append('spans', spans);
    const rows = await database.rows(bySpan);
    return rows.flatMap((row) => problemFrom(row, text));
  } finally {
    await database.run('DROP TABLE IF EXISTS spans');
    await database.run('DROP TABLE IF EXISTS reject_errors');
    await database.run('DROP TABLE IF EXISTS reject_scans');
  }
}

const bySpan = `
  WITH lines AS (
    SELECT line_byte_position AS byte, any_value(csv_line) AS text,
      min(CASE WHEN error_type = 'CAST' THEN 1 ELSE 0 END) AS is_cast,
      any_value(column_name) AS column_name
    FROM reject_errors GROUP BY line_byte_position),
  placed AS (
    SELECT lines.*, place FROM lines ASOF JOIN spans ON byte >= first_byte
    WHERE NOT (text LIKE '%srcaddr%' AND text LIKE '%dstaddr%')),
  numbered AS (
    SELECT *, row_number() OVER (PARTITION BY place, is_cast ORDER BY byte) AS rank,
      count(*) OVER (PARTITION BY place, is_cast) AS count
    FROM placed)
  SELECT * FROM numbered WHERE rank <= ${namedLines} ORDER BY place, is_cast, byte`;

function problemFrom(
  row: Readonly<Record<string, unknown>>,
  { path, shape, spans }: FlowText,
): readonly FlowProblem[] {
  const span = spans[Number(row['place'])];
  if (span === undefined) return [];
  const isCast = Number(row['is_cast']) === 1;
  const count = Number(row['rank']) === namedLines ? Number(row['count']) - namedLines + 1 : 1;
  const words = String(row['text'] ?? '')
    .trim()
    .split(' ').length;
  const { lines } = linesOf(path, span.firstByte, Number(row['byte']));
  return [
    {
      file: span.name,
      line: span.linesBefore + lines + 1,
      code: isCast ? 'not-a-number' : 'wrong-columns',
      detail: isCast ? String(row['column_name']) : `${words} / ${shape.fields.length}`,
      count,
    },
  ];
}
