import type { BoundCluster } from '../../shared/model/cluster-binding';
import type { Profile } from '../../shared/model/profile';

/** The tunnel as it stands with the cluster it goes to now: its pages, and its primary node. */
export function atCluster(
  profile: Profile,
  { id, name, primaryDns, pages }: BoundCluster,
): Profile {
  const { cluster, bastion } = profile;
  if (cluster === null) return profile;
  return {
    ...profile,
    cluster: { ...cluster, last: { id, name } },
    bastion: cluster.login ? { ...bastion, host: primaryDns } : bastion,
    pages: pages.length > 0 ? pages : profile.pages,
  };
}
