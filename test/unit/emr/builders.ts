import { clusterPages } from '../../../shared/emr/cluster-pages';
import type { PagesOf } from '../../../shared/emr/settings';
import type { ClusterNode, Configuration, InstanceGroup } from '../../../shared/model/cluster';

const domain = 'ap-northeast-2.compute.internal';
export const primary = `ip-10-0-1-23.${domain}`;
export const core = `ip-10-0-1-41.${domain}`;
export const task = `ip-10-0-1-77.${domain}`;

function node(group: ClusterNode['group'], privateDns: string, groupId: string): ClusterNode {
  const privateIp = privateDns.slice(3).split('.')[0]?.replaceAll('-', '.') ?? '';
  return { group, privateDns, privateIp, instanceId: null, groupId };
}

/** A cluster of one primary, one core and one task node. */
export function cluster(
  release: string | null,
  applications: readonly string[],
  more: Partial<PagesOf> = {},
): PagesOf {
  return {
    release,
    applications: applications.map((name) => ({ name, version: '1' })),
    primaryDns: primary,
    groups: [],
    nodes: [
      node('primary', primary, 'ig-primary'),
      node('core', core, 'ig-core'),
      node('task', task, 'ig-task'),
    ],
    configurations: [],
    inTransitEncryption: false,
    ...more,
  };
}

export function configuration(
  classification: string,
  properties: Readonly<Record<string, string>>,
  configurations: readonly Configuration[] = [],
): Configuration {
  return { classification, properties, configurations };
}

export function group(
  id: string,
  role: InstanceGroup['group'],
  configurations: Configuration[],
): InstanceGroup {
  return { id, name: id, group: role, instanceTypes: [], running: 1, requested: 1, configurations };
}

export { node };

/** `id` to its addresses, the likeliest first, for what runs on the primary node. */
export function pagesOnPrimary(of: PagesOf): Record<string, string[]> {
  const pages = clusterPages(of).filter(({ group: role }) => role === 'primary');
  return Object.fromEntries(pages.map(({ id, url, alternatives }) => [id, [url, ...alternatives]]));
}
