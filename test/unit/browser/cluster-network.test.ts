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
const domainsOf = (domains: string[] | null, ...names: string[]) =>
  networkOfCluster({ vpcCidrs: null, domains, nodes: names.map(node) }).domains;

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

  it('hold nothing that is no domain', () => {
    expect(domainsOf(['*', 'a b', '.*.evil', 'corp', ''], 'node1')).toEqual([]);
  });
});
