import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import { checkFactsSchema, checkIds } from '../../../shared/model/doctor';
import type { Language } from '../../../shared/model/language';
import { doctorText } from '../../../shared/text/doctor';
import { doctorMarkdown } from '../../../shared/text/doctor/markdown';
import { doctorSvg } from '../../../shared/text/doctor/svg';
import { network } from '../../support/doctor-network';

const languages: readonly Language[] = ['en', 'ko', 'zh-CN'];
const facts = checkFactsSchema.parse({
  ports: ['8088'],
  pages: ['YARN ResourceManager'],
  at: ['sg-0c31'],
  from: 'sg-07fa',
  what: ['203.0.113.0/24'],
});

describe.each(languages)('the doctor in %s', (language) => {
  const text = doctorText(language);

  it.each(checkIds)('has words for %s, and fills in what was found', (id) => {
    const { title, problem, affects } = text.checks[id];
    for (const sentence of [title, problem(facts), affects(facts)]) {
      expect(sentence.trim()).not.toBe('');
      expect(sentence).not.toMatch(/undefined|\$\{|\[object/);
    }
    if (language !== 'en') expect(title).not.toBe(doctorText('en').checks[id].title);
  });

  it('says which permissions a check needs', () => {
    expect(text.reasons.denied(['ec2:DescribeSubnets'])).toContain('ec2:DescribeSubnets');
  });

  it('writes a report whose markup no name from AWS can break', () => {
    const hostile = examine(network({ cluster: { name: '<img src=x>|`"&' } }));
    expect(doctorMarkdown(hostile, language)).not.toContain('<img');
    const svg = doctorSvg(hostile, language);
    expect(svg).toContain('&lt;img');
    expect(svg.match(/<rect/g)).toHaveLength(5);
  });
});
