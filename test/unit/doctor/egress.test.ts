import { describe, expect, it } from 'vitest';
import type { VpcEndpoint } from '../../../electron/aws/doctor/network';
import { egressPlan } from '../../../electron/aws/doctor/plan';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { cidr, egressAll, healthyRules, ids, rule, rulesWithout } from '../../support/doctor-rules';

const region = 'ap-northeast-2';

/** The outbound rules of a group as `tcp 443 → peer`. */
function rules(changes: NetworkChanges, group = 'workers') {
  return egressPlan(network(changes))
    .rules.filter((each) => each.group === group)
    .map(({ protocol, fromPort, peer }) =>
      protocol === '-1' ? `all → ${peer.id}` : `${protocol} ${fromPort} → ${peer.id}`,
    );
}

const intra = [`all → ${ids.primary}`, `all → ${ids.workers}`];
const s3 = [`tcp 443 → ${ids.s3List}`, `tcp 80 → ${ids.s3List}`];
const nat = {
  id: 'rtb-0001',
  routes: [{ destination: '0.0.0.0/0', target: 'nat-01', active: true }],
};
const sqs: VpcEndpoint = {
  id: 'vpce-0sqs',
  service: `com.amazonaws.${region}.sqs`,
  type: 'interface',
  available: true,
  routeTables: [],
  groups: [ids.endpoint],
  privateDns: true,
  blocks: ['10.0.5.0/24'],
  policy: null,
};
const debugging = {
  steps: [{ name: 'Setup Hadoop Debugging', jar: 'command-runner.jar', args: [] }],
};

describe('the smallest outbound rules', () => {
  it('are the nodes, S3 and the service on release 7', () => {
    expect(rules({})).toEqual([...intra, `tcp 443 → ${ids.service}`, ...s3]);
    expect(rules({}, 'primary')).toContain(`tcp 9443 → ${ids.service}`);
    expect(rules({}, 'service-access')).toEqual([
      `tcp 8443 → ${ids.primary}`,
      `tcp 8443 → ${ids.workers}`,
    ]);
  });

  it('know no 9443 before 5.30.0, and no 8443 from 8.0.0 on', () => {
    expect(rules({ cluster: { release: 'emr-5.29.0' } }, 'primary')).toEqual([...intra, ...s3]);
    const eight = { cluster: { release: 'emr-spark-8.0.0' } };
    expect(rules(eight)).toEqual([...intra, `tcp 443 → ${ids.service}`, ...s3]);
    expect(rules(eight, 'service-access')).toEqual([]);
  });

  it('name the group of an interface endpoint', () => {
    const endpoints = [sqs];
    expect(rules({ parts: { ...debugging, endpoints, routes: nat } })).toContain(
      `tcp 443 → ${ids.endpoint}`,
    );
  });

  it('open 443 to everything only for what goes through NAT, and then once', () => {
    const found = rules({ parts: { ...debugging, endpoints: [], routes: nat } });
    expect(found).toEqual([
      ...intra,
      `tcp 443 → ${ids.service}`,
      `tcp 80 → ${ids.s3List}`,
      'tcp 443 → 0.0.0.0/0',
    ]);
  });

  it('name what is needed and cannot be reached', () => {
    expect(egressPlan(network({ parts: debugging })).unserved).toEqual(['sqs']);
  });

  it('hold a metastore database and a key distribution centre', () => {
    const configurations = [
      {
        classification: 'hive-site',
        properties: { 'javax.jdo.option.ConnectionURL': 'jdbc:postgresql://10.0.9.4/hive' },
        configurations: [],
      },
    ];
    expect(rules({ cluster: { configurations } })).toContain('tcp 5432 → 10.0.9.4/32');
  });
});

describe('set against the rules of today', () => {
  it('nothing would be lost where they are minimal already', () => {
    const minimal = rulesWithout(
      (each) => each.egress && each.peer.kind === 'group' && each.peer.group === ids.endpoint,
    );
    const plan = egressPlan(network({ parts: { rules: minimal } }));
    expect(plan.breaks).toEqual([]);
    expect(plan.missingNow).toEqual([]);
    expect(plan.fix).toBeNull();
  });

  it('says what all traffic carries that the jobs alone know of', () => {
    const plan = egressPlan(
      network({ parts: { rules: [...healthyRules(), egressAll(ids.primary)] } }),
    );
    expect(plan.breaks?.find(({ rule: { text } }) => text === 'all → 0.0.0.0/0')).toMatchObject({
      group: 'primary',
      loses: ['emr-api', 'kinesis', 'ssm'],
    });
    expect(plan.fix?.cli).toContain('revoke-security-group-egress');
    expect(plan.fix?.undo).toContain('authorize-security-group-egress');
  });

  it('names a rule of people’s own that would go', () => {
    const own = rule(ids.workers, 'out', 'tcp', 5439, cidr('10.7.0.0/16'));
    const plan = egressPlan(network({ parts: { rules: [...healthyRules(), own] } }));
    expect(plan.breaks).toContainEqual({
      group: 'workers',
      rule: expect.objectContaining({ rule: own.id, text: 'tcp 5439 → 10.7.0.0/16' }),
      loses: [],
    });
  });

  it('names what is blocked now', () => {
    const closed = rulesWithout((each) => each.peer.kind === 'prefix-list');
    expect(egressPlan(network({ parts: { rules: closed } })).missingNow).toEqual(['s3']);
  });

  it('says that it does not know where rules may not be read, and offers no commands', () => {
    const plan = egressPlan(
      network({
        denied: { rules: 'ec2:DescribeSecurityGroupRules', endpoints: 'ec2:DescribeVpcEndpoints' },
      }),
    );
    expect(plan).toMatchObject({ breaks: null, missingNow: null, fix: null });
    expect(plan.denied).toEqual(['ec2:DescribeSecurityGroupRules', 'ec2:DescribeVpcEndpoints']);
  });

  it('counts the rules of each group against the quota', () => {
    expect(egressPlan(network()).quota).toEqual([
      { group: 'primary', groupId: ids.primary, rules: 6, limit: 60 },
      { group: 'workers', groupId: ids.workers, rules: 5, limit: 60 },
      { group: 'service-access', groupId: ids.service, rules: 2, limit: 60 },
    ]);
  });
});

it.each([
  ['steps', 'sqs', 'elasticmapreduce:ListSteps'],
  ['security', 'kms', 'elasticmapreduce:DescribeSecurityConfiguration'],
  ['bootstrap', 'packages', 'elasticmapreduce:ListBootstrapActions'],
] as const)('does not rule a need out when %s may not be read', (part, need, action) => {
  const { needs } = egressPlan(network({ denied: { [part]: action } }));
  expect(needs.find((each) => each.need === need)).toMatchObject({
    applies: 'maybe',
    needs: [action],
  });
});
