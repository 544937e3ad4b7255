import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Bastion } from '../../../electron/aws/doctor/network';
import type { CheckId } from '../../../shared/model/doctor';
import { type NetworkChanges, network, openAcl } from '../../support/doctor-network';
import { cidr, healthyRules, ids, rule, rulesWithout } from '../../support/doctor-rules';

function found(id: CheckId, changes: NetworkChanges) {
  const result = examine(network(changes)).results.find(({ check }) => check === id);
  if (result === undefined) throw new Error(id);
  return result;
}

describe('a bastion without a public address', () => {
  const bastion: Bastion = {
    id: 'i-0ba5710000000001',
    name: 'bastion.seoul',
    members: [{ groups: [ids.bastion], addresses: ['10.0.0.9'], vpc: 'vpc-0001' }],
    exact: true,
    publicAddress: null,
    state: 'running',
    subnet: 'subnet-0002',
    vpc: 'vpc-0001',
  };

  it('needs no inbound rule at all for Session Manager', () => {
    const rules = rulesWithout((each) => each.group === ids.bastion && !each.egress);
    expect(found('BASTION_SSH_MISSING', { parts: { bastion, rules } })).toMatchObject({
      status: 'unknown',
      reason: 'no-public-address',
      fix: null,
    });
    const row = (of: Bastion) =>
      examine(network({ parts: { bastion: of, rules } })).seeds.find(({ id }) => id === 'ko-b-22');
    expect(row(bastion)?.present).toBeNull();
    expect(row({ ...bastion, publicAddress: '198.51.100.9' })?.present).toBe(false);
  });

  it('is not called by this computer’s internet address through its network ACL', () => {
    const inside = openAcl('acl-0002').entries.map((each) => ({ ...each, cidr: '10.0.0.0/8' }));
    const bastionAcl = { id: 'acl-0002', entries: inside };
    expect(found('NACL_BLOCKS', { parts: { bastionAcl } }).status).toBe('fail');
    expect(found('NACL_BLOCKS', { parts: { bastionAcl, bastion } }).status).toBe('pass');
  });

  it('keeps the rule for everybody, as nobody knows by which address one comes instead', () => {
    const rules = [...healthyRules(), rule(ids.bastion, 'in', 'tcp', 22, cidr('0.0.0.0/0'))];
    expect(found('BASTION_SSH_WORLD', { parts: { bastion, rules } })).toMatchObject({
      status: 'fail',
      fix: null,
    });
  });
});

describe('a bastion that EC2 does not show', () => {
  const at = (address: string): Bastion => ({
    id: 'bastion.example',
    name: 'bastion.example',
    members: [{ groups: [], addresses: [address], vpc: null }],
    exact: true,
    publicAddress: address,
    state: null,
    subnet: null,
    vpc: null,
  });
  const pages = ['MASTER_UI_NOT_OPEN_TO_BASTION', 'SLAVE_UI_NOT_OPEN_TO_BASTION'] as const;

  it.each([
    ['198.51.100.9', 'unknown'],
    ['2001:db8::9', 'unknown'],
    ['192.168.7.9', 'fail'],
    ['100.64.7.9', 'fail'],
  ])('and is reached at %s: %s', (address, status) => {
    const parts = { bastion: at(address) };
    for (const id of pages) expect(found(id, { parts }).status).toBe(status);
    expect(found('PRIMARY_SSH_NOT_OPEN_TO_BASTION', { parts, primarySshPort: 22 }).status).toBe(
      status,
    );
  });

  it('keeps the rule it may come by', () => {
    const rules = [
      ...healthyRules(),
      rule(ids.primary, 'in', 'tcp', [0, 65535], cidr('0.0.0.0/0')),
    ];
    const parts = { bastion: at('198.51.100.9'), rules };
    expect(found('MASTER_ALL_TCP_FROM_BASTION', { parts })).toMatchObject({
      status: 'unknown',
      reason: 'outside-vpc',
    });
  });

  it('leaves the rows of the guides open, where a rule by its address does not settle them', () => {
    const rows = (of: NetworkChanges) =>
      examine(network(of)).seeds.find(({ id }) => id === 'gap-workers')?.present;
    expect(rows({ parts: { bastion: at('198.51.100.9') } })).toBeNull();
    expect(rows({ parts: { bastion: at('192.168.7.9') } })).toBe(false);
  });
});
