import { coreNodes, demoPorts, demoUrl, primaryNode } from './demo-cluster';

/** A page that can be opened once the demonstration's tunnel is up. */
export interface DemoPage {
  readonly name: string;
  readonly url: string;
}

/** The pages worth opening, the one people look for first at the top. */
export const demoPages: readonly DemoPage[] = [
  {
    name: 'YARN ResourceManager',
    url: demoUrl(primaryNode, demoPorts.resourceManager, '/cluster'),
  },
  { name: 'Spark History Server', url: demoUrl(primaryNode, demoPorts.sparkHistory, '/') },
  { name: 'HDFS NameNode', url: demoUrl(primaryNode, demoPorts.nameNode, '/') },
  ...coreNodes.map((on) => ({
    name: `YARN NodeManager ${on.address}`,
    url: demoUrl(on, demoPorts.nodeManager, '/node'),
  })),
];
