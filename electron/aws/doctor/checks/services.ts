import type { CheckId } from '../../../../shared/model/doctor';
import type { NeedId } from '../../../../shared/model/egress';
import { type Change, groupPeer } from '../change';
import { type Check, check, notApplicable, pass, unknown } from '../check';
import { tcp } from '../coverage';
import { policyVerdict, policyWith } from '../endpoint-policy';
import {
  anyNodeOf,
  labelled,
  noRule,
  peerId,
  type Role,
  ruleEvidence,
  rulesParts,
  through,
} from '../members';
import { needOf, needsOf } from '../needs';
import type { NetworkParts, PartName, VpcEndpoint } from '../network';
import { endpointFor, opened, ruleTo, targetOf } from '../reach-service';
import { packageBuckets, serviceEra } from '../releases';
import { gatewayOf, interfaceOf, pathParts, pathTo, serviceName, serviceNames } from '../services';

const roles: readonly Role[] = ['primary', 'workers'];
const allParts = [...rulesParts, 'subnet', ...pathParts] as const;

/** The way out of the cluster's subnet to S3: an endpoint or a default route. */
export const s3Path = check('S3_PATH_MISSING', pathParts, (parts, network) => {
  const path = pathTo('s3', network, parts);
  const at = [network.cluster.subnet ?? '', parts.routes.id];
  if (path.via === 'none') {
    return {
      status: 'fail',
      facts: { at },
      evidence: [
        {
          resource: parts.routes.id,
          name: '',
          rule: null,
          text: `${serviceName(network.region, 's3')}, 0.0.0.0/0`,
        },
      ],
      changes: endpointFor('s3', network, parts),
    };
  }
  const seen = path.via === 'default-route' ? path.target : path.endpoint.id;
  return pass([{ resource: parts.routes.id, name: '', rule: seen, text: path.via }]);
});

/** A check that the nodes may call a service they need, and that there is a way to it. */
function serviceEgress(
  id: CheckId,
  need: NeedId,
  detected: readonly PartName[],
  groupsAsked: readonly Role[] = roles,
): Check {
  return check(id, [...allParts, ...detected], (given, network) => {
    // Which extra parts a need is detected by changes nothing about those every check here has.
    const parts = given as Pick<NetworkParts, (typeof allParts)[number]>;
    const found = needOf(network, need);
    if (found?.applies === 'no') return notApplicable;
    const targets = (serviceNames[need] ?? []).map((service) => targetOf(service, network, parts));
    const closed = targets.flatMap((target) =>
      groupsAsked
        .map((role) => ({ role, target, ...opened(role, target, 443, network, parts.rules) }))
        .filter(({ gaps }) => target.peer === null || gaps.length > 0),
    );
    if (closed.length === 0) {
      const open = targets.flatMap((target) =>
        groupsAsked.flatMap((role) => opened(role, target, 443, network, parts.rules).by),
      );
      return pass(open.map((rule) => ruleEvidence(rule, network)));
    }
    // Without any way S3_PATH_MISSING speaks for S3: a rule alone would not help.
    if (need === 's3' && closed.every(({ target }) => target.peer === null)) return notApplicable;
    const groups = [...new Set(closed.flatMap(({ role }) => anyNodeOf(role, network).groups))];
    return {
      status: 'fail',
      facts: {
        ports: ['443'],
        at: groups.map((group) => labelled(group, network)),
        what: [...(found?.because ?? [])],
        from: closed.some(({ target }) => target.peer === null) ? '' : 'rule',
      },
      evidence: closed.flatMap(({ role, target }) =>
        noRule(
          anyNodeOf(role, network).groups,
          'egress',
          tcp(443),
          target.peer === null
            ? serviceName(network.region, target.service)
            : peerId({ peer: target.peer }),
          network,
        ),
      ),
      changes: closed.flatMap(({ role, target }): readonly Change[] =>
        target.peer === null
          ? endpointFor(target.service, network, parts)
          : ruleTo(role, target, network),
      ),
      unsure: closed.some(({ unsure }) => unsure),
    };
  });
}

export const s3Egress = serviceEgress('S3_EGRESS_MISSING', 's3', []);
export const sqsEgress = serviceEgress('SQS_EGRESS_MISSING', 'sqs', ['steps']);
export const dynamoDbEgress = serviceEgress('DDB_EGRESS_MISSING', 'dynamodb', []);
export const kmsEgress = serviceEgress('KMS_EGRESS_MISSING', 'kms', ['security']);

/** Whether the gateway endpoint's policy lets nodes fetch the packages of their release. */
export const s3Policy = check('S3_POLICY_TOO_NARROW', ['endpoints', 'routes'], (parts, network) => {
  const endpoint =
    gatewayOf('s3', network.region, parts.endpoints, parts.routes) ??
    interfaceOf('s3', network.region, parts.endpoints);
  if (endpoint === null) return notApplicable;
  const buckets = packageBuckets(network.cluster.release, network.region);
  if (buckets.length === 0) return unknown('unknown-release');
  const judged = buckets.map((bucket) => ({
    bucket,
    verdict: policyVerdict(
      endpoint.policy,
      's3:GetObject',
      `arn:${network.partition}:s3:::${bucket}/culvert`,
    ),
  }));
  const closed = judged.filter(({ verdict }) => verdict === 'denied').map(({ bucket }) => bucket);
  if (closed.length === 0) {
    return judged.some(({ verdict }) => verdict === 'conditional')
      ? unknown('conditional-policy')
      : pass([{ resource: endpoint.id, name: endpoint.service, rule: null, text: 's3:GetObject' }]);
  }
  return {
    status: 'fail',
    facts: { at: [endpoint.id], what: closed },
    evidence: closed.map((bucket) => ({
      resource: endpoint.id,
      name: endpoint.service,
      rule: null,
      text: `s3:GetObject ${bucket}`,
    })),
    changes:
      endpoint.policy === null
        ? []
        : [
            {
              kind: 'endpoint-policy',
              endpoint: endpoint.id,
              policy: policyWith(endpoint.policy, network.partition, closed),
              before: endpoint.policy,
            },
          ],
  };
});

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
        name: serviceName(network.region, service),
        rule: null,
        text: any === undefined ? '' : `private DNS: ${any.privateDns}; ${any.groups.join(', ')}`,
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

/** Managed scaling reports to a public name that such an endpoint takes over. */
export const executeApi = check(
  'EXECUTE_API_PRIVATE_DNS',
  ['endpoints', 'managedScaling'],
  ({ endpoints, managedScaling }, network) => {
    const found = interfaceOf('execute-api', network.region, endpoints);
    if (!managedScaling) return notApplicable;
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
