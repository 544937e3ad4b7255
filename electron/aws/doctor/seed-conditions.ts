import type { SeedRow, SeedVerdict, SeedWhy } from '../../../shared/model/doctor';
import { pathsOf } from './egress-drafts';
import { needOf } from './needs';
import type { Network, NetworkParts } from './network';
import { opened, targetOf } from './reach-service';

const roles = ['primary', 'workers'] as const;

/** The second document's conditions, which are no table rows but are followed as such. */
export function conditions(network: Network): readonly SeedRow[] {
  const { region, cluster } = network;
  const tcp = { protocol: 'tcp', ports: '443' };
  const advice = { protocol: '', ports: '' };
  return [
    row(
      'zh-s3',
      { ...tcp, ports: '80, 443' },
      `s3.${region}`,
      'can-narrow',
      's3-list',
      toS3(network),
    ),
    row('zh-sqs', tcp, `sqs.${region}`, 'not-possible', 'sqs-cidr', applies('sqs', network)),
    row(
      'zh-dynamodb',
      tcp,
      `dynamodb.${region}`,
      'can-narrow',
      'dynamodb-cidr',
      applies('dynamodb', network),
    ),
    row('zh-endpoints', tcp, 'vpce', 'can-narrow', 'endpoints', toEndpoints(network)),
    row('zh-launch', advice, cluster.state, 'required', 'no-change-at-launch', null),
    row('zh-flow-logs', advice, 'VPC flow logs', 'required', 'flow-logs', null),
    row('gap-sshd', advice, 'sshd', 'gap', 'gap-sshd', null),
  ];
}

function row(
  id: string,
  what: Pick<SeedRow, 'protocol' | 'ports'>,
  peer: string,
  verdict: SeedVerdict,
  why: SeedWhy,
  present: boolean | null,
): SeedRow {
  return { id, table: 'conditions', ...what, peer, verdict, why, present, evidence: [] };
}

/** Whether the cluster uses it at all. */
function applies(need: 'sqs' | 'dynamodb', network: Network): boolean | null {
  const found = needOf(network, need)?.applies;
  return found === undefined || found === 'maybe' ? null : found === 'yes';
}

/** Whether all nodes may call S3 by both protocols, or null while a part of that is unread. */
function toS3(network: Network): boolean | null {
  const paths = pathsOf(network);
  const { rules } = network.parts;
  if (paths === null || 'unread' in rules) return null;
  const target = targetOf('s3', network, paths);
  return (
    target.peer !== null &&
    roles.every((role) =>
      [80, 443].every((port) => opened(role, target, port, network, rules.value).gaps.length === 0),
    )
  );
}

/** Whether all nodes may call every interface endpoint of the VPC; null without any, too. */
function toEndpoints(network: Network): boolean | null {
  const paths = pathsOf(network);
  const { rules } = network.parts;
  if (paths === null || 'unread' in rules) return null;
  const services = interfacesOf(paths.endpoints, network.region);
  return services.length === 0
    ? null
    : services.every((service) => {
        const target = targetOf(service, network, paths);
        return roles.every(
          (role) => opened(role, target, 443, network, rules.value).gaps.length === 0,
        );
      });
}

function interfacesOf(endpoints: NetworkParts['endpoints'], region: string): readonly string[] {
  return endpoints
    .filter(({ type, privateDns, available }) => type === 'interface' && privateDns && available)
    .map(({ service }) => service.slice(service.indexOf(`.${region}.`) + region.length + 2));
}
