import { examine } from '../../electron/aws/doctor/examine';
import type { Rule } from '../../electron/aws/doctor/network';
import { egressPlan } from '../../electron/aws/doctor/plan';
import type { Examination } from '../../shared/contract/doctor-calls';
import { type NetworkChanges, network } from './doctor-network';
import { cidr, egressAll, healthyRules, ids, rule, rulesWithout } from './doctor-rules';

function examination(changes: NetworkChanges): Examination {
  const read = network(changes);
  return { report: examine(read), plan: egressPlan(read) };
}

/** A guide of 2020, followed: 8157 on the bastion, all traffic outbound, of the pages 18080 alone. */
export function brokenRules(): Rule[] {
  const closed = [8042, 9864, 8088, 9870, 19888, 8188];
  return [
    ...rulesWithout(
      ({ group, fromPort }) =>
        (group === ids.workers || group === ids.primary) && closed.includes(fromPort),
    ),
    rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32')),
    egressAll(ids.primary),
    egressAll(ids.workers),
  ];
}

/** A cluster set up after it, read by somebody who may not see network ACLs. */
export function brokenNetwork(changes: NetworkChanges = {}): Examination {
  return examination({
    parts: { rules: brokenRules() },
    denied: { acl: 'ec2:DescribeNetworkAcls' },
    ...changes,
  });
}

/** The same after the proposed rules were added and the others taken away. */
export function mendedNetwork(): Examination {
  return examination({ parts: { rules: healthyRules() } });
}
