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
  bytes BIGINT, packets BIGINT, records BIGINT, flagged BIGINT, first BIGINT, last BIGINT)`;

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
] as const;

/** First ports that no service is registered for but Linux hands out (ip_local_port_range). */
export const ephemeralPort = 32_768;

/** Which records are meant. */
export interface HalvesScope {
  /** Only these interfaces; null for all. */
  readonly interfaces: readonly string[] | null;
  /** Seconds since 1970; records whose window touches the span. */
  readonly from: number | null;
  readonly to: number | null;
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
 * @returns the column list with their expressions and the grouping, to put around a source.
 */
export function halvesQuery(
  source: string,
  fields: readonly string[],
  scope: HalvesScope,
  dialect: Dialect,
): string {
  const has = (field: string) => fields.includes(field);
  const col = (field: string) => dialect.column(columnOf(field));
  const keys: string[] = [`${col('interface-id')} AS eni`];
  keys.push(`${col('srcaddr')} AS src`, `${col('dstaddr')} AS dst`);
  const bits = has('tcp-flags') ? dialect.synBits(col('tcp-flags')) : null;
  keys.push(`${keptPort('srcport', 'dstport', bits, 18, col)} AS sport`);
  keys.push(`${keptPort('dstport', 'srcport', bits, 2, col)} AS dport`);
  keys.push(`${col('protocol')} AS proto`);
  if (has('action')) keys.push(`${col('action')} AS action`);
  if (has('log-status')) keys.push(`${col('log-status')} AS status`);
  if (has('flow-direction')) keys.push(`${col('flow-direction')} AS direction`);
  if (has('pkt-srcaddr')) keys.push(`nullif(${col('pkt-srcaddr')}, ${col('srcaddr')}) AS pkt_src`);
  if (has('pkt-dstaddr')) keys.push(`nullif(${col('pkt-dstaddr')}, ${col('dstaddr')}) AS pkt_dst`);
  if (has('pkt-src-aws-service')) keys.push(`${col('pkt-src-aws-service')} AS src_service`);
  if (has('pkt-dst-aws-service')) keys.push(`${col('pkt-dst-aws-service')} AS dst_service`);
  if (has('reject-reason')) keys.push(`${col('reject-reason')} AS reason`);
  if (bits !== null) keys.push(`CASE ${bits} WHEN 2 THEN 1 WHEN 18 THEN 2 ELSE 0 END AS proof`);
  const sums = [
    has('bytes') ? `sum(${col('bytes')}) AS bytes` : null,
    has('packets') ? `sum(${col('packets')}) AS packets` : null,
    'count(*) AS records',
    has('tcp-flags') ? `count(${col('tcp-flags')}) AS flagged` : null,
    has('start') ? `min(${col('start')}) AS first` : null,
    has('end') ? `max(${col('end')}) AS last` : null,
  ].filter((sum) => sum !== null);
  const groups = keys.map((_, index) => index + 1).join(', ');
  const where = scopeFilter(fields, scope, col);
  return `SELECT ${[...keys, ...sums].join(',\n  ')}\nFROM ${source}${where}\nGROUP BY ${groups}`;
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
