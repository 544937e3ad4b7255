import { type DemoCluster, type DemoNode, demoPorts, demoUrl, primaryNode } from '../demo-cluster';
import { link, moment, table, wholePage } from './page';
import type { Answer, Site } from './site';

const style = `
  main { padding: 16px 24px; max-width: 900px } h1 { color: #24527a }
  th { background: #24527a; color: #fff; padding: 6px 8px }
  td { padding: 6px 8px; border-bottom: 1px solid #e3e7ea }
`;

/** YARN's NodeManager on a core node. */
export function nodeManager(on: DemoNode): Site {
  return {
    name: 'YARN NodeManager',
    node: on,
    port: demoPorts.nodeManager,
    answer(path, cluster): Answer {
      if (path === '/') return { kind: 'redirect', to: '/node' };
      return path === '/node' ? { kind: 'page', html: facts(on, cluster) } : { kind: 'absent' };
    },
  };
}

function facts(on: DemoNode, { startedAt }: DemoCluster): string {
  const rows = [
    ['Node', on.host],
    ['Total memory for containers', '24.0 GB'],
    ['Total VCores for containers', '8'],
    ['NodeManager started on', moment(startedAt + 95_000)],
    ['Node is healthy', 'true'],
    ['Hadoop version', '3.3.6-amzn-3'],
    [
      'ResourceManager',
      link(demoUrl(primaryNode, demoPorts.resourceManager, '/cluster/nodes'), primaryNode.host),
    ],
  ];
  return wholePage({
    title: 'NodeManager information',
    node: on,
    port: demoPorts.nodeManager,
    style,
    content: `<main><h1>NodeManager information</h1>
${table([{ label: 'Attribute' }, { label: 'Value' }], rows)}</main>`,
  });
}
