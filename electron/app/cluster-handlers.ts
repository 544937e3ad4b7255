import type { AppModel } from './app-model';
import type { WindowHandlers } from './window-handlers';

type ClusterCalls =
  | 'awsAccess'
  | 'listClusters'
  | 'describeClusters'
  | 'clusterDetail'
  | 'signInAws';

/** The window's calls about clusters: all of them are the engine's to answer. */
export function clusterHandlers(model: AppModel): Pick<WindowHandlers, ClusterCalls> {
  const { engine } = model;
  return {
    awsAccess: () => engine.call('awsAccess', undefined),
    listClusters: (args) => engine.call('listClusters', args),
    describeClusters: (args) => engine.call('describeClusters', args),
    clusterDetail: async (args) => model.clusterRead(await engine.call('clusterDetail', args)),
    signInAws: (args) => engine.call('signInAws', args),
  };
}
