import type { ClusterDetail } from '../../shared/model/cluster';
import type { KnownNetwork } from '../../shared/model/cluster-binding';
import type { Profile } from '../../shared/model/profile';
import { networkOfCluster } from '../browser/cluster-network';

/**
 * The tunnel with what AWS told of its cluster's network; as it is where it goes to another cluster.
 * What was known stays where AWS would not say it again: the ranges of a VPC hardly ever go.
 */
export function withNetwork(profile: Profile, clusterId: string, told: KnownNetwork): Profile {
  const { cluster } = profile;
  if (cluster?.last?.id !== clusterId) return profile;
  const known = cluster.last.network;
  if (known !== undefined && (told.vpcCidrs === null || told.readAt < known.readAt)) return profile;
  return { ...profile, cluster: { ...cluster, last: { ...cluster.last, network: told } } };
}

/**
 * A tunnel as a form made it, with what is known of its cluster's network.
 *
 * @param previous the tunnel as it is stored.
 * @param detail what AWS has told of its cluster in this run.
 */
export function keepingNetwork(
  profile: Profile,
  previous: Profile | null,
  detail: ClusterDetail | null,
): Profile {
  const last = previous?.cluster?.last;
  const kept = last?.network === undefined ? profile : withNetwork(profile, last.id, last.network);
  return detail === null ? kept : withNetwork(kept, detail.id, networkOfCluster(detail));
}
