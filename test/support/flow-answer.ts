import type {
  EgressRule,
  FlowAnswer,
  FlowDestination,
  FlowVerdict,
} from '../../shared/model/flows';

const s3 = 'com.amazonaws.ap-northeast-2.s3';

function rule(change: Partial<EgressRule>): EgressRule {
  return {
    group: 'slave',
    protocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    peer: { kind: 'prefix-list', name: s3, id: 'pl-78a54011' },
    need: 's3',
    launch: true,
    ...change,
  };
}

function destination(change: Partial<FlowDestination>): FlowDestination {
  return {
    group: 'core',
    initiator: 'node',
    destination: '52.219.60.12',
    service: 'S3',
    port: 443,
    protocol: 'tcp',
    bytes: 48_200_000_000,
    packets: 34_000_000,
    records: 182_000,
    action: 'ACCEPT',
    verdict: 'allowed',
    rule: rule({}),
    evidence: 'flags',
    reason: null,
    first: 1_763_740_800,
    last: 1_763_827_140,
    ...change,
  };
}

const intra = rule({
  protocol: '-1',
  fromPort: null,
  toPort: null,
  peer: { kind: 'security-group', role: 'master', id: null },
  need: 'intra',
  launch: false,
});

const destinations: readonly FlowDestination[] = [
  destination({}),
  destination({
    group: 'task',
    bytes: 12_900_000_000,
    records: 60_100,
    destination: '52.219.148.7',
  }),
  destination({
    group: 'primary',
    bytes: 2_100_000_000,
    records: 9_800,
    rule: rule({ group: 'master' }),
  }),
  destination({
    destination: '10.0.1.10',
    service: 'primary',
    port: 8020,
    bytes: 5_400_000_000,
    rule: intra,
  }),
  destination({
    destination: '10.0.1.10',
    service: 'primary',
    port: 8031,
    bytes: 610_000_000,
    rule: intra,
  }),
  destination({
    group: 'primary',
    destination: '10.0.3.5',
    service: 'com.amazonaws.ap-northeast-2.sqs',
    bytes: 84_000_000,
    rule: rule({
      group: 'master',
      need: 'sqs',
      peer: { kind: 'security-group', role: null, id: 'sg-0f3e1c9a' },
    }),
  }),
  destination({
    group: 'primary',
    destination: '10.0.4.7',
    service: 'RDS',
    port: 3306,
    bytes: 930_000_000,
    verdict: 'missing',
    rule: rule({
      group: 'master',
      fromPort: 3306,
      toPort: 3306,
      need: null,
      launch: false,
      peer: { kind: 'security-group', role: null, id: 'sg-0a77d2e4' },
    }),
  }),
  destination({
    destination: '151.101.0.223',
    service: null,
    bytes: 310_000_000,
    verdict: 'missing',
    rule: rule({ need: null, launch: false, peer: { kind: 'cidr', value: '151.101.0.223/32' } }),
  }),
  destination({
    group: 'task',
    destination: '203.0.113.25',
    service: null,
    port: 587,
    bytes: 48_000,
    records: 12,
    action: 'REJECT',
    verdict: 'rejected',
    rule: rule({
      fromPort: 587,
      toPort: 587,
      need: null,
      peer: { kind: 'cidr', value: '203.0.113.25/32' },
    }),
  }),
  destination({
    group: 'primary',
    initiator: 'peer',
    destination: '10.0.0.5',
    service: null,
    port: 8088,
    bytes: 72_000_000,
    rule: null,
  }),
  destination({
    destination: '10.0.1.13',
    service: 'core',
    port: null,
    protocol: 'icmp',
    initiator: 'unknown',
    bytes: 9_400,
    records: 38,
    verdict: 'undecided',
    rule: null,
    evidence: null,
  }),
  destination({
    group: 'core',
    destination: s3,
    service: 's3',
    port: 80,
    bytes: 0,
    packets: 0,
    records: 0,
    action: null,
    verdict: 'unused',
    rule: rule({ fromPort: 80, toPort: 80 }),
    evidence: null,
    first: null,
    last: null,
  }),
];

function tally(): Record<FlowVerdict, number> {
  const counts = { allowed: 0, missing: 0, unused: 0, rejected: 0, undecided: 0 };
  for (const { verdict } of destinations) counts[verdict] += 1;
  return counts;
}

/** What a day of a small cluster's flow logs came to, for the window's tests. */
export const flowAnswer: FlowAnswer = {
  destinations: [...destinations],
  summary: {
    engine: 'local',
    records: 4_812_306,
    skipped: 14,
    noData: 220,
    undecided: 38,
    relayed: 0,
    leftOut: 0,
    malformed: 2,
    files: 288,
    untimed: 0,
    destinations: destinations.length,
    more: 0,
    flags: true,
    first: 1_763_740_800,
    last: 1_763_827_140,
    bytes: 70_600_000_000,
    verdicts: tally(),
    keptForLaunch: ['s3'],
    rangesMade: '2026-11-20',
    ruleLoads: [
      { group: 'slave', ipv4: 4, ipv6: 3 },
      { group: 'master', ipv4: 3, ipv6: 3 },
    ],
    scannedBytes: null,
    problems: [
      {
        file: '2026/11/22/fl-0a_20261122T0905Z.log.gz',
        line: 18_233,
        code: 'truncated',
        detail: 'gzip',
        count: 1,
      },
      {
        file: '2026/11/22/fl-0a_20261122T0910Z.log.gz',
        line: 7,
        code: 'wrong-columns',
        detail: '4 / 26',
        count: 1,
      },
    ],
  },
};
