import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { ClusterState } from '../../../shared/model/cluster';
import { type CheckId, type CheckResult, checkIds } from '../../../shared/model/doctor';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { group, ids, rule, rulesWithout, workerPorts } from '../../support/doctor-rules';

function found(id: CheckId, changes: NetworkChanges): CheckResult {
  const result = examine(network(changes)).results.find(({ check }) => check === id);
  if (result === undefined) throw new Error(id);
  return result;
}

describe('a cluster of one node', () => {
  const { nodes: all } = network().parts;
  const nodes = 'value' in all ? all.value.filter((each) => each.group === 'primary') : [];
  const rules = rulesWithout((each) => workerPorts.includes(each.fromPort as 8042));
  const open = [
    ...rules,
    ...workerPorts.map((port) => rule(ids.primary, 'in', 'tcp', port, group(ids.bastion))),
  ];

  it('serves the pages of core and task nodes on its primary node', () => {
    const result = found('MASTER_UI_NOT_OPEN_TO_BASTION', { parts: { nodes, rules } });
    expect(result).toMatchObject({ status: 'fail', facts: { ports: ['8042', '9864'] } });
    expect(result.fix?.cli).toContain(`--group-id ${ids.primary}`);
    expect(result.fix?.cli).not.toContain(`--group-id ${ids.workers}`);
    const mended = found('MASTER_UI_NOT_OPEN_TO_BASTION', { parts: { nodes, rules: open } });
    expect(mended.status).toBe('pass');
  });

  it('has no core and task nodes whose group could be to blame', () => {
    const { results, seeds } = examine(network({ parts: { nodes, rules: open } }));
    expect(results.find(({ check }) => check === 'SLAVE_UI_NOT_OPEN_TO_BASTION')).toMatchObject({
      status: 'unknown',
      reason: 'no-nodes',
    });
    expect(results.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(results).toHaveLength(checkIds.length);
    expect(seeds.map(({ id }) => id)).not.toContain('gap-workers');
  });

  it('keeps those pages where the rule for every port goes', () => {
    const wide = [...rules, rule(ids.primary, 'in', 'tcp', [0, 65535], group(ids.bastion))];
    const { fix } = found('MASTER_ALL_TCP_FROM_BASTION', { parts: { nodes, rules: wide } });
    expect(fix?.cli).toMatch(/FromPort=8042[\s\S]*FromPort=9864[\s\S]*revoke/);
  });

  it.each<[ClusterState, string]>([
    ['RUNNING', 'unknown'],
    ['WAITING', 'unknown'],
    ['STARTING', 'fail'],
    ['BOOTSTRAPPING', 'fail'],
  ])('is one only when it is up: %s', (state, status) => {
    const changes = { cluster: { state }, parts: { nodes, rules } };
    expect(found('SLAVE_UI_NOT_OPEN_TO_BASTION', changes).status).toBe(status);
  });
});
