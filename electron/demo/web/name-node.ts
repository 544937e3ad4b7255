import { coreNodes, type DemoCluster, demoPorts, demoUrl, primaryNode } from '../demo-cluster';
import { link, moment, table, wholePage } from './page';
import type { Answer, Site } from './site';

const style = `
  header { display: flex; gap: 24px; padding: 12px 24px; background: #3a7520; color: #fff }
  header a { color: #fff } main { padding: 16px 24px; max-width: 1100px }
  h1 small { font-size: 15px; font-weight: 400; color: #6a6a6a }
  th { padding: 8px; border-bottom: 2px solid #ddd } td { padding: 8px; border-bottom: 1px solid #e6e6e6 }
  .pair td:first-child { width: 40%; font-weight: 600 }
  .meter { height: 14px; background: #e8ede5; border-radius: 3px; overflow: hidden; max-width: 480px;
    margin-bottom: 12px }
  .meter div { height: 100%; background: #3a7520 }
`;

/** HDFS's NameNode on the primary node. */
export const nameNode: Site = {
  name: 'HDFS NameNode',
  node: primaryNode,
  port: demoPorts.nameNode,
  answer(path, cluster): Answer {
    if (path !== '/' && path !== '/dfshealth.html') return { kind: 'absent' };
    return { kind: 'page', html: overview(cluster) };
  },
};

const capacityGb = 928;
const usedGb = 214;

function overview(cluster: DemoCluster): string {
  const summary = [
    ['Started', moment(cluster.startedAt)],
    ['Version', '3.3.6-amzn-3'],
    ['Security', 'off'],
    ['Safe mode', 'off'],
    ['Files and directories', '48,210'],
    ['Blocks', '31,774'],
    ['Configured Capacity', `${capacityGb} GB`],
    ['DFS Used', `${usedGb} GB (${((100 * usedGb) / capacityGb).toFixed(1)} %)`],
    ['Live Nodes', `${coreNodes.length}`],
    ['Dead Nodes', '0'],
  ];
  const pairs = summary.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`);
  return wholePage({
    title: 'Namenode information',
    node: nameNode.node,
    port: nameNode.port,
    style,
    content: `<header><strong>Hadoop</strong>${link('#overview', 'Overview')}
${link('#datanodes', 'Datanodes')}
${link(demoUrl(primaryNode, demoPorts.resourceManager, '/cluster'), 'YARN')}</header>
<main><h1 id="overview">Overview <small>'${primaryNode.host}:8020' (active)</small></h1>
<div class="meter"><div style="width:${(100 * usedGb) / capacityGb}%"></div></div>
<table class="pair"><tbody>${pairs.join('\n')}</tbody></table>
<h2 id="datanodes">Datanodes in operation</h2>${datanodes()}</main>`,
  });
}

function datanodes(): string {
  const columns = [
    { label: 'Node' },
    { label: 'NodeManager' },
    { label: 'Capacity', number: true },
    { label: 'Used', number: true },
    { label: 'Blocks', number: true },
  ];
  const rows = coreNodes.map((on, index) => [
    `${on.host}:9866 (${on.address})`,
    link(demoUrl(on, demoPorts.nodeManager, '/node'), `${on.address}:${demoPorts.nodeManager}`),
    `${capacityGb / coreNodes.length} GB`,
    `${usedGb / coreNodes.length + (index === 0 ? 3 : -3)} GB`,
    index === 0 ? '16,102' : '15,672',
  ]);
  return table(columns, rows);
}
