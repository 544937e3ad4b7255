import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { RulePeer } from '../../../electron/aws/doctor/network';
import type { CheckId } from '../../../shared/model/doctor';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { cidr, group, healthyRules, ids, list, rule } from '../../support/doctor-rules';

function found(id: CheckId, changes: NetworkChanges) {
  const result = examine(network(changes)).results.find(({ check }) => check === id);
  if (result === undefined) throw new Error(id);
  return result;
}

describe('8443 of a managed group in a public subnet', () => {
  const cluster = {
    groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess: null },
  };
  const status = (peer: RulePeer) => {
    const rules = [...healthyRules(), rule(ids.primary, 'in', 'tcp', [8000, 9000], peer)];
    return found('PUBLIC_8443_MISSING', { cluster, parts: { rules } }).status;
  };

  it.each([
    ['a range of the internet', cidr('203.0.113.64/26'), 'pass'],
    ['a prefix list', list('pl-0a'), 'pass'],
    ['an address of the VPC', cidr('10.0.0.0/8'), 'fail'],
    ['a group, which holds private addresses alone', group(ids.bastion), 'fail'],
  ] as const)('%s', (_name, peer, expected) => {
    expect(status(peer)).toBe(expected);
  });

  it.each([
    ['in a private subnet', {}],
    ['from 8.0.0 on', { ...cluster, release: 'emr-spark-8.0.0' }],
  ])('is not asked for %s', (_name, changes) => {
    expect(found('PUBLIC_8443_MISSING', { cluster: changes })).toMatchObject({
      status: 'pass',
      reason: 'not-applicable',
    });
  });

  it('is not judged where the release is not known', () => {
    expect(
      found('PUBLIC_8443_MISSING', { cluster: { ...cluster, release: 'custom' } }).status,
    ).toBe('unknown');
  });
});

describe('18888 between an EMR Studio and a cluster', () => {
  const studio = { id: 'es-01', name: 'notebooks', engine: 'sg-0f1', workspace: 'sg-0f2' };
  const applications = ['JupyterEnterpriseGateway'];
  const out = rule('sg-0f2', 'out', 'tcp', 18888, group('sg-0f1'));

  it('may be let in by the cluster’s own group, as their rules add up', () => {
    const rules = [...healthyRules(), out, rule(ids.primary, 'in', 'tcp', 18888, group('sg-0f2'))];
    const changes = { cluster: { applications }, parts: { studios: [studio], rules } };
    expect(found('STUDIO_18888_MISSING', changes).status).toBe('pass');
  });

  it('names both sides where both are closed, and the Studio', () => {
    const { facts, fix, evidence } = found('STUDIO_18888_MISSING', {
      cluster: { applications },
      parts: { studios: [studio] },
    });
    expect(facts.what).toEqual(['notebooks (es-01)']);
    expect(evidence.map(({ resource, text }) => `${resource}: ${text}`)).toEqual([
      'sg-0f1: tcp 18888 ← sg-0f2',
      `${ids.primary}: tcp 18888 ← sg-0f2`,
      'sg-0f2: tcp 18888 → sg-0f1',
    ]);
    expect(fix?.terraform).toContain('aws_vpc_security_group_egress_rule');
    expect(fix?.undo).toContain('revoke-security-group-ingress');
    expect(fix?.actions).toEqual([
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:AuthorizeSecurityGroupEgress',
    ]);
  });

  it.each([
    ['without a Studio in the VPC', { applications }, []],
    ['without the gateway on the cluster', {}, [studio]],
  ])('is not asked for %s', (_name, cluster, studios) => {
    expect(found('STUDIO_18888_MISSING', { cluster, parts: { studios } })).toMatchObject({
      status: 'pass',
      reason: 'not-applicable',
    });
  });
});

it('wants every node of 8.0.0 and later to call the service endpoint, core and task nodes too', () => {
  const rules = [
    ...healthyRules().filter(
      ({ group: of, peer }) =>
        of !== ids.workers || peer.kind !== 'group' || peer.group !== ids.service,
    ),
    rule(ids.service, 'in', 'tcp', 443, cidr('10.0.0.0/16')),
  ];
  const result = found('SA_443_MISSING', {
    cluster: { release: 'emr-spark-8.0.0' },
    parts: { rules },
  });
  expect(result.status).toBe('fail');
  expect(result.evidence).toMatchObject([
    { resource: ids.workers, text: `tcp 443 → ${ids.service}` },
  ]);
});
