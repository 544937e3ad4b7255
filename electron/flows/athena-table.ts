import { createHash } from 'node:crypto';
import { dayLayout } from './athena-days';
import { clusterParts, type HalfRow } from './cluster-parts';
import { clusterCondition, sqlScope } from './cluster-scope';
import { athenaDialect, type HalvesScope, halvesQuery } from './halves';
import { columnOf } from './record-format';

/** Where flow logs lie in S3, and what they look like there. */
export interface AthenaPlace {
  /** `s3://bucket/prefix/AWSLogs/123456789012/vpcflowlogs/ap-northeast-2`. */
  readonly location: string;
  readonly fields: readonly string[];
  readonly format: 'text' | 'parquet';
  readonly database: string;
}

/** Athena's types, as AWS's own table for flow logs has them. */
const types = new Map([
  ['srcport', 'int'],
  ['dstport', 'int'],
  ['protocol', 'bigint'],
  ['packets', 'bigint'],
  ['bytes', 'bigint'],
  ['start', 'bigint'],
  ['end', 'bigint'],
  ['tcp-flags', 'int'],
  ['traffic-path', 'int'],
]);

/** The table of one place and format: another place makes another table, none is ever changed. */
export function tableName(place: AthenaPlace): string {
  const { location, fields, format } = place;
  const mark = createHash('sha256')
    .update(`${location} ${format} ${fields.join(' ')}${dayLayout(place.location).mark}`)
    .digest('hex');
  return `culvert_flow_logs_${mark.slice(0, 12)}`;
}

/**
 * The table over the files of a flow log. Days are projected from their paths, so that no partition
 * has to be added and a question about one day reads one day (Athena user guide, partition
 * projection). Files of single hours lie in folders of their day and are found there.
 */
export function createTable(place: AthenaPlace): string {
  const { location, columns: days, properties: projected, path } = dayLayout(place.location);
  const columns = place.fields.map(
    (field) => `\`${columnOf(field)}\` ${types.get(field) ?? 'string'}`,
  );
  const rows =
    place.format === 'text'
      ? `ROW FORMAT DELIMITED FIELDS TERMINATED BY ' '`
      : `ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'`;
  const properties = [
    ...(place.format === 'text' ? [['skip.header.line.count', '1']] : []),
    ['projection.enabled', 'true'],
    ...projected,
    ['storage.location.template', `${location}/${path}`],
  ].map(([name, value]) => `'${name}' = '${value}'`);
  return `CREATE EXTERNAL TABLE IF NOT EXISTS ${tableName(place)} (
  ${columns.join(',\n  ')})
PARTITIONED BY (${days.map((name) => `${name} string`).join(', ')})
${rows}
LOCATION '${location}/'
TBLPROPERTIES (
  ${properties.join(',\n  ')})`;
}

/** The question for a scope, and which rows of its answer are the scope's. */
export interface AthenaQuestion {
  readonly sql: string;
  readonly takes: (row: HalfRow) => boolean;
}

/** Longer texts are refused, bytes (Athena API, StartQueryExecution); `EXPLAIN …` comes before one. */
export const mostBytes = 262_144 - 1_024;

/**
 * The question all engines ask, in Athena's SQL, over the days that the scope touches. Where a
 * cluster has had so many nodes that the exact condition is too long, the rows tell what it left out.
 */
export function athenaQuestion(place: AthenaPlace, scope: HalvesScope): AthenaQuestion {
  const exact = { sql: athenaQuery(place, scope), takes: () => true };
  const { cluster } = scope;
  const length = Buffer.byteLength(exact.sql);
  if (cluster === undefined || length <= mostBytes) return exact;
  const language = sqlScope(athenaDialect.column);
  const room = mostBytes - (length - clusterCondition(place.fields, cluster, language).length);
  const [part, ...more] = clusterParts(place.fields, cluster, language, room);
  // Some ten thousand nodes: Athena says itself that it is too long.
  if (part === undefined || more.length > 0) return exact;
  return { sql: athenaQuery(place, scope, part.condition), takes: part.takes };
}

function athenaQuery(place: AthenaPlace, scope: HalvesScope, mine?: string): string {
  const columns = place.fields.map((field) => {
    const name = `"${columnOf(field)}"`;
    return types.has(field) ? name : `nullif(${name}, '-') AS ${name}`;
  });
  const days = dayLayout(place.location).within(
    scope.from === null ? null : dayOf(scope.from),
    // A file of one day can hold the last windows of the day before.
    scope.to === null ? null : dayOf(scope.to + 3_600),
  );
  const where = days.length === 0 ? '' : ` WHERE ${days.join(' AND ')}`;
  const source = `(SELECT ${columns.join(', ')} FROM ${tableName(place)}${where})`;
  return halvesQuery(source, place.fields, scope, athenaDialect, mine);
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 10).replaceAll('-', '/');
}
