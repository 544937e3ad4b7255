import { DuckDBInstance } from '@duckdb/node-api';
import { quoted } from '../../../electron/flows/database';
import {
  defaultFields,
  formatText,
  recommendedFields,
} from '../../../electron/flows/record-format';
import { cores, natAddress, natGateway, tasks } from './made-up-network';

/** How the made-up network is logged. */
export interface GenerateOptions {
  /** Where files go: `slot=<n>/…log.gz`, one for each span of ten minutes. */
  readonly folder: string;
  readonly sessions: number;
  readonly minutes: number;
  /** The recommended format with flags, or AWS's default one. */
  readonly flags: boolean;
}

/** Who really opened what, as one line: `group initiator far port protocol action`. */
export type Truth = ReadonlySet<string>;

const start = 1_764_000_000;

/**
 * Makes sessions of a cluster with known initiators and writes what flow logs would hold of them:
 * two directions at each interface, cut into windows, with lost windows (SKIPDATA), refused scans,
 * late packets of connections that are over, clients behind NAT with any port, and the interface of
 * a NAT gateway, which logs both its sides of what nodes open to the internet and opens nothing
 * itself. All in SQL, so that a hundred million records are no matter.
 *
 * @returns how many records were written, and the truth about those that were not lost.
 */
export async function generate(options: GenerateOptions) {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '3GiB',
    threads: '2',
    preserve_insertion_order: 'false',
    temp_directory: `${options.folder}.spill`,
  });
  const connection = await instance.connect();
  const run = (sql: string) => connection.run(sql);
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
  try {
    await run(`CREATE MACRO rnd(i, salt) AS (hash(i * 31 + salt * 7919) % 1000003) / 1000003.0`);
    await run(`CREATE MACRO pick(i, salt, n) AS CAST(floor(rnd(i, salt) * n) AS INTEGER)`);
    await run(`CREATE MACRO node(n) AS '10.0.1.' || (10 + n)`);
    await run(sessions(options));
    await run(records(options));
    await run(written(options));
    const [count = {}] = await rows('SELECT count(*) AS n FROM lines');
    const truth = await rows(truthQuery);
    return {
      records: Number(count['n']),
      truth: new Set(truth.map((row) => String(row['line']))) as Truth,
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Each session: client, server, their ports and nodes (null outside the cluster), and its time. */
function sessions({ sessions: count, minutes }: GenerateOptions): string {
  const span = minutes * 60;
  return `CREATE TABLE sessions AS
  WITH draws AS (
    SELECT i, rnd(i, 1) AS u, pick(i, 2, ${1 + cores + tasks}) AS any_node,
      1 + pick(i, 3, ${cores + tasks}) AS worker, 1 + pick(i, 4, ${cores}) AS core,
      32768 + pick(i, 5, 28232) AS high, pick(i, 6, 150) AS app, pick(i, 7, 400) AS wide,
      pick(i, 8, 4) AS quarter, rnd(i, 9) AS length, rnd(i, 10) AS when_
    FROM range(${count}) t(i)),
  kinds AS (
    SELECT *, CASE WHEN u < .25 THEN 's3' WHEN u < .40 THEN 'data' WHEN u < .50 THEN 'names'
      WHEN u < .55 THEN 'yarn' WHEN u < .67 THEN 'executor' WHEN u < .72 THEN 'driver'
      WHEN u < .75 THEN 'sqs' WHEN u < .77 THEN 'rds' WHEN u < .82 THEN 'bastion'
      WHEN u < .85 THEN 'vpn' WHEN u < .93 THEN 'app' WHEN u < .95 THEN 'internet'
      WHEN u < .97 THEN 'dns' WHEN u < .98 THEN 'ntp' WHEN u < .985 THEN 'scan'
      WHEN u < .99 THEN 'refused' WHEN u < .995 THEN 'kdc' WHEN u < .998 THEN 'icmp'
      ELSE 'late' END AS kind FROM draws),
  ends AS (
    SELECT *, CASE WHEN kind IN ('bastion', 'vpn', 'scan') THEN NULL
        WHEN kind IN ('names', 'yarn', 'executor', 'driver') THEN worker
        WHEN kind IN ('rds', 'icmp', 'late') THEN 0 ELSE any_node END AS client_node,
      CASE WHEN kind IN ('data', 'icmp') THEN core
        WHEN kind IN ('names', 'yarn', 'driver', 'vpn') THEN 0
        WHEN kind = 'executor' THEN 1 + (worker + pick(i, 11, ${cores + tasks - 1})) % ${cores + tasks}
        WHEN kind = 'bastion' THEN CASE WHEN quarter = 3 THEN core ELSE 0 END
        WHEN kind = 'scan' THEN any_node END AS server_node
    FROM kinds)
  SELECT i, kind, client_node, server_node,
    CASE WHEN client_node IS NOT NULL THEN node(client_node) WHEN kind = 'bastion' THEN '10.0.0.5'
      WHEN kind = 'vpn' THEN '172.16.5.' || (1 + quarter)
      ELSE '198.51.100.' || (1 + wide % 40) END AS client,
    CASE WHEN server_node IS NOT NULL THEN node(server_node)
      WHEN kind = 's3' THEN '52.219.' || (wide % 4) || '.' || (1 + wide // 4)
      WHEN kind = 'sqs' THEN '10.0.3.5' WHEN kind = 'rds' THEN '10.0.4.7'
      WHEN kind = 'app' THEN '172.20.' || (app // 100) || '.' || (1 + app % 100)
      WHEN kind = 'internet' THEN '151.101.' || (wide % 30) || '.223'
      WHEN kind = 'dns' THEN '10.0.0.53' WHEN kind = 'ntp' THEN '10.0.0.123'
      WHEN kind = 'refused' THEN '203.0.113.' || (1 + quarter) WHEN kind = 'kdc' THEN '192.168.9.9'
      ELSE '10.0.0.5' END AS server,
    CASE WHEN kind = 'icmp' THEN 0 WHEN kind = 'ntp' THEN 123 WHEN kind = 'late' THEN 8088
      WHEN kind IN ('vpn', 'scan') THEN 1024 + pick(i, 12, 64000) ELSE high END AS client_port,
    CASE kind WHEN 's3' THEN CASE WHEN quarter = 3 THEN 80 ELSE 443 END WHEN 'data' THEN 9866
      WHEN 'names' THEN 8020 WHEN 'yarn' THEN [8030, 8031, 8032, 8025][1 + quarter]
      WHEN 'executor' THEN 33000 + pick(server_node * 4 + quarter, 13, 25000)
      WHEN 'driver' THEN 33000 + pick(quarter, 14, 25000) WHEN 'rds' THEN 3306
      WHEN 'bastion' THEN CASE WHEN quarter = 3 THEN 8042 ELSE [8088, 18080, 22][1 + quarter] END
      WHEN 'vpn' THEN [8088, 18080, 9870, 8888][1 + quarter]
      WHEN 'app' THEN CASE WHEN app % 10 = 0 THEN 34000 + app * 7 ELSE 1100 + app * 173 END
      WHEN 'dns' THEN 53 WHEN 'ntp' THEN 123 WHEN 'scan' THEN 1 + pick(i, 15, 65000)
      WHEN 'refused' THEN [25, 587, 8883, 6667][1 + quarter] WHEN 'kdc' THEN 88 WHEN 'icmp' THEN 0
      WHEN 'late' THEN high ELSE 443 END AS server_port,
    CASE WHEN kind IN ('dns', 'ntp') OR (kind = 'kdc' AND quarter = 0) THEN 17
      WHEN kind = 'icmp' THEN 1 ELSE 6 END AS proto,
    CASE WHEN kind IN ('scan', 'refused', 'late') THEN 'REJECT' ELSE 'ACCEPT' END AS action,
    ${start} - 3600 + when_ * ${span + 3600} AS opened,
    CASE WHEN kind IN ('scan', 'refused', 'late', 'dns', 'ntp', 'icmp') THEN .05
      WHEN length < .8 THEN .05 + length * 2 WHEN length < .95 THEN (length - .8) * 2000
      ELSE 600 + (length - .95) * 130000 END AS seconds
  FROM ends`;
}

/** What each interface logs of each session: windows of a minute, both directions. */
function records({ minutes }: GenerateOptions): string {
  const first = Math.floor(start / 60);
  return `CREATE TABLE lines AS
  WITH windows AS (
    SELECT *, unnest(range(greatest(CAST(floor(opened / 60) AS BIGINT), ${first}),
      least(CAST(floor((opened + seconds) / 60) AS BIGINT) + 1, ${first + minutes}))) AS w
    FROM sessions WHERE opened + seconds >= ${start}),
  enis AS (
    SELECT *, client_node AS eni, true AS at_client, NULL AS leg FROM windows
      WHERE client_node IS NOT NULL
    UNION ALL SELECT *, server_node, false, NULL FROM windows WHERE server_node IS NOT NULL
    UNION ALL SELECT *, ${natGateway}, false, 'private' FROM windows WHERE kind = 'internet'
    UNION ALL SELECT * REPLACE (1024 + pick(i, 24, 64000) AS client_port), ${natGateway}, true, 'public'
      FROM windows WHERE kind = 'internet'),
  ways AS (
    SELECT *, true AS forth FROM enis
    UNION ALL SELECT *, false FROM enis WHERE action = 'ACCEPT' AND NOT (kind = 'late')),
  kept AS (SELECT *, rnd(eni * 100003 + w, 20) < .01 AS lost,
    CASE WHEN leg = 'public' THEN '${natAddress}' ELSE client END AS near,
    CASE WHEN leg = 'private' THEN '${natAddress}' ELSE server END AS away FROM ways)
  SELECT i, w, eni, lost, forth, kind, proto, action,
    CASE WHEN forth THEN near ELSE away END AS src, CASE WHEN forth THEN away ELSE near END AS dst,
    CASE WHEN forth THEN near ELSE server END AS pkt_src,
    CASE WHEN forth THEN server ELSE near END AS pkt_dst,
    CASE WHEN forth THEN client_port ELSE server_port END AS sport,
    CASE WHEN forth THEN server_port ELSE client_port END AS dport,
    1 + pick(i + w, 21, 900) AS packets, 40 * (1 + pick(i + w, 21, 900)) AS bytes,
    CASE WHEN w = floor(opened / 60) THEN CAST(floor(opened + CASE WHEN forth THEN 0
        ELSE .001 + rnd(i, 22) * .06 END) AS BIGINT)
      ELSE w * 60 + pick(i * 3 + w + CASE WHEN forth THEN 1 ELSE 0 END, 23, 50) END AS begin,
    CASE WHEN proto <> 6 THEN 0 ELSE
      CASE WHEN w = floor(opened / 60) AND kind <> 'late' THEN CASE WHEN forth THEN 2 ELSE 18 END
        ELSE 0 END
      + CASE WHEN w = floor((opened + seconds) / 60) AND action = 'ACCEPT' THEN 1 ELSE 0 END
      END AS flags,
    CASE WHEN forth = at_client THEN 'egress' ELSE 'ingress' END AS direction
  FROM kept`;
}

/** As text, since a lost window has dashes where a record has numbers. */
const eniText = `'eni-0c1a' || lpad(lower(to_hex(eni)), 13, '0')`;
const recorded = new Map([
  ['account-id', `'123456789012'`],
  ['interface-id', eniText],
  ['srcaddr', 'src'],
  ['dstaddr', 'dst'],
  ['srcport', 'sport'],
  ['dstport', 'dport'],
  ['protocol', 'proto'],
  ['packets', 'packets'],
  ['bytes', 'bytes'],
  ['start', 'begin'],
  ['end', 'begin + 59'],
  ['action', 'action'],
  ['log-status', `'OK'`],
  ['tcp-flags', 'flags'],
  ['pkt-srcaddr', 'pkt_src'],
  ['pkt-dstaddr', 'pkt_dst'],
  ['pkt-src-aws-service', `CASE WHEN src LIKE '52.219.%' THEN 'S3' ELSE '-' END`],
  ['pkt-dst-aws-service', `CASE WHEN dst LIKE '52.219.%' THEN 'S3' ELSE '-' END`],
  ['flow-direction', 'direction'],
]);
const lost = new Map([
  ['account-id', `'123456789012'`],
  ['interface-id', eniText],
  ['start', 'w * 60'],
  ['end', 'w * 60 + 59'],
  ['log-status', `'SKIPDATA'`],
]);

function written({ folder, flags }: GenerateOptions): string {
  const fields = flags ? recommendedFields : defaultFields;
  const columns = (values: ReadonlyMap<string, string>) =>
    fields
      .map((field) => {
        const value = field === 'version' ? (flags ? '8' : '2') : (values.get(field) ?? `'-'`);
        return `CAST(${value} AS VARCHAR) AS "${field}"`;
      })
      .join(', ');
  return `COPY (
    SELECT w // 10 AS slot, ${columns(recorded)} FROM lines WHERE NOT lost
    UNION ALL
    SELECT w // 10 AS slot, ${columns(lost)} FROM (SELECT DISTINCT w, eni FROM lines WHERE lost))
  TO ${quoted(folder)} (FORMAT csv, DELIMITER ' ', HEADER true, QUOTE '', COMPRESSION gzip,
    PARTITION_BY (slot), FILE_EXTENSION 'log.gz', OVERWRITE_OR_IGNORE true)`;
}

/** From each node's view: who opened what. Late packets and the NAT gateway opened nothing. */
const truthQuery = `
  SELECT DISTINCT concat_ws(' ', CASE WHEN eni = 0 THEN 'primary' WHEN eni <= ${cores} THEN 'core'
      ELSE 'task' END,
    CASE WHEN forth = (direction = 'egress') THEN 'node' ELSE 'peer' END,
    CASE WHEN direction = 'egress' THEN dst ELSE src END,
    CASE WHEN proto = 1 THEN '-' ELSE CAST(CASE WHEN forth THEN dport ELSE sport END AS VARCHAR) END,
    CASE proto WHEN 6 THEN 'tcp' WHEN 17 THEN 'udp' ELSE 'icmp' END, action) AS line
  FROM lines WHERE NOT lost AND kind <> 'late' AND eni < ${natGateway}`;

/** The format of the files with flags, as a flow log would be made with it. */
export const flagsFormat = formatText(recommendedFields);
