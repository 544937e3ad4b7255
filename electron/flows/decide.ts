import type { FlowDatabase } from './database';
import type { FlowContext } from './flow-context';
import { ephemeralPort } from './halves';
import { knownPorts } from './known-ports';
import { nameEnds, sides } from './sides';

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
  { interfaces, nodes }: Pick<FlowContext, 'interfaces' | 'nodes'>,
): Promise<void> {
  await nameEnds(database, interfaces, nodes);
  await database.run('CREATE TABLE listens (port BIGINT)');
  await database.append(
    'listens',
    knownPorts().map((port) => [port]),
  );
  await database.run(`CREATE TABLE decided AS WITH
    sides AS MATERIALIZED (${sides}),
    ends AS MATERIALIZED (${ends}),
    weighed AS MATERIALIZED (${weighed}),
    pairs AS (${pairs}),
    timed AS (${timed}),
    judged AS (${judged}),
    ${decided}`);
}

/**
 * Every end that has a port, and what speaks for its being a server: `proven` by flags (what was
 * refused proves nothing: scans try all), `likely` where its port was kept against a plainly
 * ephemeral one, and with how many others it talks, `n`, where both ports could be a server's. Of
 * two networks with the same private addresses, each has its own ends.
 */
const ends = `
  WITH met AS (
    SELECT far AS address, far_realm AS realm, far_port AS port, proto, near AS other, near_port AS other_port,
      action IS DISTINCT FROM 'REJECT'
        AND (turn = 'egress' AND proof = 1 OR turn = 'ingress' AND proof = 2) AS proven
    FROM sides WHERE far_port > 0
    UNION ALL
    SELECT near, near_realm, near_port, proto, far, far_port,
      action IS DISTINCT FROM 'REJECT'
        AND (turn = 'ingress' AND proof = 1 OR turn = 'egress' AND proof = 2)
    FROM sides WHERE near_port > 0)
  SELECT address, realm, port, proto, coalesce(bool_or(proven), false) AS proven,
    bool_or(other_port = -1) AS likely,
    count(DISTINCT CASE WHEN other_port >= 0 THEN CAST(other AS BIGINT) * 65536 + other_port END) AS n
  FROM met GROUP BY address, realm, port, proto`;

const rank = (port: string) =>
  `CASE WHEN ${port} < 1024 OR ${port} IN (SELECT port FROM listens) THEN 0
    WHEN ${port} < ${ephemeralPort} THEN 1 ELSE 2 END`;

/** Whether one side has something the other lacks: 1 for the far end, -1 for the near one. */
const versus = (mark: string) =>
  `(CASE WHEN f.${mark} AND NOT coalesce(n.${mark}, false) THEN 1
    WHEN n.${mark} AND NOT coalesce(f.${mark}, false) THEN -1 ELSE 0 END)`;

/** Everything but the order in time. `guess` is as `server` below, 0 where nothing tells. */
const weighed = `
  WITH marked AS (
    SELECT s.*,
      CASE WHEN turn = 'egress' AND proof = 1 OR turn = 'ingress' AND proof = 2 THEN 1
        WHEN turn = 'ingress' AND proof = 1 OR turn = 'egress' AND proof = 2 THEN -1
        ELSE 0 END AS by_flags,
      ${versus('proven')} AS by_proven,
      CASE WHEN s.near_port = -1 THEN 1 WHEN s.far_port = -1 THEN -1
        WHEN s.proto IN (1, 58) THEN 0
        ELSE sign((${rank('s.near_port')}) - (${rank('s.far_port')})) END AS by_rank,
      ${versus('likely')} AS by_likely,
      CASE WHEN coalesce(f.n, 0) >= 2 AND f.n >= 2 * coalesce(n.n, 0) THEN 1
        WHEN coalesce(n.n, 0) >= 2 AND n.n >= 2 * coalesce(f.n, 0) THEN -1 ELSE 0 END AS by_fan
    FROM sides s
    LEFT JOIN ends f ON f.address = s.far AND f.realm = s.far_realm AND f.port = s.far_port AND f.proto = s.proto
    LEFT JOIN ends n ON n.address = s.near AND n.realm = s.near_realm AND n.port = s.near_port AND n.proto = s.proto)
  SELECT * EXCLUDE (by_proven, by_rank, by_likely, by_fan), CASE
      WHEN by_flags <> 0 THEN by_flags
      WHEN by_proven <> 0 THEN by_proven
      WHEN by_rank <> 0 THEN by_rank
      WHEN by_likely <> 0 THEN by_likely
      ELSE by_fan END AS guess,
    CASE WHEN by_flags <> 0 OR by_proven <> 0 THEN 1
      WHEN by_rank <> 0 OR by_likely <> 0 OR by_fan <> 0 THEN 2 ELSE 3 END AS kind
  FROM marked`;

const connection = ['eni', 'near', 'far', 'near_port', 'far_port', 'proto'].join(', ');

/** When each direction of a connection that is still open was first seen. */
const pairs = `
  SELECT ${connection}, min(first) FILTER (WHERE turn = 'egress') AS out_first,
    min(first) FILTER (WHERE turn = 'ingress') AS in_first
  FROM weighed
  SEMI JOIN (SELECT ${connection} FROM weighed WHERE guess = 0) USING (${connection})
  GROUP BY ${connection}`;

/** What nothing else tells: the earlier of two opposite records. */
const timed = `
  SELECT w.* EXCLUDE (guess), CASE
      WHEN guess <> 0 THEN guess
      WHEN in_first IS NULL AND out_first IS NOT NULL THEN 1
      WHEN out_first IS NULL AND in_first IS NOT NULL THEN -1
      ELSE coalesce(sign(in_first - out_first), 0) END AS guess
  FROM weighed w LEFT JOIN pairs p USING (${connection})`;

/**
 * Who opened each: `server` is 1 where the far end serves, so that the node opened it, -1 where the
 * node does. `kind` is how it is known: 1 flags, 2 ports, 3 the earlier record.
 */
const judged = `
  SELECT *, CASE
      WHEN turn IS NULL THEN 0
      -- Refused without a SYN: a late packet of a connection that is over, and no attempt.
      WHEN action = 'REJECT' AND proto = 6 AND flagged > 0 AND by_flags = 0 THEN 0
      -- Refused on the way back: whoever sent it answered, so that nobody was kept from opening.
      WHEN action = 'REJECT' AND turn = 'egress' AND guess < 0 THEN 0
      WHEN action = 'REJECT' AND turn = 'ingress' AND guess > 0 THEN 0
      ELSE guess END AS server
  FROM timed`;

const decided = `placed AS (
    SELECT eni, proto, action, code, reason, bytes, packets, records, first, last,
      -- Whose interface it is may be open while the server is known: that end is named.
      CASE WHEN turn IS NULL AND guess < 0 THEN near ELSE far END AS far,
      CASE server WHEN 1 THEN 'node' WHEN -1 THEN 'peer' ELSE 'unknown' END AS initiator,
      CASE WHEN server = 0 THEN NULL ELSE kind END AS kind,
      CASE WHEN proto NOT IN (6, 17, 132) THEN NULL
        WHEN server = 1 AND far_port > 0 THEN far_port
        WHEN server = -1 AND near_port > 0 THEN near_port
        WHEN turn IS NULL AND guess > 0 AND far_port > 0 THEN far_port
        WHEN turn IS NULL AND guess < 0 AND near_port > 0 THEN near_port END AS port
    FROM judged),
  summed AS (
    SELECT eni, initiator, far, port, proto, action, max(code) AS code, min(kind) AS kind,
      max(reason) AS reason, sum(bytes) AS bytes, sum(packets) AS packets, sum(records) AS records,
      min(first) AS first, max(last) AS last
    FROM placed GROUP BY eni, initiator, far, port, proto, action)
  SELECT coalesce(g.grp, e.eni) AS grp, initiator, a.address AS far, port, proto, action,
    max(code) AS code, min(kind) AS kind, max(reason) AS reason, sum(bytes) AS bytes,
    sum(packets) AS packets, sum(records) AS records, min(first) AS first, max(last) AS last
  FROM summed s
  JOIN enis e ON e.number = s.eni
  JOIN addresses a ON a.number = s.far
  LEFT JOIN (SELECT DISTINCT eni, grp FROM known) g ON g.eni = e.eni
  GROUP BY ALL`;
