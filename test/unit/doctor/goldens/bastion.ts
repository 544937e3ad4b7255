import type { CheckId } from '../../../../shared/model/doctor';
import { network } from '../../../support/doctor-network';
import { cidr, ids, rule } from '../../../support/doctor-rules';
import { type Golden, readPart, without, withRules } from './golden';

/** Golden cases of the checks of the way to the bastion. */
export const bastionGoldens = {
  BASTION_SSH_MISSING: {
    fail: without((each) => each.group === ids.bastion && !each.egress),
    fix: /authorize-security-group-ingress [\s\S]*FromPort=22.*203\.0\.113\.7\/32/,
    denied: 'rules',
  },
  BASTION_SSH_WORLD: {
    fail: withRules(rule(ids.bastion, 'in', 'tcp', 22, cidr('::/0'))),
    fix: /revoke-security-group-ingress .*--security-group-rule-ids sgr-/,
    denied: 'rules',
  },
  BASTION_SOCKS_PORT_OPEN: {
    fail: withRules(rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32'))),
    fix: /revoke-security-group-ingress/,
    denied: 'bastion',
  },
  BASTION_NOT_RUNNING: {
    fail: { parts: { bastion: { ...readPart(network(), 'bastion'), state: 'stopped' } } },
    fix: /start-instances --instance-ids i-/,
    denied: 'bastion',
  },
} satisfies Partial<Record<CheckId, Golden>>;
