import { type ClusterScope, clusterCondition, sqlScope } from './cluster-scope';
import { columnOf } from './record-format';

/**
 * The table every engine fills: one row for all records of one direction between two addresses, with
 * the ports that matter. A client's port says nothing once the server's is known, so that the many
 * connections of one client to one server are one row; where neither port is plainly the client's,
 * both are kept. A port that is not kept is -1.
 */
export const createHalves = `CREATE TABLE halves (
  eni VARCHAR, src VARCHAR, dst VARCHAR, sport INTEGER, dport INTEGER, proto SMALLINT,
  action VARCHAR, status VARCHAR, direction VARCHAR, pkt_src VARCHAR, pkt_dst VARCHAR,
  src_service VARCHAR, dst_service VARCHAR, reason VARCHAR, proof TINYINT,
  bytes BIGINT, packets BIGINT, records BIGINT, flagged BIGINT, first BIGINT, last BIGINT,
  instance VARCHAR, vpc VARCHAR)`;

/** The status of the row that counts what belongs to nobody of a cluster. */
export const leftOut = 'LEFTOUT';

/** Their names in that order, for engines that append rows. */
export const halfColumns = [
  'eni',
  'src',
  'dst',
  'sport',
  'dport',
  'proto',
  'action',
  'status',
  'direction',
  'pkt_src',
  'pkt_dst',
  'src_service',
  'dst_service',
  'reason',
  'proof',
  'bytes',
  'packets',
  'records',
  'flagged',
  'first',
  'last',
  'instance',
  'vpc',
] as const;

/** First ports that no service is registered for but Linux hands out (ip_local_port_range). */
export const ephemeralPort = 32_768;

/** Which records are meant. */
export interface HalvesScope {
  /** Only these interfaces; null for all. */
  readonly interfaces: readonly string[] | null;
  /** Only a cluster's; what is not is counted. Absent for everybody's. */
  readonly cluster?: ClusterScope;
  /** Seconds since 1970; records whose window touches the span. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Whether records of a format cannot be kept to the span, for want of their times. */
export function isUntimed(
  fields: readonly string[],
  { from, to }: Pick<HalvesScope, 'from' | 'to'>,
): boolean {
  return (from !== null && !fields.includes('end')) || (to !== null && !fields.includes('start'));
}

/** How one SQL dialect says what the three engines need alike. */
export interface Dialect {
  readonly column: (name: string) => string;
  /** The lowest two bits that matter of the flags: SYN and ACK as AWS sums them (2 and 16). */
  readonly synBits: (flags: string) => string;
}

/**
 * The question of the heavy half in SQL: read once, grouped as {@link createHalves} says. Only the
 * fields a format has are asked for.
 *
 * `proof` is 1 for a SYN without ACK, so that the sender opened it, 2 for a SYN with ACK, so that it
 * answered, 0 for neither (VPC user guide, tcp-flags).
 *
 * @param mine the condition for a cluster's records, unless it is the exact one.
 * @returns the column list with their expressions and the grouping, to put around a source.
 */
export function halvesQuery(
  source: string,
  fields: readonly string[],
  scope: HalvesScope,
  dialect: Dialect,
  mine = scope.cluster && clusterCondition(fields, scope.cluster, sqlScope(dialect.column)),
): string {
  const has = (field: string) => fields.includes(field);
  const col = (field: string) => dialect.column(columnOf(field));
  const bits = has('tcp-flags') ? dialect.synBits(col('tcp-flags')) : null;
  const sums = [
    has('bytes') ? `sum(${col('bytes')}) AS bytes` : null,
    has('packets') ? `sum(${col('packets')}) AS packets` : null,
    'count(*) AS records',
    has('tcp-flags') ? `count(${col('tcp-flags')}) AS flagged` : null,
    has('start') ? `min(${col('start')}) AS first` : null,
    has('end') ? `max(${col('end')}) AS last` : null,
  ].filter((sum) => sum !== null);
  const where = scopeFilter(fields, scope, col);
  const plain = keyColumns(has, col, bits);
  if (mine === undefined) return grouped(plain, sums, `${source}${where}`);
  // In one reading: what is not the cluster's falls together into one row.
  const keys = plain.map(([text, name]): Key => [`CASE WHEN mine THEN ${text} END`, name]);
  const status = has('log-status') ? col('log-status') : `'OK'`;
  const all: Key[] = [
    ...keys.filter(([, name]) => name !== 'status'),
    [`CASE WHEN mine THEN ${status} ELSE '${leftOut}' END`, 'status'],
    ...(has('instance-id')
      ? [[`CASE WHEN mine THEN ${col('instance-id')} END`, 'instance'] as const]
      : []),
  ];
  return grouped(all, sums, `(SELECT *, (${mine}) AS mine FROM ${source})${where}`);
}

type Key = readonly [text: string, name: string];

function grouped(keys: readonly Key[], sums: readonly string[], from: string): string {
  const columns = [...keys.map(([text, name]) => `${text} AS ${name}`), ...sums];
  const groups = keys.map((_, index) => index + 1).join(', ');
  return `SELECT ${columns.join(',\n  ')}\nFROM ${from}\nGROUP BY ${groups}`;
}

/** What rows are told apart by, as far as the format has it. */
function keyColumns(
  has: (field: string) => boolean,
  col: (field: string) => string,
  bits: string | null,
): readonly Key[] {
  const known = (field: string, name: string): readonly Key[] =>
    has(field) ? [[col(field), name]] : [];
  const other = (field: string, than: string, name: string): readonly Key[] =>
    has(field) ? [[`nullif(${col(field)}, ${col(than)})`, name]] : [];
  return [
    [col('interface-id'), 'eni'],
    [col('srcaddr'), 'src'],
    [col('dstaddr'), 'dst'],
    [keptPort('srcport', 'dstport', bits, 18, col), 'sport'],
    [keptPort('dstport', 'srcport', bits, 2, col), 'dport'],
    [col('protocol'), 'proto'],
    ...known('action', 'action'),
    ...known('log-status', 'status'),
    ...known('flow-direction', 'direction'),
    ...other('pkt-srcaddr', 'srcaddr', 'pkt_src'),
    ...other('pkt-dstaddr', 'dstaddr', 'pkt_dst'),
    ...known('pkt-src-aws-service', 'src_service'),
    ...known('pkt-dst-aws-service', 'dst_service'),
    ...known('reject-reason', 'reason'),
    ...known('vpc-id', 'vpc'),
    ...(bits === null
      ? []
      : [[`CASE ${bits} WHEN 2 THEN 1 WHEN 18 THEN 2 ELSE 0 END`, 'proof'] as const]),
  ];
}

/**
 * A port unless it is the client's. By the flags where they tell: of a SYN the receiver's port is
 * the server's, of its answer the sender's. Else by rank: below 1024, below the ephemeral ports,
 * ephemeral.
 */
function keptPort(
  field: string,
  other: string,
  bits: string | null,
  serverBits: 2 | 18,
  col: (field: string) => string,
): string {
  const rank = (name: string) =>
    `(CASE WHEN ${col(name)} < 1024 THEN 0 WHEN ${col(name)} < ${ephemeralPort} THEN 1 ELSE 2 END)`;
  const byFlags =
    bits === null
      ? ''
      : ` WHEN ${bits} = ${serverBits} THEN ${col(field)}` + ` WHEN ${bits} IN (2, 18) THEN -1`;
  return `CASE${byFlags} WHEN ${rank(field)} > ${rank(other)} THEN -1 ELSE ${col(field)} END`;
}

function scopeFilter(
  fields: readonly string[],
  scope: HalvesScope,
  col: (field: string) => string,
): string {
  const terms: string[] = [];
  if (scope.interfaces !== null) {
    const list = scope.interfaces.filter((each) => /^eni-[0-9a-z]+$/.test(each));
    terms.push(
      list.length === 0
        ? 'false'
        : `${col('interface-id')} IN (${list.map((each) => `'${each}'`).join(', ')})`,
    );
  }
  if (scope.from !== null && fields.includes('end')) terms.push(`${col('end')} >= ${scope.from}`);
  if (scope.to !== null && fields.includes('start')) terms.push(`${col('start')} <= ${scope.to}`);
  return terms.length === 0 ? '' : `\nWHERE ${terms.join(' AND ')}`;
}

/** DuckDB: `end` is no name without quotes there. */
export const duckDialect: Dialect = {
  column: (name) => `"${name}"`,
  synBits: (flags) => `(${flags} & 18)`,
};

/** Athena (Trino): bits by function. */
export const athenaDialect: Dialect = {
  column: (name) => `"${name}"`,
  synBits: (flags) => `bitwise_and(${flags}, 18)`,
};
