import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Bastion, PartName } from '../../../electron/aws/doctor/network';
import { egressPlan } from '../../../electron/aws/doctor/plan';
import type { CheckId } from '../../../shared/model/doctor';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { egressAll, group, healthyRules, ids, rule } from '../../support/doctor-rules';

function found(id: CheckId, changes: NetworkChanges) {
  const result = examine(network(changes)).results.find(({ check }) => check === id);
  if (result === undefined) throw new Error(id);
  return result;
}

describe('outbound rules wider than the plan', () => {
  const rules = [...healthyRules(), egressAll(ids.primary), egressAll(ids.workers)];
  const cli = (changes: NetworkChanges) => {
    const { fix } = found('EGRESS_ALL', changes);
    return `${fix?.cli}\n${egressPlan(network(changes)).fix?.cli}`;
  };
  // Managed scaling asks for something in a public subnet alone.
  const cluster = {
    groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess: null },
  };

  it.each<[PartName, NetworkChanges['cluster']]>([
    ['security', {}],
    ['steps', {}],
    ['bootstrap', {}],
    ['dhcp', {}],
    ['studios', {}],
    ['managedScaling', cluster],
  ])('stay while %s, which tells what is needed, was not read', (part, of) => {
    const changes = { cluster: of ?? {}, parts: { rules } };
    expect(cli(changes).match(/revoke-security-group-egress/g)?.length).toBeGreaterThan(1);
    expect(cli({ ...changes, denied: { [part]: 'ec2:DescribeIt' } })).not.toContain('revoke');
  });

  it('says that nobody knows whose name servers answer', () => {
    const { needs } = egressPlan(network({ denied: { dhcp: 'ec2:DescribeDhcpOptions' } }));
    expect(needs.find(({ need }) => need === 'dns-ntp-imds')).toMatchObject({
      applies: 'yes',
      needs: ['ec2:DescribeDhcpOptions'],
    });
  });
});

describe('a reference to a group that is gone', () => {
  const bastion = (of: string, vpc: string): Bastion => ({
    id: 'i-0ba5710000000001',
    name: 'bastion.seoul',
    members: [{ groups: [of], addresses: ['10.9.0.9'], vpc }],
    exact: true,
    publicAddress: '198.51.100.9',
    state: 'running',
    subnet: 'subnet-0009',
    vpc,
  });
  const status = (of: string, vpc: string) => {
    const rules = [...healthyRules(), rule(of, 'in', 'tcp', 22, group('sg-0dead'))];
    return found('STALE_REFERENCE', { parts: { rules, bastion: bastion(of, vpc) } }).status;
  };

  it('is told of the bastion’s rules in the cluster’s VPC, and of no other VPC’s', () => {
    expect(status(ids.bastion, 'vpc-0001')).toBe('fail');
    expect(status('sg-0b9', 'vpc-0009')).toBe('pass');
  });
});

describe('a rule for every TCP port from the bastion', () => {
  it('goes only after the port of the primary node’s sshd is let in, for who logs in there', () => {
    const rules = [
      ...healthyRules(),
      rule(ids.primary, 'in', 'tcp', [0, 65535], group(ids.bastion)),
    ];
    const cli = (changes: NetworkChanges) =>
      found('MASTER_ALL_TCP_FROM_BASTION', { ...changes, parts: { rules } }).fix?.cli;
    expect(cli({})).not.toContain('FromPort=22,');
    expect(cli({ primarySshPort: 22 })).toMatch(
      /FromPort=22,ToPort=22,UserIdGroupPairs[\s\S]*revoke-security-group-ingress/,
    );
  });

  it('is EMR’s own where the bastion carries the group of core and task nodes', () => {
    const edge = {
      id: 'i-0ed9e00000000001',
      name: 'edge',
      members: [{ groups: [ids.workers], addresses: ['10.0.1.77'], vpc: 'vpc-0001' }],
      exact: true,
      publicAddress: null,
      state: 'running',
      subnet: 'subnet-0001',
      vpc: 'vpc-0001',
    };
    expect(found('MASTER_ALL_TCP_FROM_BASTION', { parts: { bastion: edge } }).status).toBe('pass');
  });
});
