import { describe, expect, it } from 'vitest';
import { proposedRules } from '../../../electron/flows/export-rules';
import { mergedRules } from '../../../electron/flows/merge-rules';
import type { EgressRule } from '../../../shared/model/flows';
import { flowAnswer } from '../../support/flow-answer';

function rule(value: string, ports: number | readonly [number, number], more = {}): EgressRule {
  const [fromPort, toPort] = typeof ports === 'number' ? [ports, ports] : ports;
  return {
    ...{ group: 'slave', protocol: 'tcp', fromPort, toPort, peer: { kind: 'cidr', value } },
    ...{ need: null, launch: false },
    ...more,
  } as EgressRule;
}

const shown = (rules: readonly EgressRule[]) =>
  mergedRules(rules)
    .map(({ fromPort, toPort, peer }) => {
      const to = peer.kind === 'cidr' ? peer.value : peer.kind;
      return `${to} ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`;
    })
    .sort();

describe('fewer rules that let exactly the same pass', () => {
  it.each([
    ['neighbours', [rule('10.0.0.4/32', 25), rule('10.0.0.5/32', 25)], ['10.0.0.4/31 25']],
    [
      'neighbours that are no block',
      [rule('10.0.0.5/32', 25), rule('10.0.0.6/32', 25), rule('10.0.0.7/32', 25)],
      ['10.0.0.5/32 25', '10.0.0.6/31 25'],
    ],
    [
      'neighbours of IPv6',
      [rule('2001:db8::4/128', 25), rule('2001:db8::5/128', 25)],
      ['2001:db8::4/127 25'],
    ],
    [
      'adjoining ports',
      [rule('10.0.0.4/32', 81), rule('10.0.0.4/32', [82, 90]), rule('10.0.0.4/32', 95)],
      ['10.0.0.4/32 81-90', '10.0.0.4/32 95'],
    ],
    [
      'ports, and then the addresses that have come to have them',
      [rule('10.0.0.4/32', 80), rule('10.0.0.4/32', 81), rule('10.0.0.5/32', [80, 81])],
      ['10.0.0.4/31 80-81'],
    ],
    [
      'what is within another',
      [rule('10.0.0.4/32', 25), rule('10.0.0.0/8', [1, 99])],
      ['10.0.0.0/8 1-99'],
    ],
    [
      'what is within a rule for everything',
      [rule('0.0.0.0/0', 443), rule('151.101.0.223/32', 443)],
      ['0.0.0.0/0 443'],
    ],
  ])('of %s', (_what, rules, expected) => {
    expect(shown(rules)).toEqual(expected);
    expect(shown([...rules].reverse())).toEqual(expected);
  });

  it.each([
    ['another protocol', { protocol: 'udp' }],
    ['another group', { group: 'master' }],
    ['another need', { need: 's3' }],
  ])('but not of %s', (_what, more) => {
    expect(mergedRules([rule('10.0.0.4/32', 25), rule('10.0.0.5/32', 25, more)])).toHaveLength(2);
  });

  it('keeps the rule of a need that a wider one would hold, since the need may outlive it', () => {
    const rules = [rule('0.0.0.0/0', 443), rule('10.0.3.5/32', 443, { need: 'sqs' })];
    expect(mergedRules(rules)).toHaveLength(2);
  });

  it('is what an export takes', () => {
    const [any] = flowAnswer.destinations;
    if (any === undefined) throw new Error('a destination');
    const destinations = ['10.0.0.4/32', '10.0.0.5/32'].map((cidr) => ({
      ...any,
      rule: rule(cidr, 25),
    }));
    expect(proposedRules(destinations)).toMatchObject([{ peer: { value: '10.0.0.4/31' } }]);
  });
});
