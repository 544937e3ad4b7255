import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { profilesVersion } from '../../electron/storage/documents';
import { cliAccount } from '../support/aws/cli-account';
import { clusterFixtures } from '../support/aws/cluster-fixtures';
import { testCluster } from '../support/aws/clusters';
import { culvert } from '../support/cli';
import { profile } from '../unit/app/builders';

const region = 'ap-northeast-2';
const cluster = testCluster(0);

const account = cliAccount(clusterFixtures([cluster]));

describe('culvert export --cluster', () => {
  const id = cluster.id;
  const exported = async (...words: string[]) => {
    const place = ['--cluster', id, '--region', region, '--endpoint-url', account.endpoint.url];
    const started = culvert(['export', ...words, ...place], {
      dataDir: account.folder.path,
      env: account.env,
    });
    const code = await started.ended;
    return { code, stdout: started.stdout(), stderr: started.stderr() };
  };

  it('is filled with the ranges and the domain of the cluster’s VPC', async () => {
    const { code, stdout, stderr } = await exported('foxyproxy', '--for', 'append-patterns');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const patterns = (JSON.parse(stdout) as { pattern: string }[]).map(
      ({ pattern }) => new RegExp(pattern, 'i'),
    );
    const goes = (host: string) => patterns.some((each) => each.test(`http://${host}:8088/`));
    expect(['10.0.3.4', '10.1.3.4', 'node7.data.corp.example'].map(goes)).toEqual(
      Array(3).fill(true),
    );
    expect(['10.2.3.4', '192.168.1.1', 'data.corp.example.evil'].map(goes)).toEqual(
      Array(3).fill(false),
    );
  });

  it('says what could not be read, and takes what an option says before it', async () => {
    for (const operation of ['DescribeDhcpOptions', 'DescribeSubnets']) {
      account.endpoint.fault({ operation, kind: 'deny' });
    }
    const { code, stdout, stderr } = await exported('pac', '--vpc-cidr', '10.8.0.0/16');
    expect(code).toBe(0);
    expect(stderr).toContain('ec2:DescribeSubnets was refused');
    expect(stdout).not.toContain('data');
    expect(stdout).toContain('10\\\\.8');
  });

  it('leaves out a domain that no name can lie under, and says so', async () => {
    const long = `${'a'.repeat(64)}.local`;
    const { ec2 } = account.endpoint.fixtures;
    const known = { ...ec2 };
    account.endpoint.fixtures['ec2'] = {
      ...known,
      DescribeDhcpOptions: {
        DhcpOptions: [
          {
            DhcpConfigurations: [
              { Key: 'domain-name', Values: [{ Value: `${long} corp_dev.local` }] },
            ],
          },
        ],
      },
    };
    const { code, stdout, stderr } = await exported('pac');
    account.endpoint.fixtures['ec2'] = known;
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `culvert: "${long}" is no name DNS can carry: it is not in the export.\n`,
    });
    expect(stdout).toContain('corp_dev');
    expect(stdout).not.toContain('aaaa');
  });

  it('of a stored tunnel takes the ranges that are kept with it, and says of when', async () => {
    const network = { vpcCidrs: ['10.8.0.0/16'], domains: [], readAt: '2026-03-02T18:40:00.000Z' };
    const rule = { by: 'id', id } as const;
    const last = { id, name: 'nightly', network };
    const binding = { region, awsProfile: null, rule, login: false, last };
    const profiles = [profile({ name: 'kept', cluster: binding })];
    const dataDir = account.folder.file('kept');
    mkdirSync(dataDir);
    writeFileSync(
      join(dataDir, 'profiles.json'),
      JSON.stringify({ version: profilesVersion, profiles }),
    );
    const asked = account.endpoint.calls.length;
    const run = async (...words: string[]) => {
      const started = culvert(['export', 'pac', '--profile', 'kept', ...words], {
        dataDir,
        env: account.env,
      });
      expect(await started.ended).toBe(0);
      return { stdout: started.stdout(), stderr: started.stderr() };
    };
    const { stdout, stderr } = await run();
    expect(stdout).toContain('10\\\\.8');
    expect(stdout).not.toContain('192');
    expect(stderr).toBe(
      "culvert: the VPC's ranges are as AWS told on 2026-03-02; --cluster ID asks again.\n",
    );
    const named = await run('--vpc-cidr', '10.7.0.0/16');
    expect(named).toMatchObject({ stdout: expect.stringContaining('10\\\\.7'), stderr: '' });
    expect(account.endpoint.calls.length).toBe(asked);
  });

  it('fails as AWS does, and asks nothing for what is no id', async () => {
    account.endpoint.fault({ operation: 'DescribeCluster', kind: 'deny' });
    expect((await exported('pac', '--json')).code).toBe(8);
    const wrong = culvert(['export', 'pac', '--cluster', 'nightly'], {
      dataDir: account.folder.path,
      env: account.env,
    });
    expect(await wrong.ended).toBe(2);
  });
});
