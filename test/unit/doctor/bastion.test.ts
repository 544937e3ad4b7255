import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Bastion } from '../../../electron/aws/doctor/network';
import { type CheckId, stretchState, summaryOf } from '../../../shared/model/doctor';
import { checksExplaining } from '../../../shared/model/doctor-explanations';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { cidr, healthyRules, ids, list, rule } from '../../support/doctor-rules';

function status(id: CheckId, changes: NetworkChanges) {
  const found = examine(network(changes)).results.find(({ check }) => check === id);
  return [found?.status, found?.reason];
}

const known: Bastion = {
  id: 'i-0ba5710000000001',
  name: 'bastion.seoul',
  members: [{ groups: [ids.bastion], addresses: ['10.0.0.9'], vpc: 'vpc-0001' }],
  exact: true,
  publicAddress: '198.51.100.9',
  state: 'running',
  subnet: 'subnet-0002',
  vpc: 'vpc-0001',
};
const noBastion = { reason: 'no-bastion', needs: [] } as const;

describe('what is not known stays unknown', () => {
  it('leaves everything about a bastion unchecked when none was named', () => {
    const changes = {
      missing: { bastion: noBastion, bastionAcl: noBastion, bastionRoutes: noBastion },
    };
    expect(status('MASTER_UI_NOT_OPEN_TO_BASTION', changes)).toEqual(['not-checked', 'no-bastion']);
    expect(status('INTRA_CLUSTER_RULE_MISSING', changes)).toEqual(['pass', null]);
    const report = examine(network(changes));
    expect(stretchState(report, 'ssh')).toBe('unknown');
    expect(report.bastion).toBeNull();
  });

  it('cannot say whether SSH is open to an address nobody knows', () => {
    expect(status('BASTION_SSH_MISSING', { parts: { myAddress: null } })).toEqual([
      'unknown',
      'no-address',
    ]);
    const hidden = { ...known, publicAddress: null };
    expect(
      status('BASTION_SSH_MISSING', { parts: { bastion: hidden, myAddress: '192.0.2.1' } }),
    ).toEqual(['unknown', 'no-public-address']);
    expect(status('BASTION_SSH_MISSING', { parts: { bastion: hidden } })).toEqual(['pass', null]);
  });

  it('takes a rule for all of IPv6 for none of IPv4', () => {
    const ssh = (block: string) => [
      ...healthyRules().filter((each) => each.group !== ids.bastion || each.egress),
      rule(ids.bastion, 'in', 'tcp', 22, cidr(block)),
    ];
    const found = (block: string, myAddress: string | null) =>
      status('BASTION_SSH_MISSING', { parts: { rules: ssh(block), myAddress } });
    expect(found('::/0', '203.0.113.7')).toEqual(['fail', null]);
    expect(found('::/0', '2001:db8::7')).toEqual(['pass', null]);
    expect(found('::/0', null)).toEqual(['unknown', 'no-address']);
    expect(found('0.0.0.0/0', null)).toEqual(['pass', null]);
    expect(found('0.0.0.0/0', '203.0.113.7')).toEqual(['pass', null]);
  });

  it('lets a prefix list of people’s own let this computer in', () => {
    const office = { id: 'pl-0ff1ce', name: 'office', weight: 5, cidrs: ['203.0.113.0/28'] };
    const rules = [
      ...healthyRules().filter((each) => each.group !== ids.bastion || each.egress),
      rule(ids.bastion, 'in', 'tcp', 22, list('pl-0ff1ce')),
    ];
    const { prefixLists } = network().parts;
    const known = 'value' in prefixLists ? prefixLists.value : [];
    const parts = { rules, prefixLists: [...known, office] };
    expect(status('BASTION_SSH_MISSING', { parts })).toEqual(['pass', null]);
    const denied = { prefixLists: 'ec2:GetManagedPrefixListEntries' };
    expect(status('BASTION_SSH_MISSING', { parts: { rules }, denied })).toEqual([
      'not-checked',
      'denied',
    ]);
  });

  it('knows without an address that no rule at all lets nobody in', () => {
    const rules = healthyRules().filter((each) => each.group !== ids.bastion || each.egress);
    expect(status('BASTION_SSH_MISSING', { parts: { myAddress: null, rules } })).toEqual([
      'fail',
      null,
    ]);
  });

  it('does not guess which address of a group a rule for a part of the network means', () => {
    const group: Bastion = {
      ...known,
      id: ids.bastion,
      exact: false,
      members: [{ groups: [ids.bastion], addresses: ['10.0.0.0/16'], vpc: 'vpc-0001' }],
    };
    const rules = [
      ...healthyRules().filter((each) => each.group !== ids.primary || each.fromPort !== 8088),
      rule(ids.primary, 'in', 'tcp', 8088, cidr('10.0.0.0/24')),
    ];
    const changes = { parts: { bastion: group, rules } };
    expect(status('MASTER_UI_NOT_OPEN_TO_BASTION', changes)).toEqual(['unknown', 'address-range']);
  });

  it('takes a bastion outside the VPC by its address where that lets it in', () => {
    const outside: Bastion = {
      ...known,
      id: '192.0.2.9',
      members: [{ groups: [], addresses: ['192.0.2.9'], vpc: null }],
      state: null,
      vpc: null,
      subnet: null,
    };
    const rules = [
      ...healthyRules(),
      rule(ids.primary, 'in', 'tcp', [0, 65535], cidr('192.0.2.0/24')),
    ];
    const changes = { parts: { bastion: outside, rules } };
    expect(status('MASTER_UI_NOT_OPEN_TO_BASTION', changes)).toEqual(['pass', null]);
    expect(status('SLAVE_UI_NOT_OPEN_TO_BASTION', changes)).toEqual(['unknown', 'outside-vpc']);
    expect(status('BASTION_EGRESS_BLOCKS_UI', changes)).toEqual(['not-checked', 'outside-vpc']);
  });
});

describe('additional groups', () => {
  it('add up with the managed one, which is found by its id whatever its name', () => {
    const rules = [
      ...healthyRules().filter((each) => each.group !== ids.primary || each.fromPort !== 8088),
      rule('sg-0add', 'in', 'tcp', 8088, cidr('10.0.0.9/32')),
    ];
    expect(status('MASTER_UI_NOT_OPEN_TO_BASTION', { parts: { rules } })[0]).toBe('fail');
    const groups = {
      primary: [ids.primary, 'sg-0add'],
      workers: [ids.workers],
      serviceAccess: null,
    };
    expect(
      status('MASTER_UI_NOT_OPEN_TO_BASTION', { parts: { rules }, cluster: { groups } })[0],
    ).toBe('pass');
  });
});

describe('releases', () => {
  it.each([
    ['emr-5.29.0', 'pass', 'not-applicable', 'not-applicable'],
    ['emr-5.30.0', 'pass', null, 'not-applicable'],
    ['emr-7.14.0', 'pass', null, 'not-applicable'],
  ] as const)('%s', (release, all, on9443, on443) => {
    const cluster = { release };
    expect(status('SA_8443_MISSING', { cluster })).toEqual([all, null]);
    expect(status('SA_9443_MISSING', { cluster })).toEqual([all, on9443]);
    expect(status('SA_443_MISSING', { cluster })).toEqual([all, on443]);
  });

  it('asks for none of them where the release is not known', () => {
    expect(status('SA_9443_MISSING', { cluster: { release: 'custom' } })).toEqual([
      'unknown',
      'unknown-release',
    ]);
  });
});

describe('a report', () => {
  it('counts what came out and gives advice only while the cluster starts', () => {
    const report = examine(network({ cluster: { state: 'BOOTSTRAPPING' } }));
    expect(report.adviceOnly).toBe(true);
    expect(summaryOf(report.results)).toEqual({
      errors: 0,
      warnings: 0,
      infos: 0,
      passed: 33,
      unknown: 0,
      notChecked: 0,
    });
  });

  it('shows each stretch by what blocks it', () => {
    const rules = healthyRules().filter(
      (each) => each.group !== ids.primary || each.fromPort !== 8088,
    );
    const report = examine(network({ parts: { rules } }));
    expect(stretchState(report, 'ssh')).toBe('good');
    expect(stretchState(report, 'primary')).toBe('bad');
    expect(stretchState(report, 'workers')).toBe('good');
  });

  it('links a page that timed out to the rules that can explain it', () => {
    expect(checksExplaining({ code: 'destination-timeout', host: 'h', port: 8088 })).toContain(
      'MASTER_UI_NOT_OPEN_TO_BASTION',
    );
    expect(checksExplaining({ code: 'agent-empty' })).toEqual([]);
  });

  it('has no rule to blame where the bastion refuses, and its rules where it stays silent', () => {
    const unreachable = { code: 'bastion-unreachable', host: 'h', port: 22 } as const;
    expect(checksExplaining({ ...unreachable, why: 'refused' })).toEqual([]);
    expect(checksExplaining({ ...unreachable, why: 'timeout' })).toContain('BASTION_SSH_MISSING');
  });
});
