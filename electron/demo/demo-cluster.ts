/** The cluster the demonstration pretends to be. Every number on its pages is made here. */

const domain = 'ap-northeast-2.compute.internal';

export interface DemoNode {
  readonly role: 'primary' | 'core';
  /** The private name EC2 gives an address. */
  readonly host: string;
  readonly address: string;
}

function node(role: DemoNode['role'], address: string): DemoNode {
  return { role, address, host: `ip-${address.replaceAll('.', '-')}.${domain}` };
}

export const primaryNode = node('primary', '10.0.1.23');
export const coreNodes: readonly DemoNode[] = [
  node('core', '10.0.1.41'),
  node('core', '10.0.1.57'),
];
export const demoNodes: readonly DemoNode[] = [primaryNode, ...coreNodes];

/** Where the interfaces of EMR 6 and 7 listen (EMR management guide, "View web interfaces"). */
export const demoPorts = {
  resourceManager: 8088,
  sparkHistory: 18080,
  nameNode: 9870,
  nodeManager: 8042,
} as const;

/** The address of a page on a node of the demonstration. */
export function demoUrl(on: DemoNode, port: number, path: string): string {
  return `http://${on.host}:${port}${path}`;
}

export interface DemoApplication {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly queue: string;
  readonly state: 'RUNNING' | 'FINISHED' | 'FAILED';
  /** Milliseconds since 1970; null while it runs. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly progressPercent: number;
  readonly jobs: number;
  readonly tasks: number;
  readonly memoryMb: number;
  readonly cores: number;
}

export interface DemoCluster {
  readonly startedAt: number;
  readonly applications: readonly DemoApplication[];
}

const minuteMs = 60_000;
/** A cluster that has been at work for a while has something to show. */
const clusterAgeMinutes = 6 * 60 + 12;

/** Minutes after the cluster's start, and for how many it ran (null: it still does). */
const history = [
  ['daily-sales-etl', 'etl', 14, 37, 'FINISHED', 18, 2_412],
  ['clickstream-sessions', 'etl', 58, 71, 'FINISHED', 31, 6_040],
  ['feature-store-refresh', 'ml', 143, 22, 'FAILED', 7, 812],
  ['feature-store-refresh', 'ml', 171, 49, 'FINISHED', 22, 3_308],
  ['hourly-compaction', 'hadoop', 300, 6, 'FINISHED', 4, 240],
  ['clickstream-sessions', 'etl', 342, null, 'RUNNING', 12, 2_611],
] as const;

/** @param now milliseconds since 1970, when the demonstration starts. */
export function demoCluster(now: number): DemoCluster {
  const startedAt = now - clusterAgeMinutes * minuteMs;
  const applications = history.map(([name, user, after, ran, state, jobs, tasks], index) => {
    const began = startedAt + after * minuteMs;
    const running = state === 'RUNNING';
    return {
      id: `application_${startedAt}_${String(index + 1).padStart(4, '0')}`,
      name,
      user,
      queue: user === 'ml' ? 'analytics' : 'default',
      state,
      startedAt: began,
      finishedAt: ran === null ? null : began + ran * minuteMs,
      progressPercent: running ? 43 : 100,
      jobs,
      tasks,
      memoryMb: running ? 19_456 : 0,
      cores: running ? 9 : 0,
    };
  });
  return { startedAt, applications: applications.reverse() };
}
