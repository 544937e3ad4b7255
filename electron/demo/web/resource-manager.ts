import {
  coreNodes,
  type DemoApplication,
  type DemoCluster,
  demoPorts,
  demoUrl,
  primaryNode,
} from '../demo-cluster';
import { duration, escapeHtml, link, moment, table, wholePage } from './page';
import type { Answer, Site } from './site';

const style = `
  .frame { display: grid; grid-template-columns: 180px 1fr; min-height: 90vh }
  nav { background: #eef1f4; border-right: 1px solid #d4d9de; padding: 16px }
  nav a { display: block; padding: 4px 0 } nav strong { display: block; margin-bottom: 8px }
  main { padding: 16px 24px; min-width: 0 } table { font-size: 13px } h1 { color: #24527a }
  th { background: #24527a; color: #fff; padding: 6px 8px; white-space: nowrap }
  td { padding: 6px 8px; border-bottom: 1px solid #e3e7ea; white-space: nowrap }
  tbody tr:nth-child(even) { background: #f7f9fa }
  .RUNNING { color: #0a6b2d; font-weight: 600 } .FAILED { color: #b3261e; font-weight: 600 }
  .bar { width: 96px; height: 10px; background: #dfe5ea; border-radius: 2px; overflow: hidden }
  .bar div { height: 100%; background: #4a90c2 }
  dl { display: grid; grid-template-columns: 180px 1fr; gap: 6px 16px; margin: 0 } dt { color: #57606a }
  dd { margin: 0 }
  @media (max-width: 720px) { .frame { grid-template-columns: 1fr } }
`;

/** YARN's ResourceManager on the primary node. */
export const resourceManager: Site = {
  name: 'YARN ResourceManager',
  node: primaryNode,
  port: demoPorts.resourceManager,
  answer(path, cluster): Answer {
    if (path === '/') return { kind: 'redirect', to: '/cluster' };
    if (path === '/cluster' || path === '/cluster/apps') {
      return framed('All Applications', metrics(cluster) + applications(cluster));
    }
    if (path === '/cluster/nodes')
      return framed('Nodes of the cluster', metrics(cluster) + nodes());
    const found = cluster.applications.find(({ id }) => path === `/cluster/app/${id}`);
    if (found === undefined) return { kind: 'absent' };
    return framed(`Application ${found.id}`, application(found));
  },
};

function framed(heading: string, content: string): Answer {
  const html = wholePage({
    title: heading,
    node: resourceManager.node,
    port: resourceManager.port,
    style,
    content: `<div class="frame"><nav aria-label="Cluster"><strong>Cluster</strong>
${link('/cluster/nodes', 'Nodes')}${link('/cluster/apps', 'Applications')}
${link(demoUrl(primaryNode, demoPorts.sparkHistory, '/'), 'Spark History Server')}
${link(demoUrl(primaryNode, demoPorts.nameNode, '/'), 'HDFS NameNode')}</nav>
<main><h1>${escapeHtml(heading)}</h1>${content}</main></div>`,
  });
  return { kind: 'page', html };
}

const memoryPerNodeMb = 24_576;
const coresPerNode = 8;

function metrics({ applications: all }: DemoCluster): string {
  const running = all.filter(({ state }) => state === 'RUNNING');
  const used = running.reduce((sum, { memoryMb }) => sum + memoryMb, 0);
  const cores = running.reduce((sum, app) => sum + app.cores, 0);
  const labels = [
    'Apps Submitted',
    'Apps Running',
    'Apps Completed',
    'Memory Used',
    'Memory Total',
    'VCores Used',
    'VCores Total',
    'Active Nodes',
  ];
  return `<h2>Cluster Metrics</h2>${table(
    labels.map((label) => ({ label })),
    [
      [
        `${all.length}`,
        `${running.length}`,
        `${all.length - running.length}`,
        gibibytes(used),
        gibibytes(memoryPerNodeMb * coreNodes.length),
        `${cores}`,
        `${coresPerNode * coreNodes.length}`,
        link('/cluster/nodes', `${coreNodes.length}`),
      ],
    ],
  )}`;
}

function applications(cluster: DemoCluster): string {
  const labels = [
    'ID',
    'Name',
    'User',
    'State',
    'Progress',
    'Queue',
    'StartTime',
    'FinishTime',
    'Tracking UI',
  ];
  const rows = cluster.applications.map((app) => [
    link(`/cluster/app/${app.id}`, app.id),
    app.name,
    app.user,
    state(app),
    `<div class="bar"><div style="width:${app.progressPercent}%"></div></div>`,
    app.queue,
    moment(app.startedAt),
    app.finishedAt === null ? 'N/A' : moment(app.finishedAt),
    link(historyOf(app), app.state === 'RUNNING' ? 'ApplicationMaster' : 'History'),
  ]);
  const columns = labels.map((label) => ({ label }));
  return `<h2>Applications</h2>${table(columns, rows)}`;
}

function nodes(): string {
  const rows = coreNodes.map((on) => [
    '/default-rack',
    '<span class="RUNNING">RUNNING</span>',
    `${escapeHtml(on.host)}:8041`,
    link(
      demoUrl(on, demoPorts.nodeManager, '/node'),
      `${on.host.split('.')[0]}:${demoPorts.nodeManager}`,
    ),
    gibibytes(memoryPerNodeMb),
    `${coresPerNode}`,
  ]);
  const labels = ['Rack', 'Node State', 'Node Address', 'Node HTTP Address', 'Memory', 'VCores'];
  return `<h2>Nodes</h2>${table(
    labels.map((label) => ({ label })),
    rows,
  )}`;
}

function application(app: DemoApplication): string {
  const rows = [
    ['Name', app.name],
    ['User', app.user],
    ['Queue', app.queue],
    ['State', state(app)],
    ['Started', moment(app.startedAt)],
    [
      'Ran for',
      app.finishedAt === null ? 'still running' : duration(app.finishedAt - app.startedAt),
    ],
    ['Progress', `${app.progressPercent} %`],
    ['Tracking URL', link(historyOf(app), 'Spark History Server')],
  ];
  return `<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join('')}</dl>`;
}

function state(app: DemoApplication): string {
  return `<span class="${app.state}">${app.state}</span>`;
}

function historyOf(app: DemoApplication): string {
  return demoUrl(primaryNode, demoPorts.sparkHistory, `/history/${app.id}/jobs/`);
}

function gibibytes(megabytes: number): string {
  return `${(megabytes / 1024).toFixed(1)} GB`;
}
