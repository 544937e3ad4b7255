import { expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Route } from '../../../electron/aws/doctor/network';
import { network } from '../../support/doctor-network';
import { ids } from '../../support/doctor-rules';

const route = (destination: string, target: string, active = true): Route => ({
  destination,
  target,
  active,
});

it.each<[string, readonly Route[], 'pass' | 'fail']>([
  ['NAT', [route('0.0.0.0/0', 'nat-01')], 'pass'],
  ['a transit gateway', [route('0.0.0.0/0', 'tgw-01')], 'pass'],
  ['a default route that leads nowhere any more', [route('0.0.0.0/0', 'nat-01', false)], 'fail'],
  ['a way out for IPv6 alone', [route('::/0', 'eigw-01')], 'fail'],
  ['a part of the internet', [route('52.0.0.0/8', 'nat-01')], 'fail'],
  ['a prefix list of S3 whose endpoint is gone', [route(ids.s3List, 'vpce-0s3')], 'fail'],
])('S3 without an endpoint, over %s', (_name, routes, expected) => {
  const parts = { endpoints: [], routes: { id: 'rtb-0001', routes } };
  const { results } = examine(network({ parts }));
  expect(results.find(({ check }) => check === 'S3_PATH_MISSING')?.status).toBe(expected);
});
