import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cliAccount } from '../support/aws/cli-account';
import { clusterFixtures, kerberosSecret } from '../support/aws/cluster-fixtures';
import { manyClusters, type TestCluster } from '../support/aws/clusters';
import { culvert } from '../support/cli';
import { freePort } from '../support/ports';

const region = 'ap-northeast-2';
const active = ['STARTING', 'RUNNING', 'WAITING'];
const all = manyClusters();

const account = cliAccount(clusterFixtures(all));

async function run(words: readonly string[], at = account.endpoint.url) {
  const args = ['clusters', ...words, '--region', region, '--endpoint-url', at];
  const started = culvert(args, { dataDir: account.folder.path, env: account.env });
  const code = await started.ended;
  return { code, stdout: started.stdout(), stderr: started.stderr() };
}

async function json(words: readonly string[]) {
  const { code, stdout, stderr } = await run([...words, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** Debian's own: a second client with no line in common with ours. */
async function aws(words: readonly string[]) {
  const args = [
    ...words,
    '--region',
    region,
    '--endpoint-url',
    account.endpoint.url,
    '--output',
    'json',
  ];
  const PATH = '/usr/bin:/bin';
  const { stdout } = await promisify(execFile)('/usr/bin/aws', ['emr', ...args], {
    env: { ...account.env, PATH, HOME: account.folder.path },
    maxBuffer: 16 << 20,
  });
  return JSON.parse(stdout);
}

interface EmrSummary {
  readonly Id: string;
  readonly Name: string;
  readonly Status: { readonly State: string; readonly Timeline: { CreationDateTime: string } };
}

const plain = ({ id, name, state, created }: TestCluster) => ({ id, name, state, created });

describe('culvert clusters', () => {
  it('lists what is there or coming, newest first, as the AWS command line does', async () => {
    const listed = await json([]);
    expect(listed).toEqual(all.filter(({ state }) => active.includes(state)).map(plain));
    const theirs = await aws(['list-clusters', '--active']);
    const seen = (theirs.Clusters as EmrSummary[]).map(({ Id, Name, Status }) => ({
      id: Id,
      name: Name,
      state: Status.State,
      created: new Date(Status.Timeline.CreationDateTime).toISOString(),
    }));
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    expect([...listed].sort(byId)).toEqual(seen.sort(byId));
  });

  it('filters by state, name, age and tag', async () => {
    expect(await json(['--state', 'terminated', '--state', 'TERMINATED_WITH_ERRORS'])).toEqual(
      all.filter(({ state }) => state.startsWith('TERMINATED')).map(plain),
    );
    expect(await json(['--state', 'all'])).toHaveLength(120);
    expect(await json(['--name', 'NIGHTLY'])).toEqual(
      all
        .filter(({ name, state }) => name.startsWith('nightly') && active.includes(state))
        .map(plain),
    );
    const tagged = await json(['--name', 'billing report 1', '--tag', 'purpose=job 16']);
    expect(tagged).toEqual(all.filter(({ name }) => name === 'billing report 16').map(plain));
    expect(await json(['--since', '1m'])).toEqual([]);
    expect(account.endpoint.callsOf('ListClusters').at(-1)?.params.CreatedAfter).toBeGreaterThan(
      1e9,
    );
  });

  it('shows one as the contract says, and agrees with the AWS command line', async () => {
    const [cluster] = all;
    const [shown] = await json(['show', `${cluster?.id}`]);
    expect(shown).toMatchObject({
      ...plain(cluster as TestCluster),
      release: 'emr-6.15.0',
      applications: ['Hadoop', 'Spark', 'Hive'],
      applicationVersions: { Spark: '3.3.6' },
      primaryDns: 'ip-10-0-1-10.ap-northeast-2.compute.internal',
      securityGroups: {
        primary: 'sg-0a1b2c3d4e5f60001',
        core: 'sg-0a1b2c3d4e5f60002',
        serviceAccess: 'sg-0a1b2c3d4e5f60003',
      },
      subnet: 'subnet-0123456789abcdef0',
      vpcCidrs: ['10.0.0.0/16', '10.1.0.0/16'],
      domains: ['ap-northeast-2.compute.internal', 'data.corp.example'],
      keyName: 'emr-prod',
      inTransitEncryption: false,
      denied: [],
    });
    const nodes = shown.nodes.map((node: Record<string, string>) => [
      node['group'],
      node['privateIp'],
    ]);
    expect(nodes).toEqual([
      ['primary', '10.0.1.10'],
      ['core', '10.0.1.40'],
      ['core', '10.0.1.70'],
      ['task', '10.0.1.100'],
    ]);
    expect(shown.pages).toContainEqual(
      expect.objectContaining({
        id: 'yarn-rm',
        url: 'http://ip-10-0-1-10.ap-northeast-2.compute.internal:8088/cluster',
        node: 'ip-10-0-1-10.ap-northeast-2.compute.internal',
      }),
    );
    const { Cluster } = await aws(['describe-cluster', '--cluster-id', `${cluster?.id}`]);
    expect(Cluster.MasterPublicDnsName).toBe(shown.primaryDns);
    expect(Cluster.ReleaseLabel).toBe(shown.release);
  });

  it('reads fleets, and never shows what EMR tells of a KDC', async () => {
    const fleet = all.find(({ fleets, state }) => fleets && state === 'RUNNING');
    const { stdout, stderr } = await run(['show', `${fleet?.id}`, '--json']);
    const shown = JSON.parse(stdout);
    expect(shown.collection).toBe('fleets');
    expect(shown.groups[0]).toMatchObject({
      instanceTypes: ['m5.xlarge', 'm6i.xlarge'],
      running: 1,
    });
    expect(shown.nodes).toHaveLength(4);
    expect(`${stdout}${stderr}`).not.toContain(kerberosSecret);
    expect(`${stdout}${stderr}`).not.toMatch(/kerberos/i);
  });

  it('shows the rest when part of it is not allowed, and says what', async () => {
    for (const operation of ['ListInstances', 'DescribeVpcs']) {
      account.endpoint.fault({ operation, kind: 'deny' });
    }
    const [shown] = await json(['show', `${all[0]?.id}`]);
    expect(shown.denied).toEqual(['elasticmapreduce:ListInstances', 'ec2:DescribeVpcs']);
    expect(shown.vpcCidrs).toBeNull();
    expect(shown.nodes).toEqual([
      expect.objectContaining({ group: 'primary', privateIp: '10.0.1.10', instanceId: null }),
    ]);
  });

  it('says when AWS asks to slow down, and goes on by itself', async () => {
    account.endpoint.fault({ operation: 'DescribeVpcs', kind: 'throttle', times: 1 });
    const { code, stdout, stderr } = await run(['show', `${all[0]?.id}`, '--json']);
    expect(code).toBe(0);
    expect(stderr).toBe('AWS asks to slow down; trying again in 1 s.\n');
    expect(JSON.parse(stdout).denied).toEqual([]);
  });

  it('speaks to people in columns', async () => {
    const { stdout } = await run(['--name', 'nightly-etl', '--state', 'WAITING']);
    expect(stdout).toMatch(
      /^j-[A-Z0-9]{13} {2}WAITING {2}2026-11-25T06:00:00\.123Z {2}nightly-etl\n/,
    );
    const detail = await run(['show', `${all[0]?.id}`]);
    expect(detail.stdout).toMatch(/primary node +ip-10-0-1-10\./);
    expect(detail.stdout).toMatch(/Pages\nYARN ResourceManager +http:/);
  });
});

describe('what AWS refuses', () => {
  it.each([
    ['deny', { code: 'aws-denied', action: 'elasticmapreduce:ListClusters' }],
    ['expired', { code: 'aws-credentials', why: 'expired' }],
    ['server-error', { code: 'aws-fault' }],
  ] as const)('%s ends with 8 and one object that says it', async (kind, failure) => {
    account.endpoint.fault({ kind });
    const { code, stdout } = await run(['--json']);
    const lines = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([expect.objectContaining({ event: 'failed', ...failure })]);
    expect(code).toBe(8);
  });

  it('no credentials, no region, no such cluster, nobody there', async () => {
    const unknown = await run(['show', 'j-NOSUCHCLUSTER', '--json']);
    expect(JSON.parse(unknown.stdout)).toMatchObject({ code: 'cluster-missing' });
    expect(unknown.code).toBe(8);

    const nobody = await run(['--json'], `http://127.0.0.1:${await freePort()}`);
    expect(JSON.parse(nobody.stdout)).toMatchObject({ code: 'aws-unreachable', why: 'refused' });

    Object.assign(account.env, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    const poor = await run(['--json']);
    expect(JSON.parse(poor.stdout)).toMatchObject({ code: 'aws-credentials', why: 'missing' });
    expect(poor.code).toBe(8);

    writeFileSync(account.folder.file('aws-config'), '[profile here]\noutput = json\n');
    const args = ['clusters', '--json', '--aws-profile', 'here'];
    const lost = culvert(args, {
      dataDir: account.folder.path,
      env: { ...account.env, AWS_REGION: '' },
    });
    expect(await lost.ended).toBe(8);
    expect(lost.events()).toEqual([expect.objectContaining({ code: 'aws-region-missing' })]);
  });

  it.each([
    [['show'], 'which cluster'],
    [['show', 'etl'], 'which cluster'],
    [['--state', 'SLEEPING'], '--state'],
    [['--since', 'yesterday'], '--since'],
    [['delete', 'j-1'], 'delete'],
  ])('is told apart from what cannot be understood: %j', async (words, said) => {
    const { code, stderr } = await run(words);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});
