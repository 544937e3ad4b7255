import type { SeedRow, SeedVerdict, SeedWhy } from '../../../shared/model/doctor';
import { pathsOf } from './egress-drafts';
import { isStarting } from './launch';
import { needOf } from './needs';
import type { Network, NetworkParts } from './network';
import { mayBeOpen, opened, targetOf } from './reach-service';

const roles = ['primary', 'workers'] as const;

/** The second document's conditions, which are no table rows but are followed as such. */
export function conditions(network: Network): readonly SeedRow[] {
  const { region, cluster } = network;
  const tcp = { protocol: 'tcp', ports: '443' };
  const advice = { protocol: '', ports: '' };
  return [
    row(
      'zh-s3',
      { protocol: 'tcp', ports: '80, 443' },
      `s3.${region}`,
      'can-narrow',
      's3-list',
      toService('s3', network, [80, 443]),
    ),
    {
      ...row('zh-sqs', tcp, `sqs.${region}`, 'not-possible', 'sqs-cidr', toService('sqs', network)),
      applies: isAsked('sqs', network),
    },
    {
      ...row(
        'zh-dynamodb',
        tcp,
        `dynamodb.${region}`,
        'can-narrow',
        'dynamodb-cidr',
        toService('dynamodb', network),
      ),
      applies: isAsked('dynamodb', network),
    },
    row('zh-endpoints', tcp, 'vpce', 'can-narrow', 'endpoints', toEndpoints(network)),
    {
      ...row('zh-launch', advice, cluster.state, 'required', 'no-change-at-launch', null),
      applies: isStarting(network),
    },
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
  const table = 'conditions';
  return { id, table, ...what, peer, verdict, why, applies: true, present, evidence: [] };
}

/** Whether the cluster uses it, or may: a refused call leaves that open. */
function isAsked(need: 'sqs' | 'dynamodb', network: Network): boolean {
  return needOf(network, need)?.applies !== 'no';
}

/** Whether all nodes may call a service on all of its ports, or null while a part is unread. */
function toService(
  service: string,
  network: Network,
  ports: readonly number[] = [443],
): boolean | null {
  const paths = pathsOf(network);
  const { rules } = network.parts;
  if (paths === null || 'unread' in rules) return null;
  const target = targetOf(service, network, paths);
  const found = roles.flatMap((role) =>
    ports.map((port) => opened(role, target, port, network, rules.value)),
  );
  if (found.some((each) => mayBeOpen(target, each))) return null;
  return target.peer !== null && found.every(({ gaps }) => gaps.length === 0);
}

/** Whether all nodes may call every interface endpoint of the VPC; null without any, too. */
function toEndpoints(network: Network): boolean | null {
  const { endpoints } = network.parts;
  const services = 'value' in endpoints ? interfacesOf(endpoints.value, network.region) : [];
  const found = services.map((service) => toService(service, network));
  if (found.length === 0 || found.includes(null)) return null;
  return found.every((each) => each === true);
}

function interfacesOf(endpoints: NetworkParts['endpoints'], region: string): readonly string[] {
  return endpoints
    .filter(({ type, privateDns, available }) => type === 'interface' && privateDns && available)
    .map(({ service }) => service.slice(service.indexOf(`.${region}.`) + region.length + 2));
}
