/** A cluster of the tests' account. What is not named is that of a cluster people have. */
export interface TestCluster {
  readonly id: string;
  readonly name: string;
  state: string;
  readonly created: string;
  readonly release: string;
  readonly applications: readonly string[];
  /** The third and fourth number of the primary node's address in 10.0.0.0/16. */
  readonly at: readonly [number, number];
  readonly tags: Readonly<Record<string, string>>;
  readonly fleets: boolean;
  /** The primary node's name where it must lead somewhere here; made of `at` without it. */
  readonly dns?: string;
  /** Name of a security configuration. */
  readonly security: string | null;
}

const names = [
  'nightly-etl',
  'ad-hoc',
  'ml-training',
  'clickstream',
  'billing report',
  '실험용 클러스터',
];
const states = [
  'WAITING',
  'RUNNING',
  'RUNNING',
  'TERMINATED',
  'STARTING',
  'TERMINATED_WITH_ERRORS',
];
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** `j-` and thirteen signs, always the same for one number. */
export function clusterId(number: number): string {
  let rest = number * 7_919 + 104_729;
  const signs = Array.from({ length: 13 }, () => {
    rest = (rest * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet[rest % alphabet.length];
  });
  return `j-${signs.join('')}`;
}

export function testCluster(number: number, changes: Partial<TestCluster> = {}): TestCluster {
  const created = new Date(Date.UTC(2026, 10, 25, 6) - number * 37 * 60_000).toISOString();
  return {
    id: clusterId(number),
    name: `${names[number % names.length]}${number < names.length ? '' : ` ${number}`}`,
    state: states[number % states.length] ?? 'WAITING',
    created: created.replace('.000Z', '.123Z'),
    release: number % 4 === 0 ? 'emr-6.15.0' : 'emr-7.1.0',
    applications: number % 2 === 0 ? ['Hadoop', 'Spark', 'Hive'] : ['Hadoop', 'Flink', 'Zeppelin'],
    at: [1 + (number >> 7), 10 + (number % 128)],
    tags: { team: number % 3 === 0 ? 'data' : 'research', purpose: `job ${number}` },
    fleets: number % 5 === 4,
    security: null,
    ...changes,
  };
}

/** As many clusters as a busy account has. */
export function manyClusters(count = 120): TestCluster[] {
  return Array.from({ length: count }, (_each, number) => testCluster(number));
}

/** The domain of the tests' VPC. */
export const domain = 'ap-northeast-2.compute.internal';

/** The private name of an address of the tests' VPC. */
export function privateName(at: readonly [number, number], region = 'ap-northeast-2'): string {
  const suffix = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-10-0-${at[0]}-${at[1]}.${region === 'ap-northeast-2' ? domain : suffix}`;
}
