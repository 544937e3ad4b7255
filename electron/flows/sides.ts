import type { FlowDatabase } from './database';

/** An interface whose place is known, with every address it has. */
export interface KnownInterface {
  readonly id: string;
  readonly group: string;
  readonly addresses: readonly string[];
}

/** A node that may have gone, and its interface with it: known by its instance or its address. */
export interface KnownNode {
  readonly instanceId: string | null;
  readonly address: string;
  readonly group: string;
}

/**
 * What {@link sides} needs: which addresses each interface of `halves` has (`own`), which interfaces
 * only pass packets on (`relays`), and a number for every interface and address (`enis`,
 * `addresses`). Numbers, because what follows joins and groups by them many times, and a text costs
 * much more. Records without data stay behind in `halves`, and those without an interface: AWS names
 * none of a regional NAT gateway, which only passes packets on (VPC user guide, interface-id).
 */
export async function nameEnds(
  database: FlowDatabase,
  interfaces: readonly KnownInterface[],
  nodes: readonly KnownNode[],
): Promise<void> {
  await database.run('CREATE TABLE known (eni VARCHAR, grp VARCHAR, address VARCHAR)');
  await database.append(
    'known',
    interfaces.flatMap(({ id, group, addresses }) =>
      (addresses.length === 0 ? [null] : addresses).map((address) => [id, group, address]),
    ),
  );
  await database.run('CREATE TABLE nodes (instance VARCHAR, address VARCHAR, grp VARCHAR)');
  await database.append(
    'nodes',
    nodes.map(({ instanceId, address, group }) => [instanceId, address || null, group]),
  );
  for (const statement of [usable, byInstance, byAddress, relays, vpcs, own, enis, addresses]) {
    await database.run(statement);
  }
}

const usable = `CREATE VIEW usable AS
  SELECT * FROM halves WHERE coalesce(status, 'OK') = 'OK' AND src IS NOT NULL AND dst IS NOT NULL
    AND eni IS NOT NULL`;

/** Interfaces of nodes whose instance the records name. */
const byInstance = `INSERT INTO known
  SELECT DISTINCT eni, grp, address FROM usable JOIN nodes USING (instance)
  WHERE eni NOT IN (SELECT eni FROM known)`;

/** Interfaces without that in whose records one node's address, and one only, always stands. */
const byAddress = `INSERT INTO known
  WITH met AS (
      SELECT eni, address, sum(records) AS n
      FROM (SELECT eni, src AS address, records FROM usable
        UNION ALL SELECT eni, dst, records FROM usable WHERE dst <> src)
      WHERE eni NOT IN (SELECT eni FROM known) AND address IN (SELECT address FROM nodes)
      GROUP BY ALL),
    total AS (SELECT eni, sum(records) AS n FROM usable GROUP BY eni),
    usual AS (SELECT eni, address, count(*) OVER (PARTITION BY eni) AS rivals
      FROM met JOIN total USING (eni) WHERE met.n >= 0.9 * total.n)
  SELECT eni, any_value(grp), address FROM usual JOIN nodes USING (address)
  WHERE rivals = 1 GROUP BY eni, address`;

/**
 * Interfaces that pass on what others send: in many of their records the packet's own address is
 * another. Of a NAT gateway's four records of one connection these are two, on its private side.
 */
const relays = `CREATE TABLE relays AS
  SELECT eni FROM usable WHERE eni NOT IN (SELECT eni FROM known)
  GROUP BY eni
  HAVING 4 * coalesce(sum(records) FILTER (WHERE pkt_src IS NOT NULL OR pkt_dst IS NOT NULL), 0)
    > sum(records)`;

/** The network of each interface, where the records name it; two may have the same addresses. */
const vpcs = `CREATE TABLE vpcs AS
  SELECT eni, max(vpc) AS vpc, min(first) AS first, max(last) AS last FROM usable GROUP BY eni`;

/** Addresses that every network has its own of. */
const isPrivate = (address: string) =>
  `regexp_matches(${address}, '^(10\\.|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|f[cd]|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.)')`;

/**
 * The addresses of each interface: those that were given, or else the one that stands in nearly all
 * of its records. Of two that do (it talked to one peer only), the one that is not another
 * interface's, and then the private one.
 */
const own = `CREATE TABLE own AS
  WITH met AS (
      SELECT eni, address, sum(records) AS n
      FROM (SELECT eni, src AS address, records FROM usable
        UNION ALL SELECT eni, dst, records FROM usable WHERE dst <> src)
      WHERE eni NOT IN (SELECT eni FROM known WHERE address IS NOT NULL) GROUP BY ALL),
    total AS (SELECT eni, sum(records) AS n FROM usable GROUP BY eni),
    usual AS (
      SELECT met.eni, vpc, address, count(*) OVER (PARTITION BY met.eni) AS rivals,
        ${isPrivate('address')} AS private
      FROM met JOIN total USING (eni) JOIN vpcs USING (eni) WHERE met.n >= 0.9 * total.n),
    sure AS (SELECT eni, vpc, address FROM usual WHERE rivals = 1),
    looked AS (SELECT *, EXISTS (SELECT 1 FROM sure s WHERE s.address = u.address
        AND coalesce(s.vpc = u.vpc, true)) AS taken
      FROM usual u WHERE rivals > 1),
    open AS (SELECT *, count(*) FILTER (WHERE private) OVER (PARTITION BY eni) AS privates,
      count(*) FILTER (WHERE NOT taken) OVER (PARTITION BY eni) AS untaken
      FROM looked)
  SELECT eni, address, true AS certain FROM known WHERE address IS NOT NULL
  UNION SELECT eni, address, true FROM sure
  UNION SELECT eni, address, false FROM open
    WHERE (untaken = 1 AND NOT taken) OR (untaken <> 1 AND privates = 1 AND private)`;

/**
 * A number for each interface, and for its network: `realm` is 0 where nothing tells one from others.
 * Where the records do not name the network, an interface that has the address of another one at the
 * same time is in a network of its own.
 */
const enis = `CREATE TABLE enis AS
  WITH held AS (SELECT own.eni, address, vpc, coalesce(first, 0) AS first,
      coalesce(last, ${Number.MAX_SAFE_INTEGER}) AS last
    FROM own JOIN vpcs USING (eni) WHERE certain),
  doubled AS (SELECT DISTINCT a.eni FROM held a JOIN held b ON a.address = b.address
    AND a.eni <> b.eni AND a.first <= b.last AND b.first <= a.last
    WHERE a.vpc IS NULL),
  counted AS (SELECT eni, vpc, CAST(row_number() OVER () AS INTEGER) AS number FROM vpcs)
  SELECT eni, number, CAST(CASE
      WHEN vpc IS NOT NULL THEN dense_rank() OVER (ORDER BY vpc)
      WHEN eni IN (FROM doubled) THEN -number ELSE 0 END AS INTEGER) AS realm
  FROM counted`;

const addresses = `CREATE TABLE addresses AS
  WITH texts AS (${['src', 'dst', 'pkt_src', 'pkt_dst']
    .map((column) => `SELECT DISTINCT ${column} AS address FROM usable`)
    .join(' UNION ALL ')})
  SELECT address, CAST(row_number() OVER () AS INTEGER) AS number,
    ${isPrivate('address')} AS private
  FROM (SELECT DISTINCT address FROM texts WHERE address IS NOT NULL)`;

/**
 * What each interface saw of each far side, batches put together: which end is near, which is far.
 * `turn` is null where nobody can say.
 */
export const sides = `
  WITH turned AS (
    SELECT h.*, CASE
        WHEN h.direction IN ('egress', 'ingress') THEN h.direction
        WHEN a.address IS NOT NULL THEN 'egress'
        WHEN b.address IS NOT NULL THEN 'ingress' END AS turn
    FROM usable h
    LEFT JOIN own a ON a.eni = h.eni AND a.address = h.src
    LEFT JOIN own b ON b.eni = h.eni AND b.address = h.dst
    WHERE h.eni NOT IN (SELECT eni FROM relays)),
  faced AS (
    SELECT eni, turn, proto, action, coalesce(proof, 0) AS proof, reason, bytes, packets, records,
      coalesce(flagged, 0) AS flagged, first, last,
      CASE WHEN turn = 'ingress' THEN dst ELSE src END AS near,
      CASE WHEN turn = 'ingress' THEN dport ELSE sport END AS near_port,
      CASE WHEN turn = 'ingress' THEN coalesce(pkt_src, src) ELSE coalesce(pkt_dst, dst) END AS far,
      CASE WHEN turn = 'ingress' THEN sport ELSE dport END AS far_port,
      CASE WHEN turn = 'ingress' THEN src_service ELSE dst_service END AS code
    FROM turned)
  SELECT e.number AS eni, turn, proto, action, proof, reason, n.number AS near, near_port,
    f.number AS far, far_port, CASE WHEN n.private THEN realm ELSE 0 END AS near_realm,
    CASE WHEN f.private THEN realm ELSE 0 END AS far_realm, code, CAST(sum(bytes) AS BIGINT) AS bytes,
    CAST(sum(packets) AS BIGINT) AS packets, CAST(sum(records) AS BIGINT) AS records,
    CAST(sum(flagged) AS BIGINT) AS flagged, min(first) AS first, max(last) AS last
  FROM faced
  JOIN enis e ON e.eni = faced.eni
  JOIN addresses n ON n.address = near
  JOIN addresses f ON f.address = far
  GROUP BY ALL`;
