import { create } from 'zustand';
import type { EventPayload } from '../../shared/contract/window';
import type { BoundCluster } from '../../shared/model/cluster-binding';

/** The clusters that tunnels go to, by tunnel, as AWS has told in this run. */
export const useBoundClusters = create<Readonly<Record<string, BoundCluster>>>()(() => ({}));

export function takeTunnelCluster({ profileId, cluster }: EventPayload<'tunnelCluster'>): void {
  useBoundClusters.setState({ [profileId]: cluster });
}
