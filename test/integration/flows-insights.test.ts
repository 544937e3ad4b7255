import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsEndpoint, type AwsParams, awsEnvironment } from '../support/aws/endpoint';
import { networkFixtures } from '../support/aws/network-fixtures';
import { type CliRun, culvert } from '../support/cli';
import { network } from '../support/doctor-network';
import { testFolder } from '../support/flows';
import { waitUntil } from '../support/ports';

const dataDir = testFolder();
let endpoint: AwsEndpoint;

function insightsRow(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([field, value]) => ({ field, value }));
}

beforeAll(async () => {
  const queries = new Map<string, string>();
  endpoint = await AwsEndpoint.start({
    ...networkFixtures(network({})),
    logs: {
      StartQuery: ({ queryString }: AwsParams) => {
        const queryId = `q-${queries.size}`;
        queries.set(queryId, queryString);
        return { queryId };
      },
      GetQueryResults: ({ queryId }: AwsParams) => {
        const text = queries.get(queryId) ?? '';
        const sent =
          text.includes('stats') &&
          /by interfaceId, srcAddr, dstAddr, dstPort, protocol/.test(text);
        return {
          status: 'Complete',
          statistics: { bytesScanned: 1_000 },
          results: sent
            ? [
                insightsRow({
                  interfaceId: 'eni-0a',
                  srcAddr: '10.0.1.40',
                  dstAddr: '52.219.1.1',
                  dstPort: '443',
                  protocol: '6',
                  action: 'ACCEPT',
                  sum_bytes: '9000',
                  sum_packets: '12',
                  sum_records: '3',
                  sum_first: '1764000000',
                  sum_last: '1764000119',
                }),
                insightsRow({
                  interfaceId: 'eni-0a',
                  srcAddr: '10.0.1.40',
                  dstAddr: '10.0.1.23',
                  dstPort: '8020',
                  protocol: '6',
                  action: 'ACCEPT',
                  sum_bytes: '700',
                  sum_packets: '7',
                  sum_records: '2',
                  sum_first: '1764000000',
                  sum_last: '1764000119',
                }),
              ]
            : [],
        };
      },
    },
  });
});
afterAll(() => endpoint.close());

function run(...args: string[]): CliRun {
  return culvert(
    ['flows', ...args, '--region', 'ap-northeast-2', '--endpoint-url', endpoint.url, '--json'],
    { dataDir, env: awsEnvironment(dataDir) },
  );
}

describe('culvert flows by Logs Insights', () => {
  it('asks for each kind of row and judges what comes back', async () => {
    const asked = run(
      'vpc-flow-logs',
      '--engine',
      'insights',
      '--from',
      '2025-11-24',
      '--to',
      '2025-11-25',
    );
    expect(await asked.ended, asked.stderr()).toBe(0);
    expect(endpoint.callsOf('StartQuery')[0]?.params).toMatchObject({
      logGroupNames: ['vpc-flow-logs'],
      startTime: 1_763_942_400,
      endTime: 1_764_028_800,
    });
    expect(asked.events()[0]).toMatchObject({ destination: '52.219.1.1', port: 443, bytes: 9_000 });
    expect(asked.events().at(-1)).toMatchObject({
      summary: { engine: 'insights', scannedBytes: 4_000 },
    });
  });

  it('needs a span of time', async () => {
    const asked = run('vpc-flow-logs', '--engine', 'insights');
    expect(await asked.ended).toBe(2);
    expect(asked.stderr()).toContain('needs --from and --to');
  });

  it('is stopped at AWS too when it is called off', async () => {
    const known = { ...endpoint.fixtures['logs'] };
    // Athena has a call of that name too.
    const looks = endpoint.callsOf('GetQueryResults').length;
    endpoint.fixtures['logs'] = {
      ...known,
      StartQuery: { queryId: 'q-endless' },
      GetQueryResults: { status: 'Running', results: [] },
      StopQuery: { success: true },
    };
    const asked = run(
      'vpc-flow-logs',
      ...['--engine', 'insights'],
      '--from',
      '2025-11-24',
      '--to',
      '2025-11-25',
    );
    await waitUntil('a look', () => endpoint.callsOf('GetQueryResults').length > looks, 20_000);
    await asked.signal('SIGINT');
    expect(endpoint.callsOf('StopQuery').map(({ params }) => params)).toEqual([
      { queryId: 'q-endless' },
    ]);
    expect(asked.events().at(-1)).toMatchObject({ code: 'cancelled' });
    endpoint.fixtures['logs'] = known;
  });
});
