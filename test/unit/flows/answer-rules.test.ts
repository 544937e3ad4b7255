import { describe, expect, it } from 'vitest';
import { contextOfFiles } from '../../../electron/flows/flow-context';
import { shippedRanges } from '../../../electron/flows/shipped-ranges';
import { ask, defaultHeader, logFolder, record } from '../../support/flows';

describe('the smallest outbound rules', () => {
  it('let nothing of another region’s S3 pass by the list of this one', async () => {
    const folder = logFolder({
      'a.log': [
        defaultHeader,
        record('10.0.0.1 52.219.56.7', '41000 443'),
        record('10.0.0.1 52.216.1.1', '41000 443'),
      ].join('\n'),
    });
    const { destinations } = await ask([folder], { ranges: shippedRanges });
    expect(destinations).toContainEqual(
      expect.objectContaining({ destination: '52.219.56.7', service: 'S3', verdict: 'allowed' }),
    );
    expect(destinations).toContainEqual(
      expect.objectContaining({ destination: '52.216.1.1', service: 'S3', verdict: 'missing' }),
    );
  });

  it('name what IPv6 reaches by the published ranges, the narrower service first', async () => {
    const folder = logFolder({
      'a.log': [
        defaultHeader,
        record('2001:db8::1 2406:da70:8000::7', '41000 443'),
        record('2001:db8::1 2406:da1c::7', '41000 443'),
        record('2001:db8::1 2001:db8:ffff::7', '41000 443'),
        record('2001:db8::1 fd00:ec2::254', '41000 80'),
      ].join('\n'),
    });
    const region = 'ap-northeast-2';
    const ranges = [
      { cidr: '2406:da00::/24', region, service: 'AMAZON' },
      { cidr: '2406:da70:8000::/40', region, service: 'EC2' },
      { cidr: '2406:da70:8000::/40', region, service: 'S3' },
      { cidr: '2406:da70:8000::/56', region, service: 'AMAZON' },
    ];
    const { destinations } = await ask([folder], { ranges: { ranges, made: null } });
    const told = Object.fromEntries(
      destinations.map(({ destination, service, verdict, rule }) => [
        destination,
        [service, verdict, rule?.peer.kind === 'cidr' ? rule.peer.value : null],
      ]),
    );
    expect(told).toMatchObject({
      '2406:da70:8000::7': ['S3', 'missing', '2406:da70:8000::/40'],
      '2406:da1c::7': ['AMAZON', 'missing', '::/0'],
      '2001:db8:ffff::7': [null, 'missing', '2001:db8:ffff::7/128'],
      'fd00:ec2::254': [null, 'allowed', null],
    });
  });

  it('tells what they cover, what would break, and what nothing used', async () => {
    const folder = logFolder({
      'a.log': [
        defaultHeader,
        record('10.0.0.1 10.0.0.20', '41000 443'),
        record('10.0.0.1 10.0.0.30', '41000 3306'),
        record('10.0.0.40 10.0.0.1', '41000 8088'),
        record('10.0.0.1 169.254.169.200', '41000 80'),
      ].join('\n'),
    });
    const files = contextOfFiles('ap-northeast-2');
    const { destinations, summary } = await ask([folder], {
      context: {
        ...files,
        interfaces: [{ id: 'eni-0a', group: 'core', addresses: ['10.0.0.1'] }],
        places: [
          {
            address: '10.0.0.20',
            service: 'com.amazonaws.ap-northeast-2.sqs',
            role: null,
            securityGroups: ['sg-0e'],
          },
          { address: '10.0.0.30', service: 'RDS', role: null, securityGroups: ['sg-0d'] },
        ],
        rules: [
          ...files.rules,
          {
            group: 'slave',
            protocol: 'tcp',
            fromPort: 443,
            toPort: 443,
            peer: { kind: 'security-group', role: null, id: 'sg-0e' },
            need: 'sqs',
            launch: false,
          },
        ],
      },
    });
    const byPlace = Object.fromEntries(
      destinations.map((each) => [`${each.destination} ${each.port}`, each]),
    );
    expect(byPlace['10.0.0.20 443']).toMatchObject({
      group: 'core',
      verdict: 'allowed',
      rule: { need: 'sqs' },
    });
    expect(byPlace['10.0.0.30 3306']).toMatchObject({
      verdict: 'missing',
      rule: { group: 'slave', protocol: 'tcp', fromPort: 3306, peer: { id: 'sg-0d' }, need: null },
    });
    expect(byPlace['10.0.0.40 8088']).toMatchObject({
      initiator: 'peer',
      verdict: 'allowed',
      rule: null,
    });
    expect(byPlace['169.254.169.200 80']).toMatchObject({ verdict: 'allowed', rule: null });
    expect(byPlace['com.amazonaws.ap-northeast-2.s3 443']).toMatchObject({ verdict: 'unused' });
    expect(summary.keptForLaunch).toEqual(['s3']);
  });
});
