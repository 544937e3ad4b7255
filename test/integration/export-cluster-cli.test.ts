import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clusterFixtures } from '../support/aws/cluster-fixtures';
import { testCluster } from '../support/aws/clusters';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { culvert } from '../support/cli';
import { temporaryFolder } from '../support/temp-folder';

const region = 'ap-northeast-2';
const cluster = testCluster(0);

let endpoint: AwsEndpoint;
let folder: ReturnType<typeof temporaryFolder>;
let env: Record<string, string>;

beforeAll(async () => {
  endpoint = await AwsEndpoint.start(clusterFixtures([cluster]));
});
beforeEach(() => {
  folder = temporaryFolder();
  env = awsEnvironment(folder.path);
});
afterEach(() => {
  endpoint.clearFaults();
  folder.remove();
});
afterAll(() => endpoint.close());

describe('culvert export --cluster', () => {
  const id = cluster.id;
  const exported = async (...words: string[]) => {
    const place = ['--cluster', id, '--region', region, '--endpoint-url', endpoint.url];
    const started = culvert(['export', ...words, ...place], { dataDir: folder.path, env });
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
      endpoint.fault({ operation, kind: 'deny' });
    }
    const { code, stdout, stderr } = await exported('pac', '--vpc-cidr', '10.8.0.0/16');
    expect(code).toBe(0);
    expect(stderr).toContain('ec2:DescribeSubnets was refused');
    expect(stdout).not.toContain('data');
    expect(stdout).toContain('10\\\\.8');
  });

  it('fails as AWS does, and asks nothing for what is no id', async () => {
    endpoint.fault({ operation: 'DescribeCluster', kind: 'deny' });
    expect((await exported('pac', '--json')).code).toBe(8);
    const wrong = culvert(['export', 'pac', '--cluster', 'nightly'], { dataDir: folder.path, env });
    expect(await wrong.ended).toBe(2);
  });
});
