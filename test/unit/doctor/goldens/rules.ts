import type { CheckId } from '../../../../shared/model/doctor';
import {
  cidr,
  egressAll,
  ids,
  primaryPorts,
  rule,
  rulesWithout,
} from '../../../support/doctor-rules';
import { type Golden, withRules } from './golden';

/** Golden cases of the checks of security group rules as such. */
export const ruleGoldens = {
  PUBLIC_INGRESS: {
    fail: withRules(rule(ids.primary, 'in', 'tcp', 8088, cidr('0.0.0.0/0'))),
    fix: /revoke-security-group-ingress/,
    denied: 'publicPorts',
  },
  EGRESS_ALL: {
    fail: withRules(egressAll(ids.primary)),
    fix: /revoke-security-group-egress/,
    denied: 'rules',
  },
  STALE_REFERENCE: {
    fail: withRules(
      rule(ids.primary, 'in', 'tcp', 8088, {
        kind: 'group',
        group: 'sg-0dead',
        vpc: 'vpc-0009',
        peering: 'deleted',
      }),
    ),
    fix: /revoke-security-group-ingress/,
    denied: 'groups',
  },
  RULE_QUOTA: {
    fail: {
      parts: {
        rules: [
          ...rulesWithout(
            (each) => each.group === ids.primary && primaryPorts.includes(each.fromPort as 8088),
          ),
          ...Array.from({ length: 50 }, (_, at) =>
            rule(ids.primary, 'in', 'tcp', 9000 + at, cidr('10.9.0.0/16')),
          ),
        ],
      },
    },
    fix: null,
    denied: 'rules',
  },
} satisfies Partial<Record<CheckId, Golden>>;
