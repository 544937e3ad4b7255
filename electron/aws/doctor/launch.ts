import type { Network } from './network';

/** Changing groups while EMR makes a cluster may keep it from starting: then there is advice only. */
export function isStarting({ cluster }: Pick<Network, 'cluster'>): boolean {
  return cluster.state === 'STARTING' || cluster.state === 'BOOTSTRAPPING';
}
