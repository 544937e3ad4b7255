import {
  type FlowAnswer,
  type FlowDestination,
  type FlowSummary,
  type FlowVerdict,
  flowVerdictSchema,
} from '../../shared/model/flows';
import { FlowDatabase, type FlowDatabaseOptions } from './database';
import { decide } from './decide';
import { proposedRules } from './export-rules';
import type { FlowContext } from './flow-context';
import type { EngineReport, FlowEngine } from './flow-query';
import { createHalves, type HalvesScope, leftOut } from './halves';
import { noRoom } from './no-room';
import { ruleLoads } from './rule-load';
import type { ServiceRanges } from './service-ranges';
import { nameServices } from './services';
import { Judge, type Unjudged } from './verdict';

export interface ReadFlowsOptions {
  readonly engine: FlowEngine;
  readonly context: FlowContext;
  readonly scope: HalvesScope;
  /** AWS's published address ranges. */
  readonly ranges: ServiceRanges;
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
  readonly database?: FlowDatabaseOptions;
  /** Called with the database before it goes, for an export of its own tables. */
  readonly keep?: (database: FlowDatabase) => Promise<void>;
}

/** More than this no list shows and no security group takes; the rest is counted. */
const mostDestinations = 20_000;

/**
 * Answers the one question: which destinations each node group had to do with, who opened the
 * connections, and what that means for the smallest outbound rules.
 *
 * @throws what an engine throws for AWS's failures, FailureError `flows-no-room`, or the signal's
 * reason. An answer may hold no record at all; its summary says so.
 */
export async function readFlows(options: ReadFlowsOptions): Promise<FlowAnswer> {
  try {
    return await answered(options);
  } catch (error) {
    throw noRoom(error) ?? error;
  }
}

async function answered(options: ReadFlowsOptions): Promise<FlowAnswer> {
  const database = await FlowDatabase.open(options.signal, options.database);
  try {
    await database.run(createHalves);
    const report = await options.engine.collect({ ...options, database });
    await decide(database, options.context);
    await nameServices(database, options.context, options.ranges.ranges);
    const { destinations, more } = await judged(database, options.context);
    await options.keep?.(database);
    return {
      destinations,
      summary: {
        ...(await summary(database, options.engine, report, destinations, more)),
        rangesMade: options.ranges.made,
        ruleLoads: [...ruleLoads(proposedRules(destinations), options.context.prefixLists)],
      },
    };
  } finally {
    await database.close();
  }
}

async function judged(database: FlowDatabase, context: FlowContext) {
  const rows = await database.rows(`
    SELECT grp, initiator, far, service, region, cidr, port, proto, action, kind, reason, bytes, packets, records,
      first, last, count(*) OVER () AS found
    FROM named
    ORDER BY initiator = 'node' DESC, bytes DESC NULLS LAST, grp, far, port, proto, action
    LIMIT ${mostDestinations}`);
  const published = new Map(rows.map(({ far, region, cidr }) => [far, { region, cidr }]));
  const judge = new Judge(context, (address) => {
    const { region = null, cidr = null } = published.get(address) ?? {};
    return region === null ? null : { region: String(region), cidr: String(cidr) };
  });
  const seen = rows.map((row) => judge.judge(unjudged(row)));
  const found = Number(rows[0]?.['found'] ?? 0);
  return { destinations: [...seen, ...judge.unused()], more: found - rows.length };
}

const protocols = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'icmpv6'],
]);
const evidence = [null, 'flags', 'port', 'pair'] as const;

function unjudged(row: Readonly<Record<string, unknown>>): Unjudged {
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  const protocol = number('proto');
  const action = text('action');
  return {
    group: text('grp') ?? '',
    initiator: text('initiator') as Unjudged['initiator'],
    destination: text('far') ?? '',
    service: text('service'),
    port: number('port'),
    protocol: protocol === null ? '' : (protocols.get(protocol) ?? String(protocol)),
    bytes: number('bytes') ?? 0,
    packets: number('packets') ?? 0,
    records: number('records') ?? 0,
    action: action === 'ACCEPT' || action === 'REJECT' ? action : null,
    evidence: evidence[number('kind') ?? 0] ?? null,
    reason: text('reason'),
    first: number('first'),
    last: number('last'),
  };
}

async function summary(
  database: FlowDatabase,
  engine: FlowEngine,
  report: EngineReport,
  destinations: readonly FlowDestination[],
  more: number,
): Promise<Omit<FlowSummary, 'rangesMade' | 'ruleLoads'>> {
  const [counts = {}] = await database.rows(`
    SELECT coalesce(sum(records), 0) AS records, min(first) AS first, max(last) AS last,
      coalesce(sum(records) FILTER (WHERE status = 'SKIPDATA'), 0) AS skipped,
      coalesce(sum(records) FILTER (WHERE status = 'NODATA'), 0) AS no_data,
      coalesce(sum(bytes), 0) AS bytes, coalesce(sum(flagged), 0) AS flagged,
      (SELECT coalesce(sum(records), 0) FROM named WHERE initiator = 'unknown') AS undecided,
      (SELECT coalesce(sum(records), 0) FROM usable WHERE eni IN (FROM relays))
        + coalesce(sum(records) FILTER (WHERE eni IS NULL AND src IS NOT NULL), 0) AS relayed,
      (SELECT coalesce(sum(records), 0) FROM halves WHERE status = '${leftOut}') AS left_out
    FROM halves WHERE status IS DISTINCT FROM '${leftOut}'`);
  const count = (name: string) => Number(counts[name] ?? 0);
  const time = (name: string) => (counts[name] === null ? null : count(name));
  return {
    engine: engine.name,
    records: count('records'),
    skipped: count('skipped'),
    noData: count('no_data'),
    undecided: count('undecided'),
    relayed: count('relayed'),
    leftOut: count('left_out'),
    malformed: report.problems.reduce((sum, each) => sum + (isLine(each.code) ? each.count : 0), 0),
    files: report.files,
    untimed: report.untimed,
    destinations: destinations.length,
    more,
    flags: count('flagged') > 0,
    first: time('first'),
    last: time('last'),
    bytes: count('bytes'),
    verdicts: tally(destinations),
    keptForLaunch: [
      ...new Set(
        destinations.flatMap(({ verdict, rule }) =>
          verdict === 'unused' && rule?.launch === true && rule.need !== null ? [rule.need] : [],
        ),
      ),
    ],
    scannedBytes: report.scannedBytes,
    problems: [...report.problems],
  };
}

function isLine(code: string): boolean {
  return code === 'wrong-columns' || code === 'not-a-number';
}

function tally(destinations: readonly FlowDestination[]): Record<FlowVerdict, number> {
  const verdicts = Object.fromEntries(
    flowVerdictSchema.options.map((verdict) => [verdict, 0]),
  ) as Record<FlowVerdict, number>;
  for (const { verdict } of destinations) verdicts[verdict] += 1;
  return verdicts;
}
