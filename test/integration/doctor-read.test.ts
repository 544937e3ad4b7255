import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../electron/aws/doctor/examine';
import type { Network, VpcEndpoint } from '../../electron/aws/doctor/network';
import { type ReadOptions, readNetwork } from '../../electron/aws/doctor/read/read-network';
import type { AwsSession } from '../../electron/aws/session';
import { AwsEndpoint } from '../support/aws/endpoint';
import { networkFixtures } from '../support/aws/network-fixtures';
import { AwsRefusal } from '../support/aws/refusals';
import { startSession } from '../support/aws/session';
import { network } from '../support/doctor-network';
import { group, healthyRules, ids, rule } from '../support/doctor-rules';

const given = network();
let endpoint: AwsEndpoint;
let session: AwsSession;
let steps: string[];

beforeAll(async () => {
  endpoint = await AwsEndpoint.start(networkFixtures(given));
  session = startSession(endpoint);
});

beforeEach(() => {
  endpoint.clearFaults();
  endpoint.calls.length = 0;
  steps = [];
});

afterAll(async () => {
  session.close();
  await endpoint.close();
});

function read(changes: Partial<ReadOptions> = {}): Promise<Network> {
  const signal = changes.signal ?? new AbortController().signal;
  return readNetwork({
    clients: session.clientsFor({ signal }),
    region: 'ap-northeast-2',
    clusterId: 'j-1ABCDEFGHIJKL',
    bastion: 'i-0ba5710000000001',
    myAddress: '203.0.113.7',
    sshPort: 22,
    localPort: 8157,
    signal,
    progress: (action) => steps.push(action),
    ...changes,
  });
}

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
      endpoint.fixtures,
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
    Object.assign(endpoint.fixtures, networkFixtures(served));
    endpoint.fault({ operation: 'DescribeStudio', kind: 'deny', times: 1 });
    expect((await read()).parts.studios).toMatchObject({
      unread: { reason: 'denied', needs: ['elasticmapreduce:DescribeStudio'] },
    });
    const { parts } = await read();
    expect(parts.studios).toEqual({ value: [studio] });
    expect('value' in parts.rules && parts.rules.value).toContainEqual(letIn);
    const others = networkFixtures(given);
    Object.assign(endpoint.fixtures, others);
    endpoint.calls.length = 0;
    await read();
    expect(endpoint.callsOf('ListStudios')).toEqual([]);
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
    Object.assign(endpoint.fixtures, networkFixtures(routed));
    const { parts } = await read();
    Object.assign(endpoint.fixtures, networkFixtures(given));
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
      Object.assign(endpoint.fixtures, networkFixtures(network({ parts: { endpoints: [kms] } })));
      const { parts } = await read();
      Object.assign(endpoint.fixtures, networkFixtures(given));
      return parts.endpoints;
    };
    expect(await endpoints()).toEqual({ value: [kms] });
    endpoint.fault({ operation: 'DescribeSubnets', kind: 'deny' });
    expect(await endpoints()).toEqual({ value: [{ ...kms, blocks: null }] });
  });

  it('asks for pages by the catalogue, nodes or not', async () => {
    const { cluster } = await read();
    const ports = cluster.pages.map(({ group, port }) => `${group} ${port}`);
    expect(ports).toEqual(expect.arrayContaining(['primary 8088', 'primary 18080', 'core 9864']));
  });

  it('only ever reads, and tells each kind of call as a step', async () => {
    await read();
    const asked = new Set(endpoint.calls.map(({ operation }) => operation));
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

describe('calls that are refused', () => {
  const calls = [
    ['DescribeSecurityGroupRules', 'ec2', 'MASTER_UI_NOT_OPEN_TO_BASTION'],
    ['DescribeSecurityGroups', 'ec2', 'STALE_REFERENCE'],
    ['DescribeInstances', 'ec2', 'BASTION_SSH_MISSING'],
    ['DescribeSubnets', 'ec2', 'RESOURCE_NAME_HOSTS'],
    ['DescribeVpcs', 'ec2', 'DNS_ATTRIBUTES'],
    ['DescribeVpcAttribute', 'ec2', 'DNS_ATTRIBUTES'],
    ['DescribeDhcpOptions', 'ec2', 'DNS_SERVERS_CUSTOM'],
    ['DescribeRouteTables', 'ec2', 'S3_PATH_MISSING'],
    ['DescribeNetworkAcls', 'ec2', 'NACL_BLOCKS'],
    ['DescribeVpcEndpoints', 'ec2', 'S3_POLICY_TOO_NARROW'],
    ['DescribeManagedPrefixLists', 'ec2', 'S3_EGRESS_MISSING'],
    ['GetManagedPrefixListEntries', 'ec2', 'S3_EGRESS_MISSING'],
    ['ListInstances', 'elasticmapreduce', 'MASTER_UI_NOT_OPEN_TO_BASTION'],
    ['ListSteps', 'elasticmapreduce', 'SQS_EGRESS_MISSING'],
    ['GetManagedScalingPolicy', 'elasticmapreduce', 'EXECUTE_API_PRIVATE_DNS'],
    ['GetBlockPublicAccessConfiguration', 'elasticmapreduce', 'PUBLIC_INGRESS'],
  ] as const;

  it.each(calls)(
    '%s leaves its checks unchecked, and the others go on',
    async (operation, service, check) => {
      endpoint.fault({ operation, kind: 'deny' });
      const { results, denied } = examine(await read());
      const action = `${service}:${operation}`;
      expect(denied).toEqual([action]);
      expect(results.find((each) => each.check === check)).toMatchObject({
        status: 'not-checked',
        reason: 'denied',
        needs: [action],
      });
      expect(results.filter(({ status }) => status === 'pass').length).toBeGreaterThan(5);
      expect(results.filter(({ status }) => status === 'fail')).toEqual([]);
    },
  );

  it('ends where the cluster itself may not be read', async () => {
    endpoint.fault({ operation: 'DescribeCluster', kind: 'deny' });
    await expect(read()).rejects.toMatchObject({
      failure: { code: 'aws-denied', action: 'elasticmapreduce:DescribeCluster' },
    });
  });

  it('says that there is no such cluster', async () => {
    const { emr } = endpoint.fixtures;
    const described = emr?.['DescribeCluster'];
    if (emr === undefined || described === undefined) throw new Error('no fixture');
    emr['DescribeCluster'] = () => {
      throw new AwsRefusal('InvalidRequestException', "Cluster id 'j-0' is not valid.");
    };
    await expect(read()).rejects.toMatchObject({
      failure: { code: 'cluster-missing', rule: 'j-1ABCDEFGHIJKL', region: 'ap-northeast-2' },
    });
    emr['DescribeCluster'] = described;
  });

  it('ends where no call can succeed', async () => {
    endpoint.fault({ operation: 'DescribeSubnets', kind: 'expired' });
    await expect(read()).rejects.toMatchObject({ failure: { code: 'aws-credentials' } });
  });

  it('calls a broken answer a failed call, not a refused one', async () => {
    endpoint.fault({ operation: 'DescribeVpcEndpoints', kind: 'server-error' });
    const { results } = examine(await read());
    expect(results.find(({ check }) => check === 'S3_POLICY_TOO_NARROW')).toMatchObject({
      status: 'not-checked',
      reason: 'call-failed',
      needs: ['ec2:DescribeVpcEndpoints'],
    });
  });
});

it('ends at once when it is called off', async () => {
  const controller = new AbortController();
  endpoint.fault({ operation: 'DescribeSubnets', kind: 'slow', delayMs: 60_000 });
  const reading = read({
    signal: controller.signal,
    progress: (action) => {
      if (action === 'ec2:DescribeSubnets') controller.abort(new Error('called off'));
    },
  });
  await expect(reading).rejects.toThrow('called off');
});
