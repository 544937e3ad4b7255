import type { NeedId } from '../../../shared/model/egress';
import { contains } from './address-space';
import type { Network, NetworkParts, PrefixList, RouteTable, VpcEndpoint } from './network';

/** The endpoint services behind a need, as the last part of their names. */
export const serviceNames: Partial<Readonly<Record<NeedId, readonly string[]>>> = {
  s3: ['s3'],
  'service-access-8': ['emr-service-cell01'],
  sqs: ['sqs'],
  dynamodb: ['dynamodb'],
  kms: ['kms'],
  sts: ['sts'],
  cloudwatch: ['monitoring', 'logs'],
  secretsmanager: ['secretsmanager'],
  glue: ['glue'],
  lakeformation: ['lakeformation'],
  'emr-api': ['elasticmapreduce'],
  emrwal: ['emrwal.prod'],
  kinesis: ['kinesis-streams'],
  ssm: ['ssm', 'ssmmessages', 'ec2messages'],
};

/** Those whose interface endpoints have a name of China's own there (EC2: DescribeVpcEndpointServices). */
const chinese: readonly string[] = ['sqs', 'sts', 'monitoring', 'kinesis-streams', 'execute-api'];

/** The full name to ask for, as `com.amazonaws.ap-northeast-2.sqs`. */
export function serviceName(region: string, service: string): string {
  if (service === 'emr-service-cell01') return `aws.api.${region}.${service}`;
  const isOwn = region.startsWith('cn-') && chinese.includes(service);
  return `${isOwn ? 'cn.' : ''}com.amazonaws.${region}.${service}`;
}

/**
 * Whether an endpoint is that service's. What follows the region is compared, since China's names
 * begin differently (`cn.com.amazonaws.cn-north-1.sqs`).
 */
function serves(endpoint: VpcEndpoint, region: string, service: string): boolean {
  return endpoint.service.endsWith(`.${region}.${service}`);
}

/**
 * The gateway endpoint that takes packets for a service, on a subnet with this route table; null
 * when none does.
 */
function gatewayOf(
  service: string,
  region: string,
  endpoints: readonly VpcEndpoint[],
  routes: RouteTable,
): VpcEndpoint | null {
  return (
    endpoints.find(
      (endpoint) =>
        endpoint.type === 'gateway' &&
        endpoint.available &&
        serves(endpoint, region, service) &&
        endpoint.routeTables.includes(routes.id),
    ) ?? null
  );
}

/**
 * The endpoint a service is reached by. An interface endpoint takes the service's name over, whatever
 * routes there are; a gateway endpoint's route is more specific than the default one.
 */
export function endpointTo(
  service: string,
  region: string,
  endpoints: readonly VpcEndpoint[],
  routes: RouteTable,
): VpcEndpoint | null {
  return interfaceOf(service, region, endpoints) ?? gatewayOf(service, region, endpoints, routes);
}

/** An interface endpoint that answers to the service's public name. */
export function interfaceOf(
  service: string,
  region: string,
  endpoints: readonly VpcEndpoint[],
): VpcEndpoint | null {
  return (
    endpoints.find(
      (endpoint) =>
        endpoint.type === 'interface' &&
        endpoint.available &&
        endpoint.privateDns &&
        serves(endpoint, region, service),
    ) ?? null
  );
}

/**
 * The target of the way out of a subnet (NAT, transit gateway, firewall, internet), or null. Nodes
 * call services by IPv4: a way out for IPv6 alone is none.
 */
export function defaultRoute(routes: RouteTable): string | null {
  return (
    routes.routes.find(({ destination, active }) => active && contains(destination, '0.0.0.0/0'))
      ?.target ?? null
  );
}

/** The list AWS keeps of a service's addresses in a region; S3 and DynamoDB have one. */
export function servicePrefixList(
  service: string,
  region: string,
  lists: readonly PrefixList[],
): PrefixList | null {
  return lists.find(({ name }) => name.endsWith(`.${region}.${service}`)) ?? null;
}

/** The parts without which nobody can say how a service is reached. */
export const pathParts = ['endpoints', 'routes', 'prefixLists', 'vpc'] as const;
export type PathParts = Pick<NetworkParts, (typeof pathParts)[number]>;

/** How nodes get to a service from their subnet. */
export type Path =
  | { readonly via: 'gateway'; readonly endpoint: VpcEndpoint; readonly list: PrefixList | null }
  | { readonly via: 'interface'; readonly endpoint: VpcEndpoint }
  | { readonly via: 'default-route'; readonly target: string; readonly list: PrefixList | null }
  | {
      readonly via: 'none';
      /**
       * Whether a route leads to other networks, where an endpoint may be whose names a private zone
       * (Route 53) gives this VPC too: then nobody can say that there is no way.
       */
      readonly unseen: boolean;
    };

/** The way a service takes from the nodes' subnet: by its endpoint, else by the default route. */
export function pathTo(
  service: string,
  { region }: Pick<Network, 'region'>,
  parts: PathParts,
): Path {
  const list = servicePrefixList(service, region, parts.prefixLists);
  const endpoint = endpointTo(service, region, parts.endpoints, parts.routes);
  if (endpoint?.type === 'interface') return { via: 'interface', endpoint };
  if (endpoint !== null) return { via: 'gateway', endpoint, list };
  const target = listRoute(list, parts.routes) ?? defaultRoute(parts.routes);
  return target === null
    ? { via: 'none', unseen: leadsToOthers(parts.routes) }
    : { via: 'default-route', target, list };
}

/**
 * Where a route for the service's own list leads. It is a gateway endpoint's, and goes with it: in a
 * shared VPC its owner alone is shown the endpoint, and who may use the subnet no more than the route.
 */
function listRoute(list: PrefixList | null, { routes }: RouteTable): string | null {
  return (
    routes.find(({ destination, active }) => active && destination === list?.id)?.target ?? null
  );
}

function leadsToOthers({ routes }: RouteTable): boolean {
  return routes.some(
    ({ target, active }) => active && !/^(local$|igw-|eigw-|nat-|vpce-)/.test(target),
  );
}
