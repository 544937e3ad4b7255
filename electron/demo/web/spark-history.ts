import {
  type DemoApplication,
  type DemoCluster,
  demoPorts,
  demoUrl,
  primaryNode,
} from '../demo-cluster';
import { duration, escapeHtml, link, moment, table, wholePage } from './page';
import type { Answer, Site } from './site';

const style = `
  header { display: flex; align-items: baseline; gap: 16px; padding: 12px 24px; background: #f6f6f6;
    border-bottom: 1px solid #ddd }
  header strong { font-size: 20px; color: #c6511a } header span { color: #6a6a6a }
  main { padding: 16px 24px; max-width: 1280px }
  th { padding: 8px; border-bottom: 2px solid #ccc; white-space: nowrap }
  td { padding: 8px; border-bottom: 1px solid #e6e6e6; white-space: nowrap }
  ul { padding-left: 20px } .ok { color: #0a6b2d } .failed { color: #b3261e }
`;

/** Spark's history server on the primary node. */
export const sparkHistory: Site = {
  name: 'Spark History Server',
  node: primaryNode,
  port: demoPorts.sparkHistory,
  answer(path, cluster): Answer {
    if (path === '/') return framed('History Server', list(cluster));
    const found = cluster.applications.find(({ id }) => path.startsWith(`/history/${id}`));
    if (found === undefined) return { kind: 'absent' };
    const at = `/history/${found.id}/jobs/`;
    return path === at ? framed(found.name, jobs(found)) : { kind: 'redirect', to: at };
  },
};

function framed(heading: string, content: string): Answer {
  const html = wholePage({
    title: heading,
    node: sparkHistory.node,
    port: sparkHistory.port,
    style,
    content: `<header><strong>Spark</strong><span>3.5.1-amzn-0</span>${link('/', 'Applications')}
</header><main><h1>${escapeHtml(heading)}</h1>${content}</main>`,
  });
  return { kind: 'page', html };
}

function list({ applications, startedAt }: DemoCluster): string {
  const columns = [
    { label: 'App ID' },
    { label: 'App Name' },
    { label: 'Started' },
    { label: 'Completed' },
    { label: 'Duration', number: true },
    { label: 'Spark User' },
  ];
  const rows = applications.map((app) => [
    link(`/history/${app.id}/jobs/`, app.id),
    app.name,
    moment(app.startedAt),
    app.finishedAt === null ? 'still running' : moment(app.finishedAt),
    app.finishedAt === null ? '' : duration(app.finishedAt - app.startedAt),
    app.user,
  ]);
  return `<ul><li>Event log directory: hdfs:///var/log/spark/apps</li>
<li>Cluster started: ${moment(startedAt)}</li></ul>${table(columns, rows)}`;
}

const jobDescriptions = [
  'parquet at Load.scala:48',
  'count at Check.scala:21',
  'save at Out.scala:77',
];

function jobs(app: DemoApplication): string {
  const perJob = Math.floor(app.tasks / app.jobs);
  const columns = [
    { label: 'Job Id', number: true },
    { label: 'Description' },
    { label: 'Status' },
    { label: 'Tasks: succeeded / total', number: true },
  ];
  const rows = Array.from({ length: app.jobs }, (_, index) => {
    const last = index === app.jobs - 1;
    const failed = last && app.state === 'FAILED';
    return [
      `${index}`,
      jobDescriptions[index % jobDescriptions.length] ?? '',
      failed ? '<span class="failed">FAILED</span>' : '<span class="ok">SUCCEEDED</span>',
      `${failed ? perJob - 3 : perJob} / ${perJob}`,
    ];
  });
  const yarn = demoUrl(primaryNode, demoPorts.resourceManager, `/cluster/app/${app.id}`);
  return `<ul><li>User: ${app.user}</li><li>YARN application: ${link(yarn, app.id)}</li></ul>
<h2>Jobs (${app.jobs})</h2>${table(columns, rows)}`;
}
