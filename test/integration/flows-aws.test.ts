import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { athenaFixtures, interfaceFixtures } from '../support/aws/flow-fixtures';
import { networkFixtures } from '../support/aws/network-fixtures';
import { type CliRun, culvert } from '../support/cli';
import { network } from '../support/doctor-network';
import { defaultHeader, logFolder, record, testFolder } from '../support/flows';
import { waitUntil } from '../support/ports';

const dataDir = testFolder();
let endpoint: AwsEndpoint;

beforeAll(async () => {
  const fixtures = networkFixtures(network({}));
  endpoint = await AwsEndpoint.start({
    ...fixtures,
    ec2: { ...fixtures['ec2'], ...interfaceFixtures },
    athena: athenaFixtures(),
  });
});
afterAll(() => endpoint.close());

const slowedDown = /AWS asks to slow down; trying again in \d+ s/;

function run(...args: string[]): CliRun {
  return culvert(
    ['flows', ...args, '--region', 'ap-northeast-2', '--endpoint-url', endpoint.url, '--json'],
    { dataDir, env: awsEnvironment(dataDir) },
  );
}

describe('culvert flows by Athena', () => {
  it('makes the table, says the price, asks, and judges what comes back', async () => {
    const location = 's3://logs/AWSLogs/123456789012/vpcflowlogs/ap-northeast-2';
    const asked = run(
      location,
      '--engine',
      'athena',
      '--output',
      's3://results/',
      '--from',
      '2025-11-24',
      '--to',
      '2025-11-25',
    );
    expect(await asked.ended, asked.stderr()).toBe(0);
    const statements = endpoint
      .callsOf('StartQueryExecution')
      .map(({ params }) => params.QueryString);
    expect(statements[0]).toContain(`'projection.enabled' = 'true'`);
    expect(statements[0]).toContain(`'storage.location.template' = '${location}/\${day}'`);
    expect(statements[1]).toMatch(/^EXPLAIN/);
    expect(statements[2]).toContain(`day >= '2025/11/24'`);
    expect(asked.stderr()).toContain('about 2500.0 MB will be read, 0.0125 USD');
    expect(asked.events()[0]).toMatchObject({
      group: 'eni-0a',
      initiator: 'node',
      destination: '52.219.1.1',
      port: 443,
      bytes: 10_000,
    });
    expect(asked.events().at(-1)).toMatchObject({
      summary: { engine: 'athena', skipped: 2, scannedBytes: 123_456 },
    });
  });

  it('says that a format without times is kept to a span by days alone', async () => {
    const location = 's3://logs/AWSLogs/123456789012/vpcflowlogs/ap-northeast-2';
    const format = 'interface-id srcaddr dstaddr srcport dstport protocol';
    const place = [location, '--engine', 'athena', '--output', 's3://results/'];
    const asked = run(...place, '--from', '2025-11-24T09:00Z', '--format', format);
    expect(await asked.ended, asked.stderr()).toBe(0);
    expect(asked.stderr()).toContain('could be kept to only by whole days');
  });

  it('finds the days of logs with Hive-compatible partitions', async () => {
    const location =
      's3://logs/AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=eu-west-1';
    const before = endpoint.callsOf('StartQueryExecution').length;
    const asked = run(
      `${location}/`,
      ...['--engine', 'athena'],
      ...['--from', '2025-11-24', '--to', '2025-12-01'],
    );
    expect(await asked.ended, asked.stderr()).toBe(0);
    const [table, , query] = endpoint
      .callsOf('StartQueryExecution')
      .slice(before)
      .map(({ params }) => String(params.QueryString));
    expect(table).toContain('PARTITIONED BY (year string, month string, day string)');
    expect(table).toContain(
      `'storage.location.template' = '${location}/year=\${year}/month=\${month}/day=\${day}'`,
    );
    expect(table).toContain(`'projection.month.digits' = '2'`);
    expect(query).toContain(
      `WHERE year >= '2025' AND year <= '2025' AND month >= '11' AND month <= '12' AND ` +
        `concat(year, '/', month, '/', day) >= '2025/11/24' AND ` +
        `concat(year, '/', month, '/', day) <= '2025/12/01')`,
    );
  });

  it('says why it may have found nothing', async () => {
    const known = endpoint.fixtures['athena'];
    endpoint.fixtures['athena'] = { ...known, GetQueryResults: { ResultSet: { Rows: [] } } };
    const asked = run('s3://logs/vpcflowlogs', '--engine', 'athena');
    expect(await asked.ended).not.toBe(0);
    endpoint.fixtures['athena'] = { ...known };
    expect(asked.stderr()).toContain('the folder that holds the years');
    expect(asked.events().at(-1)).toMatchObject({ summary: { records: 0 } });
  });

  it('says that AWS asks to slow down, and goes on', async () => {
    endpoint.fault({ operation: 'StartQueryExecution', kind: 'throttle', times: 1 });
    const asked = run('s3://logs/vpcflowlogs', '--engine', 'athena');
    expect(await asked.ended, asked.stderr()).toBe(0);
    expect(asked.stderr()).toMatch(slowedDown);
  });

  it('tells why Athena failed', async () => {
    endpoint.fixtures['athena'] = {
      ...endpoint.fixtures['athena'],
      GetQueryExecution: {
        QueryExecution: { Status: { State: 'FAILED', StateChangeReason: 'TABLE_NOT_FOUND' } },
      },
    };
    const asked = run('s3://logs/vpcflowlogs', '--engine', 'athena');
    expect(await asked.ended).toBe(8);
    expect(asked.events().at(-1)).toMatchObject({ code: 'aws-refused', detail: 'TABLE_NOT_FOUND' });
  });
});

describe('a question that is called off', () => {
  it('is stopped at AWS too', async () => {
    endpoint.fixtures['athena'] = {
      ...endpoint.fixtures['athena'],
      GetQueryExecution: { QueryExecution: { Status: { State: 'RUNNING' } } },
      StopQueryExecution: {},
    };
    const looks = endpoint.callsOf('GetQueryExecution').length;
    const asked = run('s3://logs/vpcflowlogs', '--engine', 'athena');
    await waitUntil('a look', () => endpoint.callsOf('GetQueryExecution').length > looks, 20_000);
    await asked.signal('SIGINT');
    expect(endpoint.callsOf('StopQueryExecution')).toHaveLength(1);
    expect(asked.events().at(-1)).toMatchObject({ code: 'cancelled' });
  });
});

describe('culvert flows --cluster', () => {
  it('says that AWS asks to slow down while the cluster is read', async () => {
    endpoint.fault({ operation: 'DescribeCluster', kind: 'throttle', times: 1 });
    const folder = logFolder({ 'a.log': record('10.0.1.40 10.0.1.23', '41000 8020') });
    const asked = run(folder, '--cluster', 'j-1ABCDEFGHIJKL');
    expect(await asked.ended, asked.stderr()).toBe(0);
    expect(asked.stderr()).toMatch(slowedDown);
  });

  it('names nodes and judges by the rules the cluster needs', async () => {
    const folder = logFolder({
      'a.log': [
        defaultHeader,
        record('10.0.1.40 10.0.1.23', '41000 8020'),
        record('10.0.1.40 198.51.100.9', '41000 8443'),
        record('10.0.1.77 10.0.1.23', '41000 8020', { eni: 'eni-0other' }),
      ].join('\n'),
    });
    const asked = run(folder, '--cluster', 'j-1ABCDEFGHIJKL');
    expect(await asked.ended, asked.stderr()).toBe(0);
    const seen = asked.events();
    expect(seen).toContainEqual(
      expect.objectContaining({ group: 'core', destination: '198.51.100.9', verdict: 'missing' }),
    );
    expect(seen).toContainEqual(
      expect.objectContaining({
        group: 'core',
        destination: '10.0.1.23',
        port: 8020,
        verdict: 'allowed',
        rule: expect.objectContaining({ need: 'intra' }),
      }),
    );
    expect(seen.some(({ verdict, rule }) => verdict === 'unused' && rule !== null)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ summary: { records: 2 } });
  });
});
