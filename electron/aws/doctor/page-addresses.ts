import { clusterPages } from '../../../shared/emr/cluster-pages';
import { nodeGroupSchema } from '../../../shared/model/cluster';
import type { ClusterFacts, PageAddress } from './network';

/**
 * The ports people open in a browser. They follow from release and applications, so that a cluster
 * whose nodes are not there yet has them too.
 */
export function pageAddresses(
  facts: Omit<ClusterFacts, 'pages'>,
  inTransitEncryption: boolean | null,
): readonly PageAddress[] {
  const nodes = nodeGroupSchema.options.map((group) => ({
    group,
    privateDns: 'node',
    privateIp: '',
    instanceId: null,
    groupId: null,
  }));
  const pages = clusterPages({
    release: facts.release,
    applications: facts.applications.map((name) => ({ name, version: '' })),
    configurations: [...facts.configurations],
    groups: [],
    nodes,
    primaryDns: null,
    inTransitEncryption,
  });
  return pages
    .filter(({ kind, expected }) => kind === 'page' && expected)
    .map(({ name, url, group }) => ({ name, group, port: portOf(url) }));
}

function portOf(address: string): number {
  const { port, protocol } = new URL(address);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
