import { clusterPages } from '../../shared/emr/cluster-pages';
import type { ClusterDetail, ClusterSummary } from '../../shared/model/cluster';
import type { ClusterBrief } from '../../shared/model/cluster-filter';
import { manyClusters, type TestCluster } from './aws/clusters';
import type { FakeBridge } from './window/fake-bridge';

const domain = 'ap-northeast-2.compute.internal';

export function summaryOf({ id, name, state, created }: TestCluster): ClusterSummary {
  return { id, name, state: state as ClusterSummary['state'], created };
}

export function briefOf(cluster: TestCluster): ClusterBrief {
  const { id, state, release, applications, primaryDns, tags, keyName } = detailOf(cluster);
  return { id, state, release, applications, primaryDns, tags, keyName };
}

/** Everything of a cluster like the ones people have. */
export function detailOf(cluster: TestCluster): ClusterDetail {
  const at = (last: number) => ({
    privateDns: `ip-10-0-1-${last}.${domain}`,
    privateIp: `10.0.1.${last}`,
    instanceId: `i-0a1b2c3d4e5f6${String(last).padStart(4, '0')}`,
  });
  const known = {
    ...summaryOf(cluster),
    release: cluster.release,
    applications: cluster.applications.map((name) => ({ name, version: '3.3.6' })),
    stateReason: null,
    primaryDns: at(cluster.at[1]).privateDns,
    collection: 'groups',
    groups: [
      group('primary', 1, 1, 'm5.xlarge'),
      group('core', 2, 2, 'r5.2xlarge'),
      group('task', 3, 8, 'r5.2xlarge'),
    ],
    nodes: [
      { group: 'primary', groupId: 'ig-primary', ...at(cluster.at[1]) },
      { group: 'core', groupId: 'ig-core', ...at(141) },
      { group: 'core', groupId: 'ig-core', ...at(142) },
      { group: 'task', groupId: 'ig-task', ...at(177) },
    ],
    configurations: [],
    inTransitEncryption: false,
    securityGroups: {
      primary: 'sg-0a1b2c3d4e5f60001',
      core: 'sg-0a1b2c3d4e5f60002',
      serviceAccess: 'sg-0a1b2c3d4e5f60003',
    },
    subnet: 'subnet-0123456789abcdef0',
    vpc: 'vpc-0aa11bb22cc33dd44',
    vpcCidrs: ['10.0.0.0/16', '10.1.0.0/16'],
    domains: ['ap-northeast-2.compute.internal'],
    keyName: 'emr-prod',
    logUri: 's3://logs-of-the-tests/emr/',
    tags: { ...cluster.tags },
    denied: [],
    readAt: '2026-03-02T18:40:00.000Z',
  } satisfies Omit<ClusterDetail, 'pages'>;
  return { ...known, pages: clusterPages(known) };
}

function group(
  role: 'primary' | 'core' | 'task',
  running: number,
  requested: number,
  type: string,
) {
  const about = { id: `ig-${role}`, name: role, group: role, configurations: [] } as const;
  return { ...about, configurations: [], instanceTypes: [type], running, requested };
}

/** Puts an account with those clusters behind the window. */
export function withClusters(bridge: FakeBridge, clusters = manyClusters()): TestCluster[] {
  const { handlers } = bridge;
  const find = (id: string) => {
    const found = clusters.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no cluster ${id}`);
    return found;
  };
  handlers.awsAccess = () => ({
    ok: true,
    value: {
      profiles: [
        { name: 'analytics', kind: 'sso', region: 'ap-northeast-2' },
        { name: 'sandbox', kind: 'keys', region: null },
      ],
      profile: 'default',
      region: 'ap-northeast-2',
    },
  });
  handlers.listClusters = ({ filter }) => ({
    ok: true,
    value: clusters.map(summaryOf).filter(({ state }) => filter.states.includes(state)),
  });
  handlers.describeClusters = ({ place, clusters: asked }) => {
    for (const { id } of asked) {
      bridge.later('clusterBrief', { place, brief: briefOf(find(id)) });
    }
    return { ok: true, value: undefined };
  };
  handlers.clusterDetail = ({ id }) => ({ ok: true, value: detailOf(find(id)) });
  return clusters;
}
