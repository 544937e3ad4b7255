import { describe, expect, it } from 'vitest';
import { allChecks, examineAll } from '../../../electron/aws/doctor/examine';
import type { Network } from '../../../electron/aws/doctor/network';
import { type CheckId, type CheckResult, checkIds } from '../../../shared/model/doctor';
import { network } from '../../support/doctor-network';
import { group, ids, primaryPorts, rule, rulesWithout } from '../../support/doctor-rules';
import { bastionGoldens } from './goldens/bastion';
import { clusterGoldens } from './goldens/cluster';
import { endpointGoldens } from './goldens/endpoints';
import type { Golden } from './goldens/golden';
import { networkGoldens } from './goldens/network';
import { pageGoldens } from './goldens/pages';
import { ruleGoldens } from './goldens/rules';
import { serviceGoldens } from './goldens/services';

const goldens: Readonly<Record<CheckId, Golden>> = {
  ...bastionGoldens,
  ...networkGoldens,
  ...pageGoldens,
  ...clusterGoldens,
  ...endpointGoldens,
  ...serviceGoldens,
  ...ruleGoldens,
};

function result(id: CheckId, of: Network): CheckResult {
  const found = examineAll(of).find(({ check }) => check === id);
  if (found === undefined) throw new Error(id);
  return found;
}

describe.each(checkIds)('%s', (id) => {
  const { pass = {}, fail, fix, denied } = goldens[id];

  it('passes', () => {
    expect(result(id, network(pass))).toMatchObject({ status: 'pass', fix: null, needs: [] });
  });

  it('fails, and says how to mend it', () => {
    const found = result(id, network(fail));
    expect(found.status).toBe('fail');
    expect(found.evidence).not.toEqual([]);
    if (fix === null) expect(found.fix).toBeNull();
    else {
      expect(found.fix?.cli).toMatch(fix);
      expect(found.fix?.undo).not.toBe('');
      expect(found.fix?.actions).not.toEqual([]);
    }
  });

  it('is not checked, never passed, when a call it needs is refused', () => {
    const parts = allChecks.find((each) => each.id === id)?.parts ?? [];
    expect(parts).toContain(denied);
    const cases = [pass, fail].flatMap((changes) => parts.map((part) => ({ changes, part })));
    for (const { changes, part } of cases) {
      const found = result(id, network({ ...changes, denied: { [part]: 'ec2:DescribeIt' } }));
      expect(found).toMatchObject({
        status: 'not-checked',
        reason: 'denied',
        needs: ['ec2:DescribeIt'],
        fix: null,
      });
    }
  });
});

it('finds nothing wrong with a healthy network, whole', () => {
  expect(examineAll(network()).filter(({ status }) => status !== 'pass')).toEqual([]);
});

it('mends what it finds: the proposed rules close the gap', () => {
  const closed = rulesWithout((each) => primaryPorts.includes(each.fromPort as 8088));
  const found = result('MASTER_UI_NOT_OPEN_TO_BASTION', network({ parts: { rules: closed } }));
  const ports = [...(found.fix?.cli ?? '').matchAll(/FromPort=(\d+)/g)].map(([, port]) =>
    Number(port),
  );
  const mended = [
    ...closed,
    ...ports.map((port) => rule(ids.primary, 'in', 'tcp', port, group(ids.bastion))),
  ];
  expect(ports).toEqual([...primaryPorts]);
  expect(
    result('MASTER_UI_NOT_OPEN_TO_BASTION', network({ parts: { rules: mended } })).status,
  ).toBe('pass');
});
