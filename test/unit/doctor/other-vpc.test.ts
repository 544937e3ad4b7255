import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import type { Bastion, Route } from '../../../electron/aws/doctor/network';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { ids } from '../../support/doctor-rules';

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
const { prefixLists: given } = network().parts;
const prefixLists = [
  ...('value' in given ? given.value : []),
  { id: 'pl-c0', name: 'corporate', weight: 2, cidrs: ['10.0.0.0/8', '172.16.0.0/12'] },
];
const core = 'arn:aws:networkmanager::123456789012:core-network/core-network-01';
const route = (destination: string, target: string): Route => ({
  destination,
  target,
  active: true,
});

function found(there: readonly Route[], back: readonly Route[], more: NetworkChanges = {}) {
  const parts = {
    bastion,
    prefixLists,
    bastionRoutes: { id: 'rtb-0002', routes: [route('172.31.0.0/16', 'local'), ...there] },
    routes: { id: 'rtb-0001', routes: [route('10.0.0.0/16', 'local'), ...back] },
  };
  const { results } = examine(network({ ...more, parts }));
  return results.find(({ check }) => check === 'BASTION_OTHER_VPC');
}

describe('the way from a bastion of another VPC', () => {
  it.each([
    ['a prefix list to a transit gateway', route('pl-c0', 'tgw-01'), route('pl-c0', 'tgw-01')],
    ['a core network', route('10.0.0.0/8', core), route('0.0.0.0/0', core)],
    ['a core network one way', route('10.0.0.0/8', core), route('pl-c0', 'tgw-01')],
  ])('leads over %s', (_name, there, back) => {
    expect(found([there], [back])?.status).toBe('pass');
  });

  it.each([
    ['an appliance', route('10.0.0.0/8', 'eni-01')],
    ['a firewall’s endpoint', route('pl-c0', 'vpce-01')],
    ['a VPN’s gateway', route('10.0.0.0/8', 'vgw-01')],
    ['what is not known at all', route('10.0.0.0/8', '')],
    ['a list that was not read', route('pl-0ther', 'tgw-01')],
  ])('is not known where a route leads to %s', (_name, there) => {
    const back = route('172.31.0.0/16', 'tgw-01');
    expect(found([there], [back])).toMatchObject({
      status: 'unknown',
      reason: 'unseen-route',
      fix: null,
    });
    expect(found([{ ...there, active: false }], [back])?.status).toBe('fail');
  });

  it('is missing where every route is known and none leads there', () => {
    const internet = route('0.0.0.0/0', 'igw-01');
    const s3 = route(ids.s3List, 'vpce-0s3');
    expect(found([internet], [s3])?.fix?.cli).toContain('create-vpc-peering-connection');
    const denied = { prefixLists: 'ec2:GetManagedPrefixListEntries' };
    expect(found([internet], [s3], { denied })?.status).toBe('unknown');
  });

  it('takes the most specific block, of a list as well', () => {
    const narrow = [route('0.0.0.0/0', 'tgw-01'), route('pl-c0', 'igw-01')];
    expect(found(narrow, [route('pl-c0', 'tgw-01')])?.status).toBe('fail');
  });
});
