import type { ClusterDetail } from '../../shared/model/cluster';
import type { KnownNetwork } from '../../shared/model/cluster-binding';
import { rangeSchema, suffixSchema } from '../../shared/model/fields';
import type { Profile } from '../../shared/model/profile';
import { isEc2Domain, type PrivateNetwork, unknownNetwork } from './tunnel-patterns';

/** More ranges and domains than a VPC can have; what a false answer holds beyond is left. */
const most = 64;

/** What AWS told, when it was last asked, of the network a tunnel's cluster lies in. */
export function networkOf({ cluster }: Pick<Profile, 'cluster'>): PrivateNetwork {
  return cluster?.last?.network ?? unknownNetwork;
}

/**
 * The network a cluster lies in, for patterns: the VPC's ranges, the domains of its DHCP options, and
 * those its nodes' names end in, which a cluster keeps when the options are changed.
 */
export function networkOfCluster({
  vpcCidrs,
  domains,
  nodes,
  readAt,
}: Pick<ClusterDetail, 'vpcCidrs' | 'domains' | 'nodes' | 'readAt'>): KnownNetwork {
  const names = nodes.map(({ privateDns }) => privateDns.slice(privateDns.indexOf('.') + 1));
  const all = [...(domains ?? []), ...names].map((name) => name.replace(/\.$/, '').toLowerCase());
  const own = [...new Set(all)].filter(
    (name) => suffixSchema.safeParse(name).success && domainName.test(name) && !isEc2Domain(name),
  );
  const ranges = vpcCidrs?.filter((range) => rangeSchema.safeParse(range).success);
  return { vpcCidrs: ranges?.slice(0, most) ?? null, domains: own.slice(0, most), readAt };
}

/**
 * DHCP options hold what somebody typed: what is no domain must not become a pattern, and is not
 * kept, either.
 */
const domainName = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$/;
