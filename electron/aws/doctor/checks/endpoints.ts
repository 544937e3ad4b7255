import { type Change, groupPeer } from '../change';
import { check, notApplicable, pass } from '../check';
import { tcp } from '../coverage';
import { anyNodeOf, noRule, type Role, ruleEvidence, rulesParts, through } from '../members';
import { needsOf } from '../needs';
import type { VpcEndpoint } from '../network';
import { endpointFor } from '../reach-service';
import { serviceEra } from '../releases';
import { interfaceOf, pathParts, pathTo, serviceName, serviceNames } from '../services';

const roles: readonly Role[] = ['primary', 'workers'];
const allParts = [...rulesParts, 'subnet', ...pathParts] as const;

/** From 8.0.0 on nodes reach EMR through an endpoint of its own, which carries the service group. */
export const emrEndpoint = check('EMR_SERVICE_VPCE_MISSING', pathParts, (parts, network) => {
  if (serviceEra(network.cluster.release) !== 'from-8') return notApplicable;
  const service = 'emr-service-cell01';
  const { serviceAccess } = network.cluster.groups;
  const any = parts.endpoints.find(({ service: name }) =>
    name.endsWith(`.${network.region}.${service}`),
  );
  const ready = interfaceOf(service, network.region, parts.endpoints);
  if (ready !== null && (serviceAccess === null || ready.groups.includes(serviceAccess))) {
    return pass([
      { resource: ready.id, name: ready.service, rule: null, text: ready.groups.join(', ') },
    ]);
  }
  return {
    status: 'fail',
    facts: {
      at: [any?.id ?? serviceName(network.region, service)],
      what: any === undefined ? [] : [any.available ? 'available' : 'not available'],
    },
    evidence: [
      {
        resource: any?.id ?? parts.vpc.id,
        name: any === undefined ? '' : any.service,
        rule: null,
        text:
          any === undefined
            ? serviceName(network.region, service)
            : `private DNS: ${any.privateDns}; ${any.groups.join(', ')}`,
      },
    ],
    changes: endpointRepair(any, serviceAccess, endpointFor(service, network, parts)),
  };
});

function endpointRepair(
  found: VpcEndpoint | undefined,
  group: string | null,
  anew: readonly Change[],
): readonly Change[] {
  if (found === undefined) {
    return anew.map((change) =>
      change.kind === 'interface-endpoint' && group !== null ? { ...change, group } : change,
    );
  }
  return [
    ...(found.privateDns ? [] : [{ kind: 'private-dns', endpoint: found.id, on: true } as const]),
    ...(group === null || found.groups.includes(group)
      ? []
      : [{ kind: 'endpoint-group', endpoint: found.id, group } as const]),
  ];
}

/** An interface endpoint with private DNS takes its service's name over, and must then let nodes in. */
export const endpointGroups = check('VPCE_SG_BLOCKS_CLUSTER', allParts, (parts, network) => {
  const wanted = needsOf(network)
    .filter(({ applies }) => applies === 'yes')
    .flatMap(({ need }) => serviceNames[need] ?? []);
  const endpoints = wanted.flatMap((service) => {
    const path = pathTo(service, network, parts);
    return path.via === 'interface' ? [path.endpoint] : [];
  });
  const asked = endpoints.flatMap((endpoint) =>
    roles.map((role) => {
      const nodes = anyNodeOf(role, network);
      return {
        endpoint,
        nodes,
        ...through(network, parts.rules, endpoint.groups, 'ingress', tcp(443), nodes),
      };
    }),
  );
  const closed = asked.filter(({ gaps }) => gaps.length > 0);
  if (closed.length === 0) {
    return pass(asked.flatMap(({ by }) => by.map((rule) => ruleEvidence(rule, network))));
  }
  return {
    status: 'fail',
    facts: {
      ports: ['443'],
      at: [...new Set(closed.map(({ endpoint }) => endpoint.id))],
      what: [...new Set(closed.map(({ endpoint }) => endpoint.service))],
    },
    evidence: closed.flatMap(({ endpoint, nodes }) =>
      noRule(endpoint.groups, 'ingress', tcp(443), nodes.groups[0] ?? '', network),
    ),
    changes: closed.flatMap(({ endpoint, nodes }): readonly Change[] => {
      const [own, node] = [endpoint.groups[0], nodes.groups[0]];
      return own === undefined || node === undefined
        ? []
        : [
            {
              kind: 'add-rule',
              group: own,
              egress: false,
              protocol: 'tcp',
              fromPort: 443,
              toPort: 443,
              peer: groupPeer(node),
            },
          ];
    }),
    unsure: closed.some(({ unsure }) => unsure),
  };
});

/**
 * Managed scaling reports to a public name of API Gateway, which such an endpoint takes over. In a
 * private subnet the figures go to the service-access group instead, and the endpoint is in nobody's
 * way: EMR names a private subnet as one of the ways out (EMR Management Guide, managed scaling).
 */
export const executeApi = check(
  'EXECUTE_API_PRIVATE_DNS',
  ['endpoints', 'managedScaling'],
  ({ endpoints, managedScaling }, network) => {
    const found = interfaceOf('execute-api', network.region, endpoints);
    if (!managedScaling || network.cluster.groups.serviceAccess !== null) return notApplicable;
    if (found === null) return pass();
    return {
      status: 'fail',
      facts: { at: [found.id] },
      evidence: [
        { resource: found.id, name: found.service, rule: null, text: 'private DNS: true' },
      ],
      changes: [{ kind: 'private-dns', endpoint: found.id, on: false }],
    };
  },
);
