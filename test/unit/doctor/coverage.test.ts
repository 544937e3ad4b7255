import { describe, expect, it } from 'vitest';
import { dropped } from '../../../electron/aws/doctor/acl';
import { allIcmp, allTcp, coverage, tcp } from '../../../electron/aws/doctor/coverage';
import type { Member } from '../../../electron/aws/doctor/network';
import { cidr, group, list, rule } from '../../support/doctor-rules';

const peer: Member = { groups: ['sg-0b'], addresses: ['10.0.0.9'], vpc: 'vpc-1' };

describe('coverage of a flow by the union of rules', () => {
  it('adds port ranges of several rules up', () => {
    const low = rule('sg-0a', 'in', 'tcp', [0, 1023], group('sg-0b'));
    const high = rule('sg-0a', 'in', 'tcp', [1024, 65535], cidr('10.0.0.0/16'));
    expect(coverage([low], allTcp, peer, []).gaps).toMatchObject([{ from: 1024, to: 65535 }]);
    expect(coverage([low, high], allTcp, peer, [])).toEqual({
      gaps: [],
      by: [low, high],
      unsure: false,
    });
  });

  it('adds blocks of addresses up, and keeps what none of them holds', () => {
    const many = { ...peer, groups: [], addresses: ['10.0.0.0/24'] };
    const halves = ['10.0.0.0/25', '10.0.0.128/26'].map((block) =>
      rule('sg-0a', 'in', 'tcp', 22, cidr(block)),
    );
    const { gaps } = coverage(halves, tcp(22), many, []);
    expect(gaps.map(({ addresses }) => addresses.last - addresses.first + 1n)).toEqual([64n]);
  });

  it.each([
    ['all protocols', rule('sg-0a', 'in', '-1', null, cidr('0.0.0.0/0')), true],
    ['the protocol as a number', rule('sg-0a', 'in', '6', 22, cidr('10.0.0.9/32')), true],
    ['another protocol', rule('sg-0a', 'in', 'udp', 22, cidr('10.0.0.9/32')), false],
    ['another port', rule('sg-0a', 'in', 'tcp', 2222, cidr('10.0.0.9/32')), false],
    ['another group', rule('sg-0a', 'in', 'tcp', 22, group('sg-0c')), false],
    ['the other family', rule('sg-0a', 'in', 'tcp', 22, cidr('::/0')), false],
  ])('%s', (_name, each, covered) => {
    expect(coverage([each], tcp(22), peer, []).gaps.length === 0).toBe(covered);
  });

  it('reads prefix lists, and is unsure where one could not be read', () => {
    const byList = rule('sg-0a', 'in', 'tcp', 22, list('pl-01'));
    const office = { id: 'pl-01', name: 'office', weight: 5, cidrs: ['10.0.0.8/29'] };
    expect(coverage([byList], tcp(22), peer, [office]).gaps).toEqual([]);
    expect(coverage([byList], tcp(22), peer, [])).toMatchObject({ unsure: true });
  });

  it('judges IPv6 by its own rules', () => {
    const six = { groups: [], addresses: ['2001:db8::7'], vpc: null };
    const open = rule('sg-0a', 'in', 'tcp', 22, cidr('2001:db8::/64'));
    expect(coverage([open], tcp(22), six, []).gaps).toEqual([]);
    expect(
      coverage([rule('sg-0a', 'in', 'tcp', 22, cidr('0.0.0.0/0'))], tcp(22), six, []).gaps,
    ).toHaveLength(1);
  });

  it('takes one type of ICMP for one type only', () => {
    const echo = rule('sg-0a', 'in', 'icmp', [8, -1], cidr('0.0.0.0/0'));
    const every = rule('sg-0a', 'in', 'icmp', null, cidr('0.0.0.0/0'));
    expect(coverage([echo], allIcmp, peer, []).gaps).toHaveLength(2);
    expect(coverage([every], allIcmp, peer, []).gaps).toEqual([]);
  });
});

describe('network ACLs', () => {
  const entry = (number: number, allow: boolean, block: string, ports = [0, 65535]) => ({
    number,
    egress: false,
    allow,
    protocol: '6',
    cidr: block,
    fromPort: ports[0] ?? 0,
    toPort: ports[1] ?? 0,
  });

  it('lets the lowest number decide, whatever the order they are listed in', () => {
    const acl = {
      id: 'acl-1',
      entries: [entry(100, true, '0.0.0.0/0'), entry(90, false, '10.0.0.0/8')],
    };
    expect(dropped(acl, false, tcp(22), ['10.0.0.9'])[0]?.entry?.number).toBe(90);
    expect(dropped(acl, false, tcp(22), ['192.0.2.1'])).toEqual([]);
  });

  it('drops what no entry matches', () => {
    const acl = { id: 'acl-1', entries: [entry(100, true, '0.0.0.0/0', [22, 22])] };
    const drops = dropped(acl, false, { protocol: 'tcp', from: 22, to: 80 }, ['10.0.0.9']);
    expect(drops).toMatchObject([{ from: 23, to: 80, entry: null }]);
    expect(dropped(acl, true, tcp(22), ['10.0.0.9'])).toHaveLength(1);
  });
});
