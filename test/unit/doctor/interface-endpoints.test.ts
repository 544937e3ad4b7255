import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Rule, VpcEndpoint } from '../../../electron/aws/doctor/network';
import { egressPlan } from '../../../electron/aws/doctor/plan';
import { endpointOf } from '../../../electron/aws/doctor/read/ec2-shapes';
import { serviceName } from '../../../electron/aws/doctor/services';
import type { CheckId } from '../../../shared/model/doctor';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { cidr, healthyRules, ids, rule, rulesWithout } from '../../support/doctor-rules';
import { endpoint, kms, readPart, region } from './goldens/golden';

function found(id: CheckId, changes: NetworkChanges) {
  const result = examine(network(changes)).results.find(({ check }) => check === id);
  if (result === undefined) throw new Error(id);
  return result;
}

const gateway = readPart(network(), 'endpoints');
const toEndpoint = ({ egress, peer }: Rule) =>
  egress && peer.kind === 'group' && peer.group === ids.endpoint;

describe('S3 with a gateway and an interface endpoint', () => {
  const both = (changes: Partial<VpcEndpoint> = {}) => [...gateway, endpoint('s3', changes)];
  const listAlone = rulesWithout(toEndpoint);

  it('is reached by the interface endpoint, which takes its name over', () => {
    const closed = found('S3_EGRESS_MISSING', { parts: { endpoints: both(), rules: listAlone } });
    expect(closed.status).toBe('fail');
    expect(closed.fix?.cli).toContain(`UserIdGroupPairs=[{GroupId=${ids.endpoint}}]`);
    expect(found('S3_EGRESS_MISSING', { parts: { endpoints: both() } }).status).toBe('pass');
    const { rules } = egressPlan(network({ parts: { endpoints: both() } }));
    expect(rules.filter((each) => each.for.includes('s3')).map(({ peer }) => peer.id)).toEqual([
      ids.endpoint,
      ids.endpoint,
    ]);
  });

  it('is reached by the gateway where only resolvers from outside are led to the other', () => {
    const endpoints = both({ privateDns: false });
    expect(found('S3_EGRESS_MISSING', { parts: { endpoints, rules: listAlone } }).status).toBe(
      'pass',
    );
  });

  it('has the policy of the one it is reached by', () => {
    const policy = JSON.stringify({ Statement: [] });
    const status = (endpoints: readonly VpcEndpoint[]) =>
      found('S3_POLICY_TOO_NARROW', { parts: { endpoints } }).status;
    expect(status(both({ policy }))).toBe('fail');
    expect(status(both({ policy, privateDns: false }))).toBe('pass');
  });
});

describe('an interface endpoint', () => {
  const to = (...blocks: string[]) => [
    ...healthyRules().filter((each) => !toEndpoint(each)),
    ...blocks.flatMap((block) =>
      [ids.primary, ids.workers].map((of) => rule(of, 'out', 'tcp', 443, cidr(block))),
    ),
  ];
  const parts = (blocks: readonly string[] | null, rules: readonly Rule[]) => ({
    security: kms,
    endpoints: [...gateway, endpoint('kms', { blocks })],
    rules,
  });
  const zones = ['10.0.5.0/24', '10.0.6.0/24'];

  it.each<[string, readonly string[] | null, readonly string[], string]>([
    ['its subnet', ['10.0.5.0/24'], ['10.0.5.0/24'], 'pass'],
    ['both of its subnets', zones, zones, 'pass'],
    ['one of its two subnets', zones, ['10.0.5.0/24'], 'fail'],
    ['another subnet', ['10.0.5.0/24'], ['10.0.7.0/24'], 'fail'],
    ['the VPC, wherever it lies', null, ['10.0.0.0/16'], 'pass'],
    ['a part of the VPC, when nobody knows where it lies', null, ['10.0.5.0/24'], 'unknown'],
    ['nothing, wherever it lies', null, [], 'fail'],
  ])('is judged by a rule for %s', (_name, blocks, opened, status) => {
    const result = found('KMS_EGRESS_MISSING', { parts: parts(blocks, to(...opened)) });
    expect(result.status).toBe(status);
    expect(result.reason).toBe(status === 'unknown' ? 'endpoint-place' : null);
  });

  it('is missing from today’s rules only where they leave its subnets out', () => {
    const missing = (blocks: readonly string[] | null, ...opened: string[]) =>
      egressPlan(network({ parts: parts(blocks, to(...opened)) })).missingNow;
    expect(missing(['10.0.5.0/24'], '10.0.5.0/24')).toEqual([]);
    expect(missing(zones, '10.0.5.0/24')).toEqual(['kms']);
    expect(missing(null, '10.0.5.0/24')).toBeNull();
  });

  it('settles the row of the guides by its subnets', () => {
    const present = (blocks: readonly string[] | null, ...opened: string[]) =>
      examine(network({ parts: parts(blocks, to(...opened)) })).seeds.find(
        ({ id }) => id === 'zh-endpoints',
      )?.present;
    expect(present(['10.0.5.0/24'], '10.0.5.0/24')).toBe(true);
    expect(present(zones, '10.0.5.0/24')).toBe(false);
    expect(present(null, '10.0.5.0/24')).toBeNull();
  });
});

describe('what EC2 says of an endpoint', () => {
  const described: Parameters<typeof endpointOf>[0] = {
    VpcEndpointId: 'vpce-0if',
    ServiceName: `com.amazonaws.${region}.s3`,
    VpcEndpointType: 'Interface',
    State: 'Available',
    PrivateDnsEnabled: true,
    SubnetIds: ['subnet-05', 'subnet-06'],
  };
  const subnets = new Map([
    ['subnet-05', '10.0.5.0/24'],
    ['subnet-06', '10.0.6.0/24'],
  ]);

  it.each([
    ['for every resolver', false, true],
    ['for resolvers from outside alone', true, false],
  ])('is whom its private name leads there: %s', (_name, inboundOnly, privateDns) => {
    const DnsOptions = { PrivateDnsOnlyForInboundResolverEndpoint: inboundOnly };
    expect(endpointOf({ ...described, DnsOptions }, subnets)).toMatchObject({ privateDns });
    const off = { ...described, PrivateDnsEnabled: false, DnsOptions };
    expect(endpointOf(off, subnets)).toMatchObject({ privateDns: false });
  });

  it('is where it lies, when all of its subnets are known', () => {
    const blocks = (known: ReadonlyMap<string, string> | null) =>
      endpointOf(described, known).blocks;
    expect(blocks(subnets)).toEqual(['10.0.5.0/24', '10.0.6.0/24']);
    expect(blocks(new Map([['subnet-05', '10.0.5.0/24']]))).toBeNull();
    expect(blocks(null)).toBeNull();
  });
});

describe('the name of an endpoint to be made', () => {
  it.each([
    ['ap-northeast-2', 'sqs', 'com.amazonaws.ap-northeast-2.sqs'],
    ['us-gov-west-1', 'sts', 'com.amazonaws.us-gov-west-1.sts'],
    ['cn-north-1', 'sqs', 'cn.com.amazonaws.cn-north-1.sqs'],
    ['cn-northwest-1', 'sts', 'cn.com.amazonaws.cn-northwest-1.sts'],
    ['cn-north-1', 'kms', 'com.amazonaws.cn-north-1.kms'],
    ['cn-north-1', 's3', 'com.amazonaws.cn-north-1.s3'],
  ])('in %s for %s is %s', (region_, service, name) => {
    expect(serviceName(region_, service)).toBe(name);
  });
});
