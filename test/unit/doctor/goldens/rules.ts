import type { CheckId } from '../../../../shared/model/doctor';
import { cidr, egressAll, group, ids, rule } from '../../../support/doctor-rules';
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
    fail: withRules(rule(ids.primary, 'in', 'tcp', 8088, group('sg-0dead'))),
    fix: /revoke-security-group-ingress/,
    denied: 'groups',
  },
  RULE_QUOTA: {
    fail: withRules(
      ...Array.from({ length: 60 }, (_, at) =>
        rule(ids.primary, 'in', 'tcp', 9000 + at, cidr('10.9.0.0/16')),
      ),
    ),
    fix: null,
    denied: 'rules',
  },
} satisfies Partial<Record<CheckId, Golden>>;
