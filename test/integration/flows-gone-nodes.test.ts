import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsEndpoint, type AwsParams, awsEnvironment } from '../support/aws/endpoint';
import { athenaFixtures, interfaceFixtures } from '../support/aws/flow-fixtures';
import { networkFixtures } from '../support/aws/network-fixtures';
import { type CliRun, culvert } from '../support/cli';
import { network } from '../support/doctor-network';
import { defaultHeader, logFolder, record, testFolder } from '../support/flows';

const dataDir = testFolder();
let endpoint: AwsEndpoint;

function run(...args: string[]): CliRun {
  return culvert(
    ['flows', ...args, '--region', 'ap-northeast-2', '--endpoint-url', endpoint.url, '--json'],
    { dataDir, env: awsEnvironment(dataDir) },
  );
}

describe('culvert flows --cluster, whose nodes have come and gone', () => {
  const at = (seconds: number) => new Date(seconds * 1_000).toISOString();
  const began = 1_764_000_000;
  /** A worker that is there, and a task node that lived for ten minutes. */
  const machines = [
    { Id: 'ci-1', Ec2InstanceId: 'i-0a', PrivateIpAddress: '10.0.1.40', type: 'CORE' },
    { Id: 'ci-2', Ec2InstanceId: 'i-0f', PrivateIpAddress: '10.0.1.77', type: 'TASK' },
  ].map(({ type, ...machine }) => ({
    type,
    PrivateDnsName: `ip-${machine.PrivateIpAddress.replaceAll('.', '-')}.local`,
    Status:
      type === 'CORE'
        ? { State: 'RUNNING', Timeline: { CreationDateTime: at(began - 9_000) } }
        : {
            State: 'TERMINATED',
            Timeline: { CreationDateTime: at(began), EndDateTime: at(began + 600) },
          },
    ...machine,
  }));
  beforeAll(async () => {
    const fixtures = networkFixtures(network({}));
    endpoint = await AwsEndpoint.start({
      ...fixtures,
      ec2: { ...fixtures['ec2'], ...interfaceFixtures },
      athena: athenaFixtures(),
      logs: {
        StartQuery: { queryId: 'q-1' },
        GetQueryResults: { status: 'Complete', results: [], statistics: { bytesScanned: 1_000 } },
      },
      emr: {
        ...fixtures['emr'],
        ListInstances: ({ InstanceGroupTypes, InstanceStates }: AwsParams) => ({
          Instances: machines
            .filter(({ type }) => InstanceGroupTypes.includes(type))
            .filter(({ Status }) => InstanceStates?.includes(Status.State) ?? true)
            .map(({ type: _type, ...machine }) => machine),
        }),
      },
    });
  });
  afterAll(() => endpoint.close());

  const withInstance = `${defaultHeader} instance-id`;
  const line = (between: string, eni: string, instance: string, start = began) =>
    `${record(between, '41000 8443', { eni, start })} ${instance}`;

  it('shows what those that have gone opened, by the instance in the records', async () => {
    const folder = logFolder({
      'a.log': [
        withInstance,
        line('10.0.1.40 198.51.100.9', 'eni-0a', 'i-0a'),
        line('10.0.1.77 198.51.100.8', 'eni-0gone', 'i-0f'),
        line('10.0.1.99 198.51.100.7', 'eni-0e', 'i-0other'),
        line('10.0.7.77 198.51.100.7', 'eni-0other', 'i-0other'),
      ].join('\n'),
    });
    const asked = run(folder, '--cluster', 'j-1ABCDEFGHIJKL');
    expect(await asked.ended, asked.stderr()).toBe(0);
    const seen = asked.events().filter(({ verdict }) => verdict === 'missing');
    expect(seen.map(({ group, destination }) => [group, destination]).sort()).toEqual([
      ['core', '198.51.100.9'],
      ['task', '198.51.100.8'],
    ]);
    expect(asked.events().at(-1)).toMatchObject({ summary: { records: 2, leftOut: 2 } });
  });

  it('knows them by their address while they lived, where records name no instance', async () => {
    const folder = logFolder({
      'a.log': [
        defaultHeader,
        record('10.0.1.77 198.51.100.8', '41000 8443', { eni: 'eni-0gone', start: began }),
        // Somebody else has that address since.
        record('10.0.1.77 198.51.100.7', '41000 8443', {
          eni: 'eni-0next',
          start: began + 9_000,
        }),
        // What an endpoint saw of it.
        record('10.0.1.77 10.0.1.99', '41000 443', { eni: 'eni-0e', start: began }),
      ].join('\n'),
    });
    const asked = run(folder, '--cluster', 'j-1ABCDEFGHIJKL');
    expect(await asked.ended, asked.stderr()).toBe(0);
    const seen = asked.events().filter(({ verdict }) => verdict === 'missing');
    expect(seen).toMatchObject([{ group: 'task', initiator: 'node', destination: '198.51.100.8' }]);
    expect(asked.events().at(-1)).toMatchObject({ summary: { records: 1, leftOut: 2 } });
  });

  it('asks Athena and Logs for them, and for how many records are of nobody', async () => {
    const span = ['--from', '2025-11-24', '--to', '2025-11-25'];
    const format = ['--format', withInstance, '--cluster', 'j-1ABCDEFGHIJKL'];
    const athena = run('s3://logs/vpcflowlogs', '--engine', 'athena', ...span, ...format);
    expect(await athena.ended, athena.stderr()).toBe(0);
    const [, , asked] = endpoint
      .callsOf('StartQueryExecution')
      .map(({ params }) => String(params.QueryString));
    expect(asked).toContain(
      `("interface_id" IN ('eni-0a') or "instance_id" IN ('i-0a', 'i-0f')) AS mine`,
    );
    const logs = run('vpc-flow-logs', '--engine', 'insights', ...span, ...format);
    expect(await logs.ended, logs.stderr()).not.toBe(2);
    const texts = endpoint.callsOf('StartQuery').map(({ params }) => String(params.queryString));
    const mine = 'f_interface_id in ["eni-0a"] or f_instance_id in ["i-0a", "i-0f"]';
    expect(texts.at(0)).toContain(`filter ${mine}\n`);
    expect(texts.at(-1)).toBe('stats count(*) as sum_records');
  });

  it('says that there was none in that time, and reads nothing', async () => {
    const { ec2 } = endpoint.fixtures;
    const there = { ...ec2 };
    endpoint.fixtures['ec2'] = {
      ...there,
      DescribeNetworkInterfaces: { NetworkInterfaces: [] },
    };
    const folder = logFolder({ 'a.log': record('10.0.1.77 10.0.1.23', '41000 8020') });
    const early = ['--from', '2025-10-01', '--to', '2025-10-02'];
    const asked = run(folder, '--cluster', 'j-1ABCDEFGHIJKL', ...early);
    const code = await asked.ended;
    endpoint.fixtures['ec2'] = there;
    expect(code, asked.stderr()).toBe(8);
    expect(asked.events().at(-1)).toMatchObject({
      code: 'cluster-without-nodes',
      id: 'j-1ABCDEFGHIJKL',
    });
  });
});
