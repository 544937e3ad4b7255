import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Rule } from '../../../electron/aws/doctor/network';
import { network } from '../../support/doctor-network';
import {
  cidr,
  healthyRules,
  ids,
  primaryPorts,
  rule,
  rulesWithout,
} from '../../support/doctor-rules';

const noPages = rulesWithout(
  (each) => each.group === ids.primary && primaryPorts.includes(each.fromPort as 8088),
);
const more = (count: number, block: string) =>
  Array.from({ length: count }, (_, at) => rule(ids.primary, 'in', 'tcp', 9200 + at, cidr(block)));

function judged(rules: readonly Rule[]) {
  const found = examine(network({ parts: { rules } })).results.find(
    ({ check }) => check === 'RULE_QUOTA',
  );
  return [found?.status, found?.facts.what];
}

// Seven rules of EMR's own are there besides, and five for pages may come.
describe('the rules that would come', () => {
  it('fit up to sixty in one direction', () => {
    expect(judged([...noPages, ...more(48, '10.9.0.0/16')])).toEqual(['pass', []]);
    expect(judged([...noPages, ...more(49, '10.9.0.0/16')])).toEqual(['fail', ['61']]);
  });

  it('are none where the pages are open by another rule', () => {
    const wide = rule(ids.primary, 'in', 'tcp', [0, 65535], cidr('10.0.0.0/16'));
    expect(judged([...noPages, wide, ...more(50, '10.9.0.0/16')])).toEqual(['pass', []]);
  });

  it('are counted apart from those for IPv6', () => {
    const rules = [...more(30, '10.9.0.0/16'), ...more(30, '2001:db8::/64')];
    expect(judged([...noPages, ...rules])).toEqual(['pass', []]);
  });

  it('are not judged by a limit that the group is beyond already', () => {
    expect(judged([...noPages, ...more(70, '10.9.0.0/16')])).toEqual(['pass', []]);
    expect(judged([...healthyRules(), ...more(70, '10.9.0.0/16')])).toEqual(['pass', []]);
  });
});
