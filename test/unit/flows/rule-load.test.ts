import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cliRules, terraformRules } from '../../../electron/flows/export-rules';
import { ruleLoads } from '../../../electron/flows/rule-load';
import type { EgressRule } from '../../../shared/model/flows';
import { tooManyRulesLines } from '../../../shared/text/flows';
import { flowAnswer } from '../../support/flow-answer';
import { ask, defaultHeader, logFolder, record } from '../../support/flows';

const rule = (peer: EgressRule['peer']): EgressRule => ({
  ...{ group: 'slave', protocol: 'tcp', fromPort: 443, toPort: 443, peer },
  ...{ need: null, launch: false },
});

it('counts each family for itself, a group in both, and a list by its size', () => {
  const rules = [
    rule({ kind: 'cidr', value: '10.0.0.4/32' }),
    rule({ kind: 'cidr', value: '2001:db8::4/128' }),
    rule({ kind: 'security-group', role: 'master', id: null }),
    rule({ kind: 'prefix-list', name: 'ours', id: 'pl-1' }),
    rule({ kind: 'prefix-list', name: 'com.amazonaws.eu-west-1.s3', id: null }),
    { ...rule({ kind: 'cidr', value: '10.0.0.4/32' }), group: 'master' as const },
  ];
  expect(ruleLoads(rules, [{ id: 'pl-1', name: 'ours', cidrs: [], weight: 20 }])).toEqual([
    { group: 'slave', ipv4: 23, ipv6: 23 },
    { group: 'master', ipv4: 1, ipv6: 0 },
  ]);
});

describe('more rules than a security group takes', () => {
  const hosts = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      // Every other address: none of them meet.
      record(`10.0.0.1 203.0.${Math.floor(at / 100)}.${2 * (at % 100)}`, '41000 25'),
    );
  const read = (count: number) =>
    ask([logFolder({ 'a.log': [defaultHeader, ...hosts(count)].join('\n') })]);

  it('are told with their number, and as many as fit are not', async () => {
    // Two of them are for S3, on both of its ports.
    const fits = await read(58);
    expect(fits.summary.ruleLoads).toEqual([{ group: null, ipv4: 60, ipv6: 2 }]);
    expect(tooManyRulesLines(fits.summary.ruleLoads, 'en')).toEqual([]);
    const { summary } = await read(59);
    expect(tooManyRulesLines(summary.ruleLoads, 'en')[0]).toMatch(
      /^61 outbound rules .* takes 60 .* over 2 groups/,
    );
  });

  it.each(['en', 'ko', 'zh-CN'] as const)('are told in %s, with what to do', (language) => {
    const told = (ipv4: number) =>
      tooManyRulesLines([{ group: 'slave', ipv4, ipv6: 0 }], language)[0];
    expect(told(61)).toMatch(/61.*60.*\b2\D/);
    // More than the groups of one interface hold: not to be spread.
    expect(told(301)).toMatch(/301.*60.*5/);
    expect(told(301)).not.toMatch(/\b6\b/);
  });

  it('are told in what is exported, where it does no harm', () => {
    const warnings = tooManyRulesLines([{ group: 'master', ipv4: 70, ipv6: 0 }], 'ko');
    const terraform = terraformRules(flowAnswer.destinations, warnings);
    expect(terraform).toMatch(/^# .*70.*\n/);
    const script = cliRules(flowAnswer.destinations, warnings);
    expect(script).toMatch(/^#!\/bin\/sh\n# .*70.*\nset -eu\n/);
    execFileSync('sh', ['-n'], { input: script });
    expect(terraformRules(flowAnswer.destinations, [])).toMatch(/^variable/);
  });
});
