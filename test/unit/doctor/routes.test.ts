import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { NetworkAcl, Route } from '../../../electron/aws/doctor/network';
import { network, openAcl } from '../../support/doctor-network';
import { ids } from '../../support/doctor-rules';
import { endpoint, kms, readPart } from './goldens/golden';

const route = (destination: string, target: string, active = true): Route => ({
  destination,
  target,
  active,
});

it.each<[string, readonly Route[], 'pass' | 'fail' | 'unknown']>([
  ['NAT', [route('0.0.0.0/0', 'nat-01')], 'pass'],
  ['a transit gateway', [route('0.0.0.0/0', 'tgw-01')], 'pass'],
  ['a default route that leads nowhere any more', [route('0.0.0.0/0', 'nat-01', false)], 'fail'],
  ['a way out for IPv6 alone', [route('::/0', 'eigw-01')], 'fail'],
  ['a part of the internet', [route('52.0.0.0/8', 'nat-01')], 'fail'],
  [
    'the endpoint of a shared VPC, shown to its owner alone',
    [route(ids.s3List, 'vpce-0s3')],
    'pass',
  ],
  ['an endpoint’s route that leads nowhere', [route(ids.s3List, 'vpce-0s3', false)], 'fail'],
  ['a VPC that may hold the endpoints of all', [route('10.0.0.0/8', 'tgw-01')], 'unknown'],
  ['a peered VPC that may', [route('10.9.0.0/16', 'pcx-01')], 'unknown'],
])('S3 without an endpoint, over %s', (_name, routes, expected) => {
  const parts = { endpoints: [], routes: { id: 'rtb-0001', routes } };
  const { results } = examine(network({ parts }));
  expect(results.find(({ check }) => check === 'S3_PATH_MISSING')?.status).toBe(expected);
});

it.each([
  ['only NAT gateways and endpoints', [route('52.0.0.0/8', 'nat-01')], 'fail', null],
  ['a transit gateway', [route('10.0.0.0/8', 'tgw-01')], 'unknown', 'unseen-route'],
] as const)(
  'KMS without an endpoint here, where routes lead to %s',
  (_name, routes, status, reason) => {
    const parts = { security: kms, routes: { id: 'rtb-0001', routes } };
    const { results } = examine(network({ parts }));
    expect(results.find(({ check }) => check === 'KMS_EGRESS_MISSING')).toMatchObject({
      status,
      reason,
    });
  },
);

describe('a network ACL that is closed to S3’s public addresses', () => {
  const acl: NetworkAcl = {
    id: 'acl-0001',
    entries: openAcl('acl-0001').entries.map((each) => ({ ...each, cidr: '10.0.0.0/16' })),
  };
  const gateway = readPart(network(), 'endpoints');
  const status = (endpoints: typeof gateway) =>
    examine(network({ parts: { acl, endpoints } })).results.find(
      ({ check }) => check === 'NACL_BLOCKS',
    )?.status;

  it('is in the way of a gateway endpoint', () => {
    expect(status(gateway)).toBe('fail');
  });

  it('is not in the way of an interface endpoint, which nodes meet inside the VPC', () => {
    expect(status([endpoint('s3')])).toBe('pass');
    expect(status([endpoint('s3', { blocks: ['10.7.0.0/24'] })])).toBe('fail');
    expect(status([endpoint('s3', { blocks: ['10.0.1.0/24'] })])).toBe('pass');
  });
});
