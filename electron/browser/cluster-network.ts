import type { ClusterDetail } from '../../shared/model/cluster';
import { isEc2Domain, type PrivateNetwork } from './tunnel-patterns';

/**
 * The network a cluster lies in, for patterns: the VPC's ranges, the domains of its DHCP options, and
 * those its nodes' names end in, which a cluster keeps when the options are changed.
 */
export function networkOfCluster({
  vpcCidrs,
  domains,
  nodes,
}: Pick<ClusterDetail, 'vpcCidrs' | 'domains' | 'nodes'>): PrivateNetwork {
  const names = nodes.map(({ privateDns }) => privateDns.slice(privateDns.indexOf('.') + 1));
  const all = [...(domains ?? []), ...names].map((name) => name.replace(/\.$/, '').toLowerCase());
  const own = [...new Set(all)].filter(
    (name) => domainName.test(name) && name.includes('.') && !isEc2Domain(name),
  );
  return { vpcCidrs, domains: own };
}

/** DHCP options hold what somebody typed: what is no domain must not become a pattern. */
const domainName = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;
