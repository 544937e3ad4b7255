import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { PartName, Rule, RulePeer } from '../../../electron/aws/doctor/network';
import { egressPlan } from '../../../electron/aws/doctor/plan';
import type { CheckId } from '../../../shared/model/doctor';
import { type NetworkChanges, network } from '../../support/doctor-network';
import {
  cidr,
  egressAll,
  group,
  healthyRules,
  ids,
  rule,
  rulesWithout,
} from '../../support/doctor-rules';

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

describe('a reference to a group', () => {
  const status = (peer: RulePeer, of: string = ids.bastion) =>
    found('STALE_REFERENCE', {
      parts: { rules: [...healthyRules(), rule(of, 'in', 'tcp', 22, peer)] },
    }).status;
  const over = (peering: string): RulePeer => ({
    kind: 'group',
    group: 'sg-0dead',
    vpc: 'vpc-0009',
    peering,
  });

  it('is stale where its peering connection is gone', () => {
    expect(status(over('deleted'))).toBe('fail');
    expect(status(over('expired'), ids.primary)).toBe('fail');
    expect(status(over('active'))).toBe('pass');
    expect(status(over('deleted'), 'sg-0ther')).toBe('pass');
  });

  it('is not stale because the group is not of this VPC: EC2 deletes none that a rule names', () => {
    expect(status(group('sg-0a550c1a7ed'), ids.primary)).toBe('pass');
  });
});

describe('a rule for everybody', () => {
  const world = (of: string, port: number) => rule(of, 'in', 'tcp', port, cidr('0.0.0.0/0'));
  const fix = (rules: readonly Rule[], changes: NetworkChanges = {}) =>
    found('PUBLIC_INGRESS', { ...changes, parts: { rules } }).fix?.cli ?? null;
  const noPages = rulesWithout((each) => each.group === ids.primary && each.fromPort === 8088);

  it('goes after what alone let the bastion in has a rule of its own', () => {
    const cli = fix([...noPages, world(ids.primary, 8088)]);
    expect(cli).toMatch(
      /^aws ec2 authorize-security-group-ingress [\s\S]*FromPort=8088,ToPort=8088,UserIdGroupPairs[\s\S]*revoke-security-group-ingress/,
    );
  });

  it('goes after the EMR service has a rule of its own', () => {
    const noService = rulesWithout((each) => each.group === ids.service && !each.egress);
    const cli = fix([...noService, world(ids.service, 9443)]);
    expect(cli).toMatch(
      /FromPort=9443,ToPort=9443,UserIdGroupPairs=\[\{GroupId=sg-0a000000000000001[\s\S]*revoke/,
    );
  });

  it('stays where the EMR service comes from addresses nobody publishes, and others go', () => {
    const cluster = {
      groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess: null },
    };
    const [service, other] = [world(ids.primary, 8443), world(ids.primary, 9999)];
    const cli = fix([...rulesWithout((each) => each.fromPort === 8443), service, other], {
      cluster,
    });
    expect(cli).not.toContain(service.id);
    expect(cli).toContain(other.id);
  });

  it('stays where nobody knows how the pages are reached', () => {
    const missing = { bastion: { reason: 'no-bastion', needs: [] } } as const;
    expect(fix([...noPages, world(ids.primary, 8088)], { missing })).toBeNull();
  });

  it('for ICMP is not said to be a port', () => {
    const ping = rule(ids.primary, 'in', 'icmp', [8, -1], cidr('0.0.0.0/0'));
    const wide = rule(ids.primary, 'in', 'tcp', [8000, 8099], cidr('0.0.0.0/0'));
    expect(
      found('PUBLIC_INGRESS', { parts: { rules: [...healthyRules(), ping, wide] } }).facts.ports,
    ).toEqual(['icmp', '8000-8099']);
  });
});

describe('SSH that is open to everybody', () => {
  const rules = [
    ...rulesWithout((each) => each.group === ids.bastion && !each.egress),
    rule(ids.bastion, 'in', 'tcp', 22, cidr('0.0.0.0/0')),
  ];

  it('stays open where my own address is not known: nobody would get in any more', () => {
    expect(found('BASTION_SSH_WORLD', { parts: { rules, myAddress: null } })).toMatchObject({
      status: 'fail',
      fix: null,
    });
  });

  it('closes after my address is let in', () => {
    expect(found('BASTION_SSH_WORLD', { parts: { rules } }).fix?.cli).toMatch(
      /^aws ec2 authorize[\s\S]*203\.0\.113\.7\/32[\s\S]*revoke/,
    );
  });
});

describe('hosts that are known by name alone', () => {
  const rules = [...healthyRules(), egressAll(ids.primary), egressAll(ids.workers)];
  const plan = (host: string) => {
    const configurations = [
      {
        classification: 'hive-site',
        properties: { 'javax.jdo.option.ConnectionURL': `jdbc:mysql://${host}:3306/hive` },
        configurations: [],
      },
    ];
    return egressPlan(network({ cluster: { configurations }, parts: { rules } })).fix?.cli;
  };

  it('keep the wide rules: they may lie in another VPC or in an office', () => {
    expect(plan('10.0.9.4')).toContain('revoke-security-group-egress');
    const named = plan('hive.c0.ap-northeast-2.rds.amazonaws.com');
    expect(named).toContain('FromPort=3306');
    expect(named).not.toContain('revoke');
  });
});

describe('a rule for every TCP port from the bastion', () => {
  it('goes without rules that are there being added: EC2 would refuse all of the command', () => {
    const rules = [
      ...rulesWithout((each) => each.group === ids.primary && each.fromPort === 18080),
      rule(ids.primary, 'in', 'tcp', [0, 65535], group(ids.bastion)),
    ];
    const cli = found('MASTER_ALL_TCP_FROM_BASTION', { parts: { rules } }).fix?.cli ?? '';
    expect(cli.match(/FromPort=\d+/g)).toEqual(['FromPort=18080']);
  });

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
