import { type ClusterPart, clusterParts, type HalfRow } from './cluster-parts';
import { type ClusterScope, clusterCondition, insightsScope } from './cluster-scope';
import { ephemeralPort, type HalvesScope } from './halves';
import { columnOf } from './record-format';

/** One query, with what its rows hold beside its own columns. */
export interface InsightsQuery {
  readonly text: string;
  readonly constant: Readonly<Record<string, string | number | null>>;
  readonly numbers: ReadonlySet<string>;
  /** The column of `halves` for each field of its rows. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether a row counts; what another query has as well does not. */
  readonly takes: (row: HalfRow) => boolean;
}

/** What Logs calls the fields of the default format when it discovers them. */
const discovered: Readonly<Record<string, string>> = {
  'interface-id': 'interfaceId',
  srcaddr: 'srcAddr',
  dstaddr: 'dstAddr',
  srcport: 'srcPort',
  dstport: 'dstPort',
  protocol: 'protocol',
  packets: 'packets',
  bytes: 'bytes',
  start: 'startTime',
  end: 'endTime',
  action: 'action',
  'log-status': 'logStatus',
};

const numbers = new Set([
  'sport',
  'dport',
  'proto',
  'bytes',
  'packets',
  'records',
  'flagged',
  'first',
  'last',
]);

/** SYN without ACK, and SYN with it, with any of FIN and RST (1 and 4) beside them. */
const synFlags = '[2, 3, 6, 7]';
const answerFlags = '[18, 19, 22, 23]';

/** The queries of one question. */
export interface InsightsQueries {
  /** Their rows together are the answer. */
  readonly queries: readonly InsightsQuery[];
  /** How many records there are of anybody; null where everybody's are asked for. */
  readonly total: string | null;
}

/** Longer queries are refused (CloudWatch Logs API, StartQuery). */
export const mostCharacters = 10_000;

/**
 * The queries for a scope. Of a cluster that is too large for one condition its records are asked for
 * in shares; Logs reads the span anew for each, so that there are no more than need be.
 */
export function insightsQueries(
  fields: readonly string[] | null,
  { interfaces, cluster }: Pick<HalvesScope, 'interfaces' | 'cluster'>,
): InsightsQueries {
  const whose = cluster ?? (interfaces === null ? null : only(interfaces));
  if (whose === null) return { queries: kinds(fields, null), total: null };
  const language = insightsScope(namesIn(fields));
  const known = fields ?? Object.keys(discovered);
  const condition = clusterCondition(known, whose, language);
  const whole = kinds(fields, { condition, takes: () => true });
  const longest = Math.max(...whole.map(({ text }) => text.length));
  const room = mostCharacters - (longest - condition.length);
  const queries =
    condition.length <= room
      ? whole
      : clusterParts(known, whose, language, room).flatMap((part) => kinds(fields, part));
  return { queries, total: cluster === undefined ? null : 'stats count(*) as sum_records' };
}

/** Interfaces named by hand are a cluster of which nothing else is known. */
function only(interfaces: readonly string[]): ClusterScope {
  return { interfaces, attached: [], others: [], nodes: [] };
}

function namesIn(fields: readonly string[] | null): (field: string) => string {
  return (field) => (fields === null ? (discovered[field] ?? field) : `f_${columnOf(field)}`);
}

/**
 * The kinds of rows as queries: the client's port left out where the sender is plainly the client,
 * or the receiver, both kept where neither is; and what was not recorded. With flags, those that
 * prove who opened it come first, and the others pass them over.
 */
function kinds(
  fields: readonly string[] | null,
  part: ClusterPart | null,
): readonly InsightsQuery[] {
  const name = namesIn(fields);
  const base = [
    ...(fields === null ? [] : [parse(fields)]),
    ...(part === null ? [] : [`filter ${part.condition}`]),
  ];
  const takes = part?.takes ?? (() => true);
  const has = (field: string) => (fields === null ? field in discovered : fields.includes(field));
  const flags = fields?.includes('tcp-flags') === true;
  const [sport, dport] = [name('srcport'), name('dstport')];
  const toServer =
    `(${sport} >= ${ephemeralPort} and ${dport} < ${ephemeralPort})` +
    ` or (${sport} >= 1024 and ${dport} < 1024)`;
  const fromServer =
    `(${dport} >= ${ephemeralPort} and ${sport} < ${ephemeralPort})` +
    ` or (${dport} >= 1024 and ${sport} < 1024)`;
  const ok = has('log-status') ? [`filter ${name('log-status')} = "OK"`] : [];
  const plain = flags ? [`filter ${name('tcp-flags')} not in [2, 3, 6, 7, 18, 19, 22, 23]`] : [];
  const query = (
    filters: readonly string[],
    ports: readonly ('srcport' | 'dstport')[],
    proof: number,
  ): InsightsQuery => ({
    text: [...base, ...ok, ...filters, stats(name, has, ports)].join('\n| '),
    constant: {
      proof,
      status: 'OK',
      flagged: flags ? 1 : 0,
      ...(ports.includes('srcport') ? {} : { sport: -1 }),
      ...(ports.includes('dstport') ? {} : { dport: -1 }),
    },
    numbers,
    names: new Map([
      ...sumColumns,
      ...keyFields(has, ports).map(([field, column]) => [name(field), column] as const),
    ]),
    takes,
  });
  const proven = flags
    ? [
        query([`filter ${name('tcp-flags')} in ${synFlags}`], ['dstport'], 1),
        query([`filter ${name('tcp-flags')} in ${answerFlags}`], ['srcport'], 2),
      ]
    : [];
  return [
    ...proven,
    query([...plain, `filter ${toServer}`], ['dstport'], 0),
    query([...plain, `filter ${fromServer}`], ['srcport'], 0),
    query(
      [...plain, `filter not (${toServer}) and not (${fromServer})`],
      ['srcport', 'dstport'],
      0,
    ),
    ...(has('log-status') ? [lost(base, has, name, takes)] : []),
  ];
}

/** Logs finds fields of another format only where each is cut out of the message. */
function parse(fields: readonly string[]): string {
  const holes = fields.map(() => '*').join(' ');
  return `parse @message "${holes}" as ${fields.map((field) => `f_${columnOf(field)}`).join(', ')}`;
}

const sumColumns = ['bytes', 'packets', 'records', 'first', 'last'].map(
  (column) => [`sum_${column}`, column] as const,
);

/** What rows are told apart by: the field, and its column in `halves`. */
function keyFields(
  has: (field: string) => boolean,
  ports: readonly ('srcport' | 'dstport')[],
): readonly (readonly [field: string, column: string])[] {
  const all = [
    ['interface-id', 'eni'],
    ['srcaddr', 'src'],
    ['dstaddr', 'dst'],
    ...ports.map((port) => [port, port === 'srcport' ? 'sport' : 'dport'] as const),
    ['protocol', 'proto'],
    ['action', 'action'],
    ['flow-direction', 'direction'],
    ['pkt-srcaddr', 'pkt_src'],
    ['pkt-dstaddr', 'pkt_dst'],
    ['pkt-src-aws-service', 'src_service'],
    ['pkt-dst-aws-service', 'dst_service'],
    ['reject-reason', 'reason'],
    ['instance-id', 'instance'],
    ['vpc-id', 'vpc'],
  ] as const;
  return all.filter(([field]) => has(field));
}

function stats(
  name: (field: string) => string,
  has: (field: string) => boolean,
  ports: readonly ('srcport' | 'dstport')[],
): string {
  const keys = keyFields(has, ports).map(([field]) => name(field));
  const sums = [
    ...(has('bytes') ? [`sum(${name('bytes')}) as sum_bytes`] : []),
    ...(has('packets') ? [`sum(${name('packets')}) as sum_packets`] : []),
    'count(*) as sum_records',
    ...(has('start') ? [`min(${name('start')}) as sum_first`] : []),
    ...(has('end') ? [`max(${name('end')}) as sum_last`] : []),
  ];
  return `stats ${sums.join(', ')} by ${keys.join(', ')}`;
}

function lost(
  base: readonly string[],
  has: (field: string) => boolean,
  name: (field: string) => string,
  takes: (row: HalfRow) => boolean,
): InsightsQuery {
  const status = name('log-status');
  const keys = ['interface-id', 'log-status', ...(has('instance-id') ? ['instance-id'] : [])];
  const text = [
    ...base,
    `filter ${status} in ["SKIPDATA", "NODATA"]`,
    `stats count(*) as sum_records by ${keys.map(name).join(', ')}`,
  ].join('\n| ');
  const names = new Map([
    ...sumColumns,
    [name('interface-id'), 'eni'],
    [status, 'status'],
    [name('instance-id'), 'instance'],
  ] as const);
  return { text, constant: {}, numbers, names, takes };
}
