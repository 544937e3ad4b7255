import type { CheckId } from '../../../../shared/model/doctor';
import type { NeedId } from '../../../../shared/model/egress';
import type { Change } from '../change';
import { type Check, check, notApplicable, type Outcome, pass, unknown } from '../check';
import { type Coverage, tcp } from '../coverage';
import {
  anyNodeOf,
  labelled,
  noRule,
  peerId,
  type Role,
  ruleEvidence,
  rulesParts,
} from '../members';
import { needOf } from '../needs';
import type { Network, NetworkParts, PartName } from '../network';
import { endpointFor, mayBeOpen, opened, ruleTo, type Target, targetOf } from '../reach-service';
import { pathParts, pathTo, serviceName, serviceNames } from '../services';

const roles: readonly Role[] = ['primary', 'workers'];
const allParts = [...rulesParts, 'subnet', ...pathParts] as const;

/** The way out of the cluster's subnet to S3: an endpoint or a default route. */
export const s3Path = check('S3_PATH_MISSING', pathParts, (parts, network) => {
  const path = pathTo('s3', network, parts);
  const at = [network.cluster.subnet ?? '', parts.routes.id];
  if (path.via === 'none' && path.unseen) return unknown('unseen-route');
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
    const parts = given as Parts;
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
    const hidden = closed.filter(({ target: { path } }) => path.via === 'none' && path.unseen);
    const sure = closed.filter((each) => !hidden.includes(each) && !mayBeOpen(each.target, each));
    if (sure.length === 0) return unknown(hidden.length > 0 ? 'unseen-route' : 'endpoint-place');
    // Without any way S3_PATH_MISSING speaks for S3: a rule alone would not help.
    if (need === 's3' && closed.every(({ target }) => target.peer === null)) return notApplicable;
    return serviceFailure(sure, found?.because ?? [], parts, network);
  });
}

interface Closed extends Coverage {
  readonly role: Role;
  readonly target: Target;
}

type Parts = Pick<NetworkParts, (typeof allParts)[number]>;

/** Which groups may not call it: a rule for each, or the endpoint where there is no way at all. */
function serviceFailure(
  closed: readonly Closed[],
  because: readonly string[],
  parts: Parts,
  network: Network,
): Outcome {
  const groups = [...new Set(closed.flatMap(({ role }) => anyNodeOf(role, network).groups))];
  const nameOf = ({ peer, service }: Target) =>
    peer === null ? serviceName(network.region, service) : peerId({ peer });
  return {
    status: 'fail',
    facts: {
      ports: ['443'],
      at: groups.map((group) => labelled(group, network)),
      what: because,
      from: closed.some(({ target }) => target.peer === null) ? '' : 'rule',
    },
    evidence: closed.flatMap(({ role, target }) =>
      noRule(anyNodeOf(role, network).groups, 'egress', tcp(443), nameOf(target), network),
    ),
    changes: closed.flatMap(({ role, target }): readonly Change[] =>
      target.peer === null
        ? endpointFor(target.service, network, parts)
        : ruleTo(role, target, network),
    ),
    unsure: closed.some(({ unsure }) => unsure),
  };
}

export const s3Egress = serviceEgress('S3_EGRESS_MISSING', 's3', []);
export const sqsEgress = serviceEgress('SQS_EGRESS_MISSING', 'sqs', ['steps']);
export const dynamoDbEgress = serviceEgress('DDB_EGRESS_MISSING', 'dynamodb', []);
export const kmsEgress = serviceEgress('KMS_EGRESS_MISSING', 'kms', ['security']);
