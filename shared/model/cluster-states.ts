import type { ClusterState } from './cluster';

/** The states in which a cluster is there or coming, as `aws emr list-clusters --active` has them. */
export const activeStates: readonly ClusterState[] = [
  'STARTING',
  'BOOTSTRAPPING',
  'RUNNING',
  'WAITING',
  'TERMINATING',
];

/** The states in which a primary node can be logged in to. */
export function isUsable(state: ClusterState): boolean {
  return state === 'RUNNING' || state === 'WAITING';
}

/** The states a cluster never leaves. */
export function isOver(state: ClusterState): boolean {
  return state === 'TERMINATED' || state === 'TERMINATED_WITH_ERRORS';
}

/** On its way to its end, or there: nothing new should be tied to it. */
export function isEnding(state: ClusterState): boolean {
  return state === 'TERMINATING' || isOver(state);
}
