import { describe, expect, it } from 'vitest';
import { networkOfCluster } from '../../../electron/browser/cluster-network';
import type { ClusterNode } from '../../../shared/model/cluster';

const node = (privateDns: string): ClusterNode => ({
  group: 'core',
  privateDns,
  privateIp: '10.0.0.1',
  instanceId: null,
  groupId: null,
});
const readAt = '2026-03-02T18:40:00.000Z';
const domainsOf = (domains: string[] | null, ...names: string[]) =>
  networkOfCluster({ readAt, vpcCidrs: null, domains, nodes: names.map(node) }).domains;

describe('the domains of a cluster’s network', () => {
  it('are those of its DHCP options and of its nodes, without EC2’s own', () => {
    expect(
      domainsOf(
        ['eu-west-1.compute.internal', 'Corp.Example.'],
        'ip-10-0-0-1.eu-west-1.compute.internal',
        'node1.data.example',
      ),
    ).toEqual(['corp.example', 'data.example']);
    expect(domainsOf(null, 'node1.data.example')).toEqual(['data.example']);
  });

  it('come with the ranges that are ranges, and with when AWS told them', () => {
    const vpcCidrs = ['10.8.0.0/16', '10.9.0.0/40', 'fd00::/8', 'x'];
    const told = { vpcCidrs, domains: [`${'a'.repeat(250)}.example`], nodes: [], readAt };
    expect(networkOfCluster(told)).toEqual({
      vpcCidrs: ['10.8.0.0/16', 'fd00::/8'],
      domains: [],
      readAt,
    });
  });

  it('hold nothing that is no domain', () => {
    expect(domainsOf(['*', 'a b', '.*.evil', 'corp', ''], 'node1')).toEqual([]);
  });
});
