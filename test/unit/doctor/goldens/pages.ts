import type { CheckId } from '../../../../shared/model/doctor';
import { group, ids, rule, rulesWithout } from '../../../support/doctor-rules';
import { type Golden, without, withRules } from './golden';

/** Golden cases of the checks of what the nodes let in from the bastion. */
export const pageGoldens = {
  BASTION_EGRESS_BLOCKS_UI: {
    fail: {
      parts: {
        rules: [
          ...rulesWithout((each) => each.group === ids.bastion && each.egress),
          rule(ids.bastion, 'out', 'tcp', 8088, group(ids.primary)),
        ],
      },
    },
    fix: /authorize-security-group-egress [\s\S]*FromPort=18080.*sg-0a000000000000001/,
    denied: 'nodes',
  },
  MASTER_UI_NOT_OPEN_TO_BASTION: {
    fail: without((each) => each.group === ids.primary && each.fromPort === 8088),
    fix: /authorize-security-group-ingress .*--group-id sg-0a000000000000001[\s\S]*FromPort=8088,ToPort=8088,UserIdGroupPairs=\[\{GroupId=sg-0b000000000000001\}\]/,
    denied: 'rules',
  },
  PRIMARY_SSH_NOT_OPEN_TO_BASTION: {
    pass: {
      primarySshPort: 22,
      ...withRules(rule(ids.primary, 'in', 'tcp', 22, group(ids.bastion))),
    },
    fail: { primarySshPort: 22 },
    fix: /authorize-security-group-ingress .*--group-id sg-0a000000000000001[\s\S]*FromPort=22,ToPort=22,UserIdGroupPairs=\[\{GroupId=sg-0b000000000000001\}\]/,
    denied: 'bastion',
  },
  MASTER_ALL_TCP_FROM_BASTION: {
    fail: {
      parts: {
        rules: [
          ...rulesWithout((each) => each.group === ids.primary && each.fromPort === 18080),
          rule(ids.primary, 'in', 'tcp', [0, 65535], group(ids.bastion)),
        ],
      },
    },
    fix: /FromPort=18080[\s\S]*revoke-security-group-ingress/,
    denied: 'groups',
  },
  SLAVE_UI_NOT_OPEN_TO_BASTION: {
    fail: without((each) => each.group === ids.workers && [8042, 9864].includes(each.fromPort)),
    fix: /--group-id sg-0a000000000000002[\s\S]*FromPort=8042[\s\S]*FromPort=9864/,
    denied: 'rules',
  },
} satisfies Partial<Record<CheckId, Golden>>;
