import type { BoundCluster } from '../../shared/model/cluster-binding';
import type { Profile } from '../../shared/model/profile';
import { withNetwork } from './known-network';

/** The tunnel as it stands with the cluster it goes to now: its pages, and its primary node. */
export function atCluster(
  profile: Profile,
  { id, name, primaryDns, pages, network }: BoundCluster,
): Profile {
  const { cluster, bastion } = profile;
  if (cluster === null) return profile;
  const before = cluster.last?.id === id ? cluster.last : {};
  const moved = {
    ...profile,
    cluster: { ...cluster, last: { ...before, id, name } },
    bastion: cluster.login ? { ...bastion, host: primaryDns } : bastion,
    pages: pages.length > 0 ? pages : profile.pages,
  };
  return withNetwork(moved, id, network);
}
