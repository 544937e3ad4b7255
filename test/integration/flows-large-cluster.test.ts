import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { athenaEngine } from '../../electron/flows/athena-engine';
import { insightsEngine } from '../../electron/flows/insights-engine';
import { localEngine } from '../../electron/flows/local-engine';
import { defaultFields, recommendedFields } from '../../electron/flows/record-format';
import { AwsEndpoint } from '../support/aws/endpoint';
import { athenaOver } from '../support/aws/flow-athena';
import { logsFixtures } from '../support/aws/logs-insights';
import { startSession } from '../support/aws/session';
import { logFolder } from '../support/flows';
import { builtTextWorker } from '../support/key-worker';
import { answerOf, linesOf, machines, scopeOf } from '../support/large-cluster';

const region = 'ap-northeast-2';
let endpoint: AwsEndpoint;

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({});
});
afterAll(() => endpoint.close());

/** The nodes of a cluster, its records, and what reading them from files says. */
async function largeCluster(fields: readonly string[], there: number, gone: number) {
  const present = machines(there, false);
  const past = machines(gone, true);
  const all = [...present, ...past];
  const speakers = all.filter((_, at) => at % Math.ceil(all.length / 150) === 0);
  const lines = linesOf(fields, all, speakers);
  const cluster = scopeOf(present, past);
  const folder = logFolder({ 'a.log.gz': [fields.join(' '), ...lines].join('\n') });
  const local = localEngine([folder], null, await builtTextWorker());
  const expected = await answerOf(local, cluster);
  // Where no instance is named, nothing tells whose window without data it was.
  const silent = fields === defaultFields ? speakers.filter(({ to }) => to !== null).length : 0;
  const records = 5 * speakers.length - silent;
  expect(expected.summary).toMatchObject({ records, leftOut: lines.length - records });
  return { lines, cluster, expected };
}

describe('a cluster whose nodes are more than one query can name', () => {
  it.each([
    { what: '200 nodes', fields: recommendedFields, there: 200, gone: 0, shares: 1 },
    { what: '700 nodes', fields: recommendedFields, there: 700, gone: 0, shares: 2 },
    { what: '400 gone by instance', fields: recommendedFields, there: 150, gone: 400, shares: 2 },
    { what: '900 gone by address', fields: defaultFields, there: 100, gone: 900, shares: 2 },
  ])('Logs is asked about $what as often as need be', async ({ fields, there, gone, shares }) => {
    const { lines, cluster, expected } = await largeCluster(fields, there, gone);
    const at = fields.indexOf('start' as never);
    endpoint.fixtures['logs'] = logsFixtures(lines, (each) => Number(each.split(' ')[at]));
    const calls = endpoint.callsOf('StartQuery').length;
    const session = startSession(endpoint);
    const { logs } = session.clientsFor({ signal: new AbortController().signal });
    const engine = insightsEngine({
      client: logs,
      parting: () => logs,
      region,
      logGroups: ['vpc-flow-logs'],
      fields: fields === defaultFields ? null : fields,
      pauseMs: 1,
    });
    const answer = await answerOf(engine, cluster);
    session.close();
    expect(answer).toEqual(expected);
    const kinds = fields === defaultFields ? 4 : 6;
    expect(endpoint.callsOf('StartQuery').length - calls).toBe(shares * kinds + 1);
  });

  it('Athena is asked once, in a text that it takes', async () => {
    const { lines, cluster, expected } = await largeCluster(defaultFields, 100, 3_000);
    const { fixtures, close } = await athenaOver(defaultFields, lines);
    endpoint.fixtures['athena'] = fixtures;
    const session = startSession(endpoint);
    const { athena } = session.clientsFor({ signal: new AbortController().signal });
    const engine = athenaEngine({
      client: athena,
      parting: () => athena,
      region,
      location: 's3://logs/AWSLogs/1/vpcflowlogs/ap-northeast-2',
      fields: defaultFields,
      format: 'text',
      database: 'default',
      workgroup: 'primary',
      output: null,
      agree: async () => undefined,
      pauseMs: 1,
    });
    const answer = await answerOf(engine, cluster);
    session.close();
    await close();
    expect(answer).toEqual(expected);
  });
});
