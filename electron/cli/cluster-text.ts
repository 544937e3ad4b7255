import type { ClusterDetail } from '../../shared/model/cluster';
import { visible } from '../../shared/text/failures/visible';

/** Rows with their columns aligned; what came from AWS cannot move the cursor. */
export function table(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(visible));
  const widths = shown[0]?.map((_cell, column) =>
    Math.max(...shown.map((row) => row[column]?.length ?? 0)),
  );
  return shown
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A cluster for a person on a terminal. */
export function describeDetail(cluster: ClusterDetail): string {
  const { primary, core, serviceAccess } = cluster.securityGroups;
  const facts: [string, string][] = [
    ['name', cluster.name],
    ['id', cluster.id],
    ['state', [cluster.state, cluster.stateReason].filter(Boolean).join(': ')],
    ['created', cluster.created ?? ''],
    ['release', cluster.release ?? ''],
    ['applications', cluster.applications.map((one) => `${one.name} ${one.version}`).join(', ')],
    ['primary node', cluster.primaryDns ?? ''],
    [
      'subnet',
      [cluster.subnet, cluster.vpc, ...(cluster.vpcCidrs ?? []), ...(cluster.domains ?? [])]
        .filter(Boolean)
        .join(', '),
    ],
    ['groups', [primary, core, serviceAccess].filter((each) => each !== null).join(', ')],
    ['key pair', cluster.keyName ?? ''],
    ['log', cluster.logUri ?? ''],
  ];
  const nodes = cluster.nodes.map(({ group, privateDns, privateIp }) => [
    group,
    privateDns,
    privateIp,
  ]);
  const pages = cluster.pages.map(({ name, url }) => [name, url]);
  return [
    table(facts.filter(([, value]) => value !== '')),
    ...(nodes.length > 0 ? ['', 'Nodes', table(nodes)] : []),
    ...(pages.length > 0 ? ['', 'Pages', table(pages)] : []),
    ...(cluster.denied.length > 0 ? ['', `Not allowed: ${cluster.denied.join(', ')}`] : []),
  ].join('\n');
}
