import { examine } from '../../electron/aws/doctor/examine';
import { egressPlan } from '../../electron/aws/doctor/plan';
import type { Examination } from '../../shared/contract/doctor-calls';
import {
  cidr,
  egressAll,
  healthyRules,
  ids,
  type NetworkChanges,
  network,
  rule,
  rulesWithout,
} from './doctor-network';

function examination(changes: NetworkChanges): Examination {
  const read = network(changes);
  return { report: examine(read), plan: egressPlan(read) };
}

/**
 * A cluster set up after a guide of 2020: 8157 on the bastion, all traffic outbound, nothing for the
 * pages but 18080, and a call that may not be made.
 */
export function brokenNetwork(changes: NetworkChanges = {}): Examination {
  return examination({
    parts: {
      rules: [
        ...rulesWithout(
          ({ group, fromPort }) =>
            (group === ids.workers && [8042, 9864].includes(fromPort)) ||
            (group === ids.primary && [8088, 9870, 19888, 8188].includes(fromPort)),
        ),
        rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32')),
        egressAll(ids.primary),
        egressAll(ids.workers),
      ],
    },
    denied: { acl: 'ec2:DescribeNetworkAcls' },
    ...changes,
  });
}

/** The same after the proposed rules were added and the others taken away. */
export function mendedNetwork(): Examination {
  return examination({ parts: { rules: healthyRules() } });
}
