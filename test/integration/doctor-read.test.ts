import { describe, expect, it } from 'vitest';
import { examine } from '../../electron/aws/doctor/examine';
import type { VpcEndpoint } from '../../electron/aws/doctor/network';
import { networkFixtures } from '../support/aws/network-fixtures';
import { network } from '../support/doctor-network';
import { doctorReader } from '../support/doctor-reader';
import { group, healthyRules, ids, rule } from '../support/doctor-rules';

const reader = doctorReader();
const { given, read, steps } = reader;

describe('reading a network through the SDK', () => {
  it('reads what is there: the same network, part for part', async () => {
    const { parts, cluster } = await read();
    const { vpc, rules, ...others } = parts;
    const { vpc: givenVpc, rules: givenRules, ...givenOthers } = given.parts;
    expect(others).toEqual(givenOthers);
    expect(vpc).toMatchObject(givenVpc);
    const known = 'value' in givenRules ? givenRules.value : [];
    // Those of a group that nothing of this cluster carries are not asked for.
    expect(rules).toEqual({ value: known.filter(({ group }) => group !== ids.endpoint) });
    expect({ ...cluster, pages: [] }).toEqual({ ...given.cluster, pages: [] });
  });

  it('reads that the peering connection of a rule is gone', async () => {
    const peer = { kind: 'group', group: 'sg-0dead', vpc: 'vpc-0009', peering: 'deleted' } as const;
    const stale = rule(ids.primary, 'in', 'tcp', 8088, peer);
    Object.assign(
      reader.endpoint.fixtures,
      networkFixtures(network({ parts: { rules: [...healthyRules(), stale] } })),
    );
    const { results } = examine(await read());
    expect(results.filter(({ status }) => status === 'fail')).toMatchObject([
      { check: 'STALE_REFERENCE', facts: { what: ['sg-0dead'] } },
    ]);
  });

  it('reads the Studios of the VPC, with the rules of their groups, where a cluster can serve them', async () => {
    const studio = { id: 'es-01', name: 'notebooks', engine: 'sg-0f1', workspace: 'sg-0f2' };
    const letIn = rule('sg-0f1', 'in', 'tcp', 18888, group('sg-0f2'));
    const served = network({
      cluster: { applications: ['JupyterEnterpriseGateway'] },
      parts: { studios: [studio], rules: [...healthyRules(), letIn] },
    });
    Object.assign(reader.endpoint.fixtures, networkFixtures(served));
    reader.endpoint.fault({ operation: 'DescribeStudio', kind: 'deny', times: 1 });
    expect((await read()).parts.studios).toMatchObject({
      unread: { reason: 'denied', needs: ['elasticmapreduce:DescribeStudio'] },
    });
    const { parts } = await read();
    expect(parts.studios).toEqual({ value: [studio] });
    expect('value' in parts.rules && parts.rules.value).toContainEqual(letIn);
    const others = networkFixtures(given);
    Object.assign(reader.endpoint.fixtures, others);
    reader.endpoint.calls.length = 0;
    await read();
    expect(reader.endpoint.callsOf('ListStudios')).toEqual([]);
  });

  it('reads the prefix lists that routes name, and tells a core network from what is not known', async () => {
    const core = 'arn:aws:networkmanager::123456789012:core-network/core-network-01';
    const offices = { id: 'pl-0ff1ce', name: 'offices', weight: 1, cidrs: ['10.0.0.0/8'] };
    const { prefixLists } = given.parts;
    const routed = network({
      parts: {
        prefixLists: [...('value' in prefixLists ? prefixLists.value : []), offices],
        bastionRoutes: {
          id: 'rtb-0002',
          routes: [{ destination: 'pl-0ff1ce', target: core, active: true }],
        },
      },
    });
    Object.assign(reader.endpoint.fixtures, networkFixtures(routed));
    const { parts } = await read();
    Object.assign(reader.endpoint.fixtures, networkFixtures(given));
    expect(parts.bastionRoutes).toEqual(routed.parts.bastionRoutes);
    expect('value' in parts.prefixLists && parts.prefixLists.value).toContainEqual(offices);
  });

  it('reads where interface endpoints lie, or that it is not known', async () => {
    const kms: VpcEndpoint = {
      id: 'vpce-0if',
      service: 'com.amazonaws.ap-northeast-2.kms',
      type: 'interface',
      available: true,
      routeTables: [],
      groups: [ids.endpoint],
      privateDns: true,
      blocks: ['10.0.5.0/24', '10.0.6.0/24'],
      policy: null,
    };
    const endpoints = async () => {
      Object.assign(
        reader.endpoint.fixtures,
        networkFixtures(network({ parts: { endpoints: [kms] } })),
      );
      const { parts } = await read();
      Object.assign(reader.endpoint.fixtures, networkFixtures(given));
      return parts.endpoints;
    };
    expect(await endpoints()).toEqual({ value: [kms] });
    reader.endpoint.fault({ operation: 'DescribeSubnets', kind: 'deny' });
    expect(await endpoints()).toEqual({ value: [{ ...kms, blocks: null }] });
  });

  it('asks for pages by the catalogue, nodes or not', async () => {
    const { cluster } = await read();
    const ports = cluster.pages.map(({ group, port }) => `${group} ${port}`);
    expect(ports).toEqual(expect.arrayContaining(['primary 8088', 'primary 18080', 'core 9864']));
  });

  it('only ever reads, and tells each kind of call as a step', async () => {
    await read();
    const asked = new Set(reader.endpoint.calls.map(({ operation }) => operation));
    expect([...asked].filter((name) => !/^(Describe|List|Get)/.test(name))).toEqual([]);
    const told = new Set(steps.map((step) => step.split(':')[1]));
    for (const operation of asked) expect(told).toContain(operation);
  });

  it.each([
    ['its group', 'sg-0b000000000000001'],
    ['its public address', '198.51.100.9'],
    ['its private address', '10.0.0.9'],
    ['its private name', 'ip-10-0-0-9.ap-northeast-2.compute.internal'],
    ['its private name, written otherwise', 'IP-10-0-0-9.ap-northeast-2.compute.internal.'],
  ])('finds the bastion by %s', async (_name, bastion) => {
    const { parts } = await read({ bastion });
    expect(parts.bastion).toMatchObject({
      value: { members: [{ groups: ['sg-0b000000000000001'], addresses: ['10.0.0.9'] }] },
    });
  });

  it('examines the cluster where nobody knows the bastion’s name', async () => {
    const { results, bastion } = examine(await read({ bastion: 'bastion.invalid', sshPort: 2222 }));
    expect(bastion).toBeNull();
    for (const check of ['BASTION_SSH_MISSING', 'MASTER_UI_NOT_OPEN_TO_BASTION']) {
      expect(results.find((each) => each.check === check)).toMatchObject({
        status: 'not-checked',
        reason: 'name-unresolved',
      });
    }
    expect(results.find(({ check }) => check === 'S3_EGRESS_MISSING')?.status).toBe('pass');
    expect(results.filter(({ status }) => status === 'fail')).toEqual([]);
  });

  it('takes an address EC2 does not know as one outside, and a group nobody carries as anywhere', async () => {
    expect((await read({ bastion: '192.0.2.9' })).parts.bastion).toMatchObject({
      value: { members: [{ groups: [], addresses: ['192.0.2.9'] }], vpc: null },
    });
    expect((await read({ bastion: 'sg-0c' })).parts.bastion).toMatchObject({
      value: { exact: false, members: [{ groups: ['sg-0c'], addresses: ['10.0.0.0/16'] }] },
    });
  });
});

it('ends at once when it is called off', async () => {
  const controller = new AbortController();
  reader.endpoint.fault({ operation: 'DescribeSubnets', kind: 'slow', delayMs: 60_000 });
  const reading = read({
    signal: controller.signal,
    progress: (action) => {
      if (action === 'ec2:DescribeSubnets') controller.abort(new Error('called off'));
    },
  });
  await expect(reading).rejects.toThrow('called off');
});
