export { formatText, recommendedFields } from '../../shared/model/flow-format';

/** The order of a flow log made without choosing one (VPC user guide, flow log records, version 2). */
export const defaultFields = [
  'version',
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
] as const;

/** Without these a record says nothing of a connection. */
const needed = ['interface-id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol'] as const;

/** The types DuckDB checks while it reads; every other field stays text. */
const numbers = new Map([
  ['srcport', 'INTEGER'],
  ['dstport', 'INTEGER'],
  ['protocol', 'SMALLINT'],
  ['packets', 'BIGINT'],
  ['bytes', 'BIGINT'],
  ['start', 'BIGINT'],
  ['end', 'BIGINT'],
  ['tcp-flags', 'SMALLINT'],
  ['traffic-path', 'SMALLINT'],
]);

/** A field as the column it becomes: Parquet and Athena write underscores for hyphens. */
export function columnOf(field: string): string {
  return field.replaceAll('-', '_');
}

/** The DuckDB type of a field, text where the field is not used as a number. */
export function typeOf(field: string): string {
  return numbers.get(field) ?? 'VARCHAR';
}

/**
 * The fields of a format as AWS writes it, `${version} ${interface-id} …`, or as plain names.
 *
 * @returns null when it is no list of field names.
 */
export function parseFormat(text: string): readonly string[] | null {
  const fields = text
    .trim()
    .split(/[\s,]+/)
    .map((word) => /^\$\{([a-z0-9-]+)\}$/.exec(word)?.[1] ?? word.toLowerCase())
    .map((word) => word.replaceAll('_', '-'));
  const isList = fields.every((field) => /^[a-z][a-z0-9-]*$/.test(field));
  return isList && fields.some((field) => needed.includes(field as never)) ? fields : null;
}

/** The needed fields that a format lacks. */
export function missingFields(fields: readonly string[]): readonly string[] {
  return needed.filter((field) => !fields.includes(field));
}
