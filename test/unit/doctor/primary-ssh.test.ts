import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Bastion } from '../../../electron/aws/doctor/network';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { cidr, group, healthyRules, ids, rule, rulesWithout } from '../../support/doctor-rules';

function found(changes: NetworkChanges) {
  const results = examine(network({ primarySshPort: 22, ...changes })).results;
  const result = results.find(({ check }) => check === 'PRIMARY_SSH_NOT_OPEN_TO_BASTION');
  if (result === undefined) throw new Error('no such check');
  return result;
}

const letIn = rule(ids.primary, 'in', 'tcp', 22, group(ids.bastion));

describe('SSH to the primary node over a bastion', () => {
  it('is asked for only by those who log in there', () => {
    const results = examine(network()).results;
    expect(results.find(({ check }) => check === 'PRIMARY_SSH_NOT_OPEN_TO_BASTION')).toMatchObject({
      status: 'pass',
      reason: 'not-applicable',
    });
  });

  it('must be let out of the bastion as well as in to the node', () => {
    const scoped = [
      ...rulesWithout((each) => each.group === ids.bastion && each.egress),
      rule(ids.bastion, 'out', 'tcp', [8000, 20000], group(ids.primary)),
      letIn,
    ];
    const result = found({ parts: { rules: scoped } });
    expect(result.status).toBe('fail');
    expect(result.evidence).toMatchObject([
      { resource: ids.bastion, rule: null, text: `tcp 22 → ${ids.primary}` },
    ]);
    expect(result.fix?.cli).toContain('authorize-security-group-egress');
    expect(result.fix?.cli).not.toContain('authorize-security-group-ingress');
  });

  it('takes the port that is logged in at', () => {
    expect(
      found({ primarySshPort: 2222, parts: { rules: [...healthyRules(), letIn] } }),
    ).toMatchObject({ status: 'fail', facts: { ports: ['2222'] } });
  });

  it('knows no outbound rules of a bastion outside AWS', () => {
    const outside = (address: string): Bastion => ({
      id: address,
      name: address,
      members: [{ groups: [], addresses: [address], vpc: null }],
      exact: true,
      publicAddress: address,
      state: null,
      subnet: null,
      vpc: null,
    });
    const rules = [...healthyRules(), rule(ids.primary, 'in', 'tcp', 22, cidr('192.0.2.9/32'))];
    expect(found({ parts: { bastion: outside('192.0.2.9'), rules } }).status).toBe('pass');
    // Over a private line it comes by the address it has.
    const cli = found({ parts: { bastion: outside('192.168.7.9') } }).fix?.cli;
    expect(cli).toContain('CidrIp=192.168.7.9/32');
    expect(found({ parts: { bastion: outside('192.0.2.9') } })).toMatchObject({
      status: 'unknown',
      reason: 'outside-vpc',
      fix: null,
    });
  });

  it('passes its network ACLs too', () => {
    const acl = {
      id: 'acl-0001',
      entries: [
        ...[true, false].map((egress) => ({
          number: 100,
          egress,
          allow: true,
          protocol: '-1',
          cidr: '0.0.0.0/0',
          fromPort: -1,
          toPort: -1,
        })),
        {
          number: 50,
          egress: false,
          allow: false,
          protocol: '6',
          cidr: '0.0.0.0/0',
          fromPort: 22,
          toPort: 22,
        },
      ],
    };
    const of = (port: number | undefined) =>
      examine(
        network({ parts: { acl }, ...(port === undefined ? {} : { primarySshPort: port }) }),
      ).results.find(({ check }) => check === 'NACL_BLOCKS')?.status;
    expect(of(undefined)).toBe('pass');
    expect(of(22)).toBe('fail');
  });
});

it('wants the answers to this computer let back on every port systems take for one', () => {
  const answering = (toPort: number) => {
    const out = { number: 100, egress: true, allow: true, protocol: '6', cidr: '0.0.0.0/0' };
    const bastionAcl = {
      id: 'acl-0002',
      entries: [
        { ...out, egress: false, protocol: '-1', fromPort: -1, toPort: -1 },
        { ...out, cidr: '10.0.0.0/16', number: 90, protocol: '-1', fromPort: -1, toPort: -1 },
        { ...out, fromPort: 32768, toPort },
      ],
    };
    const found = examine(network({ parts: { bastionAcl } })).results;
    return found.find(({ check }) => check === 'NACL_BLOCKS')?.status;
  };
  // Linux stays below 61000; Windows and macOS do not.
  expect(answering(60999)).toBe('fail');
  expect(answering(65535)).toBe('pass');
});

describe('a bastion of another VPC', () => {
  const bastion: Bastion = {
    id: 'i-0ba5710000000001',
    name: 'bastion.seoul',
    members: [{ groups: [ids.bastion], addresses: ['172.31.0.9'], vpc: 'vpc-0002' }],
    exact: true,
    publicAddress: '198.51.100.9',
    state: 'running',
    subnet: 'subnet-0002',
    vpc: 'vpc-0002',
  };
  const rules = [...rulesWithout((each) => each.group === ids.bastion && each.egress), letIn];
  const over = (target: string) => ({
    bastion,
    rules,
    bastionRoutes: {
      id: 'rtb-0002',
      routes: [{ destination: '10.0.0.0/16', target, active: true }],
    },
  });

  it('is let out to addresses over a transit gateway, where no outbound rule can name a group', () => {
    const cli = found({ parts: over('tgw-01') }).fix?.cli;
    expect(cli).toContain('IpRanges=[{CidrIp=10.0.1.0/24}]');
    expect(cli).not.toContain(`GroupId=${ids.primary}`);
  });

  it('is let out to the group over peering', () => {
    const peerings = [
      { id: 'pcx-01', vpcs: ['vpc-0001', 'vpc-0002'], active: true, resolvesNames: true },
    ] as const;
    expect(found({ parts: { ...over('pcx-01'), peerings } }).fix?.cli).toContain(
      `UserIdGroupPairs=[{GroupId=${ids.primary}}]`,
    );
  });
});
