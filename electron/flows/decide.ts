import type { FlowDatabase } from './database';
import { ephemeralPort } from './halves';
import { knownPorts } from './known-ports';

/** An interface whose place is known, with every address it has. */
export interface KnownInterface {
  readonly id: string;
  readonly group: string;
  readonly addresses: readonly string[];
}

/**
 * From the rows of `halves` to the table `decided`: one row per node group, far side, port, protocol
 * and action, with who opened it. All of it in SQL, over rows that are few by now.
 *
 * The steps follow what the records can prove. TCP flags come first. A server that flags have proven
 * is a server in the records without flags too. Then ports: ephemeral against registered, known
 * against unknown, and the end that many others talk to. Only then does the earlier of two opposite
 * records count, because both directions of a connection mostly begin within one second, and a
 * connection older than the log begins with whichever direction spoke first.
 */
export async function decide(
  database: FlowDatabase,
  interfaces: readonly KnownInterface[],
): Promise<void> {
  await database.run('CREATE TABLE known (eni VARCHAR, grp VARCHAR, address VARCHAR)');
  await database.append(
    'known',
    interfaces.flatMap(({ id, group, addresses }) =>
      (addresses.length === 0 ? [null] : addresses).map((address) => [id, group, address]),
    ),
  );
  await database.run('CREATE TABLE listens (port BIGINT)');
  await database.append(
    'listens',
    knownPorts().map((port) => [port]),
  );
  for (const statement of [
    merged,
    relays,
    own,
    sides,
    servers,
    likely,
    fan,
    pairs,
    judged,
    decided,
  ])
    await database.run(statement);
}

/** Batches put together; records without data stay behind in `halves`. */
const merged = `CREATE TABLE merged AS
  SELECT eni, src, dst, sport, dport, proto, action, direction, pkt_src, pkt_dst, src_service,
    dst_service, reason, coalesce(proof, 0) AS proof, sum(bytes) AS bytes, sum(packets) AS packets,
    sum(records) AS records, sum(coalesce(flagged, 0)) AS flagged, min(first) AS first,
    max(last) AS last
  FROM halves WHERE coalesce(status, 'OK') = 'OK' AND src IS NOT NULL AND dst IS NOT NULL
  GROUP BY ALL`;

/** Interfaces that pass on what others send: the packet's own address is another than theirs. */
const relays = `CREATE TABLE relays AS
  SELECT eni FROM merged WHERE eni NOT IN (SELECT eni FROM known)
  GROUP BY eni
  HAVING 2 * coalesce(sum(records) FILTER (WHERE pkt_src IS NOT NULL OR pkt_dst IS NOT NULL), 0)
    > sum(records)`;

/**
 * The addresses of each interface: those that were given, or else the one that stands in nearly all
 * of its records. Of two that do (it talked to one peer only), the one that is not another
 * interface's, and then the private one.
 */
const own = `CREATE TABLE own AS
  WITH met AS (
      SELECT eni, address, sum(records) AS n
      FROM (SELECT eni, src AS address, records FROM merged
        UNION ALL SELECT eni, dst, records FROM merged WHERE dst <> src)
      WHERE eni NOT IN (SELECT eni FROM known WHERE address IS NOT NULL) GROUP BY ALL),
    total AS (SELECT eni, sum(records) AS n FROM merged GROUP BY eni),
    usual AS (
      SELECT met.eni, address, count(*) OVER (PARTITION BY met.eni) AS rivals,
        regexp_matches(address, '^(10\\.|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|f[cd])') AS private
      FROM met JOIN total USING (eni) WHERE met.n >= 0.9 * total.n),
    sure AS (SELECT eni, address FROM usual WHERE rivals = 1),
    open AS (SELECT *, count(*) FILTER (WHERE private) OVER (PARTITION BY eni) AS privates,
      address IN (SELECT address FROM sure) AS taken,
      count(*) FILTER (WHERE address NOT IN (SELECT address FROM sure))
        OVER (PARTITION BY eni) AS untaken
      FROM usual WHERE rivals > 1)
  SELECT eni, address FROM known WHERE address IS NOT NULL
  UNION SELECT eni, address FROM sure
  UNION SELECT eni, address FROM open
    WHERE (untaken = 1 AND NOT taken) OR (untaken <> 1 AND privates = 1 AND private)`;

/** Seen from the interface: which end is near, which is far. */
const sides = `CREATE TABLE sides AS
  WITH turned AS (
    SELECT m.*, CASE
        WHEN m.direction IN ('egress', 'ingress') THEN m.direction
        WHEN a.address IS NOT NULL THEN 'egress'
        WHEN b.address IS NOT NULL THEN 'ingress' END AS turn
    FROM merged m
    LEFT JOIN own a ON a.eni = m.eni AND a.address = m.src
    LEFT JOIN own b ON b.eni = m.eni AND b.address = m.dst
    WHERE m.eni NOT IN (SELECT eni FROM relays))
  SELECT eni, turn, proto, action, proof, reason, bytes, packets, records, flagged, first, last,
    CASE WHEN turn = 'ingress' THEN dst ELSE src END AS near,
    CASE WHEN turn = 'ingress' THEN dport ELSE sport END AS near_port,
    CASE WHEN turn = 'ingress' THEN coalesce(pkt_src, src) ELSE coalesce(pkt_dst, dst) END AS far,
    CASE WHEN turn = 'ingress' THEN sport ELSE dport END AS far_port,
    CASE WHEN turn = 'ingress' THEN src_service ELSE dst_service END AS code
  FROM turned`;

/** Ends that flags have proven to be servers. What was refused proves nothing: scans try all. */
const servers = `CREATE TABLE servers AS
  SELECT DISTINCT address, port, proto FROM (
    SELECT far AS address, far_port AS port, proto FROM sides WHERE action IS DISTINCT FROM 'REJECT'
      AND ((turn = 'egress' AND proof = 1) OR (turn = 'ingress' AND proof = 2))
    UNION ALL
    SELECT near, near_port, proto FROM sides WHERE action IS DISTINCT FROM 'REJECT'
      AND ((turn = 'ingress' AND proof = 1) OR (turn = 'egress' AND proof = 2)))
  WHERE port > 0`;

/** Ends whose port was kept against a plainly ephemeral one. */
const likely = `CREATE TABLE likely AS
  SELECT DISTINCT address, port, proto FROM (
    SELECT far AS address, far_port AS port, proto FROM sides WHERE near_port = -1 AND far_port > 0
    UNION ALL
    SELECT near, near_port, proto FROM sides WHERE far_port = -1 AND near_port > 0)`;

/** With how many others each end talks, where both ports could be a server's. */
const fan = `CREATE TABLE fan AS
  SELECT address, port, proto, count(DISTINCT other) AS n FROM (
    SELECT far AS address, far_port AS port, proto, near || ' ' || near_port AS other
      FROM sides WHERE near_port >= 0 AND far_port >= 0
    UNION ALL
    SELECT near, near_port, proto, far || ' ' || far_port
      FROM sides WHERE near_port >= 0 AND far_port >= 0)
  WHERE port > 0 GROUP BY ALL`;

/** When each direction of one connection was first seen. */
const pairs = `CREATE TABLE pairs AS
  SELECT eni, near, far, near_port, far_port, proto,
    min(first) FILTER (WHERE turn = 'egress') AS out_first,
    min(first) FILTER (WHERE turn = 'ingress') AS in_first
  FROM sides WHERE near_port >= 0 AND far_port >= 0 GROUP BY ALL`;

const rank = (port: string) =>
  `CASE WHEN ${port} < 1024 OR ${port} IN (SELECT port FROM listens) THEN 0
    WHEN ${port} < ${ephemeralPort} THEN 1 ELSE 2 END`;

/** Whether one side has something the other lacks: 1 for the far end, -1 for the near one. */
const versus = (far: string, near: string) =>
  `(CASE WHEN ${far} AND NOT ${near} THEN 1 WHEN ${near} AND NOT ${far} THEN -1 ELSE 0 END)`;

/**
 * Who opened each: `server` is 1 where the far end serves, so that the node opened it, -1 where the
 * node does. `kind` is how it is known: 1 flags, 2 ports, 3 the earlier record.
 */
const judged = `CREATE TABLE judged AS
  WITH marked AS (
    SELECT s.*, p.out_first, p.in_first,
      CASE WHEN turn = 'egress' AND proof = 1 OR turn = 'ingress' AND proof = 2 THEN 1
        WHEN turn = 'ingress' AND proof = 1 OR turn = 'egress' AND proof = 2 THEN -1
        ELSE 0 END AS by_flags,
      ${versus('vf.port IS NOT NULL', 'vn.port IS NOT NULL')} AS by_proven,
      CASE WHEN s.near_port = -1 THEN 1 WHEN s.far_port = -1 THEN -1
        WHEN s.proto IN (1, 58) THEN 0
        ELSE sign((${rank('s.near_port')}) - (${rank('s.far_port')})) END AS by_rank,
      ${versus('lf.port IS NOT NULL', 'ln.port IS NOT NULL')} AS by_likely,
      CASE WHEN coalesce(ff.n, 0) >= 2 AND ff.n >= 2 * coalesce(fn.n, 0) THEN 1
        WHEN coalesce(fn.n, 0) >= 2 AND fn.n >= 2 * coalesce(ff.n, 0) THEN -1 ELSE 0 END AS by_fan
    FROM sides s
    LEFT JOIN servers vf ON vf.address = s.far AND vf.port = s.far_port AND vf.proto = s.proto
    LEFT JOIN servers vn ON vn.address = s.near AND vn.port = s.near_port AND vn.proto = s.proto
    LEFT JOIN likely lf ON lf.address = s.far AND lf.port = s.far_port AND lf.proto = s.proto
    LEFT JOIN likely ln ON ln.address = s.near AND ln.port = s.near_port AND ln.proto = s.proto
    LEFT JOIN fan ff ON ff.address = s.far AND ff.port = s.far_port AND ff.proto = s.proto
    LEFT JOIN fan fn ON fn.address = s.near AND fn.port = s.near_port AND fn.proto = s.proto
    LEFT JOIN pairs p ON p.eni = s.eni AND p.near = s.near AND p.far = s.far
      AND p.near_port = s.near_port AND p.far_port = s.far_port AND p.proto = s.proto),
  weighed AS (
    SELECT *, CASE
        WHEN by_flags <> 0 THEN by_flags
        WHEN by_proven <> 0 THEN by_proven
        WHEN by_rank <> 0 THEN by_rank
        WHEN by_likely <> 0 THEN by_likely
        WHEN by_fan <> 0 THEN by_fan
        WHEN in_first IS NULL AND out_first IS NOT NULL THEN 1
        WHEN out_first IS NULL AND in_first IS NOT NULL THEN -1
        ELSE coalesce(sign(in_first - out_first), 0) END AS guess,
      CASE WHEN by_flags <> 0 OR by_proven <> 0 THEN 1
        WHEN by_rank <> 0 OR by_likely <> 0 OR by_fan <> 0 THEN 2 ELSE 3 END AS kind
    FROM marked)
  SELECT *, CASE
      WHEN turn IS NULL THEN 0
      -- Refused without a SYN: a late packet of a connection that is over, and no attempt.
      WHEN action = 'REJECT' AND proto = 6 AND flagged > 0 AND by_flags = 0 THEN 0
      -- Refused on the way back: whoever sent it answered, so that nobody was kept from opening.
      WHEN action = 'REJECT' AND turn = 'egress' AND guess < 0 THEN 0
      WHEN action = 'REJECT' AND turn = 'ingress' AND guess > 0 THEN 0
      ELSE guess END AS server
  FROM weighed`;

const decided = `CREATE TABLE decided AS
  WITH groups AS (SELECT DISTINCT eni, grp FROM known),
  named AS (
    SELECT coalesce(g.grp, j.eni) AS grp, proto,
      -- Whose interface it is may be open while the server is known: that end is named.
      CASE WHEN turn IS NULL AND guess < 0 THEN near ELSE far END AS far, action, code, reason, bytes, packets, records,
      first, last, CASE server WHEN 1 THEN 'node' WHEN -1 THEN 'peer' ELSE 'unknown' END AS initiator,
      CASE WHEN server = 0 THEN NULL ELSE kind END AS kind,
      CASE WHEN proto NOT IN (6, 17, 132) THEN NULL
        WHEN server = 1 AND far_port > 0 THEN far_port
        WHEN server = -1 AND near_port > 0 THEN near_port
        WHEN turn IS NULL AND guess > 0 AND far_port > 0 THEN far_port
        WHEN turn IS NULL AND guess < 0 AND near_port > 0 THEN near_port END AS port
    FROM judged j LEFT JOIN groups g ON g.eni = j.eni)
  SELECT grp, initiator, far, port, proto, action, max(code) AS code, min(kind) AS kind,
    max(reason) AS reason, sum(bytes) AS bytes, sum(packets) AS packets, sum(records) AS records,
    min(first) AS first, max(last) AS last
  FROM named GROUP BY grp, initiator, far, port, proto, action`;
