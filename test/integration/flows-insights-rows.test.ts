import { afterAll, beforeAll, expect, it } from 'vitest';
import { contextOfFiles } from '../../electron/flows/flow-context';
import type { FlowEngine } from '../../electron/flows/flow-query';
import { insightsEngine } from '../../electron/flows/insights-engine';
import { localEngine } from '../../electron/flows/local-engine';
import { readFlows } from '../../electron/flows/read-flows';
import { AwsEndpoint } from '../support/aws/endpoint';
import { logsFixtures } from '../support/aws/logs-insights';
import { startSession } from '../support/aws/session';
import { defaultHeader, logFolder, record } from '../support/flows';
import { builtTextWorker } from '../support/key-worker';

const began = 1_764_000_000;
const mostRows = 20;
let endpoint: AwsEndpoint;

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({});
});
afterAll(() => endpoint.close());

/** One destination a record, `perSecond` of them in each of some seconds of an hour. */
function logs(perSecond: number, seconds: readonly number[]): readonly string[] {
  return seconds.flatMap((second) =>
    Array.from({ length: perSecond }, (_, at) =>
      record(`10.0.0.1 52.${second >> 8}.${second & 255}.${at}`, '40000 443', {
        start: began + second,
      }),
    ),
  );
}

async function answerOf(engine: FlowEngine) {
  const { destinations, summary } = await readFlows({
    engine,
    context: contextOfFiles('ap-northeast-2'),
    scope: { interfaces: null, from: began, to: began + 3_599 },
    ranges: { ranges: [], made: null },
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  const seen = destinations.map(({ destination, bytes }) => `${destination} ${bytes}`).sort();
  return { seen, problems: summary.problems };
}

async function bothAnswers(lines: readonly string[]) {
  endpoint.fixtures['logs'] = logsFixtures(lines, (line) => Number(line.split(' ')[10]));
  const session = startSession(endpoint);
  const { logs: client } = session.clientsFor({ signal: new AbortController().signal });
  const asked = insightsEngine({
    client,
    parting: () => client,
    region: 'ap-northeast-2',
    logGroups: ['vpc-flow-logs'],
    fields: null,
    pauseMs: 1,
    mostRows,
  });
  const folder = logFolder({ 'a.log': [defaultHeader, ...lines].join('\n') });
  const answer = await answerOf(asked);
  session.close();
  const files = await answerOf(localEngine([folder], null, await builtTextWorker()));
  return { answer, files };
}

it('asks about ever shorter spans while Logs has more rows than it gives', async () => {
  const seconds = [0, 1, 2, 449, 450, 451, 1_799, 1_800, 3_598, 3_599];
  const { answer, files } = await bothAnswers(logs(15, seconds));
  expect(answer).toEqual(files);
});

it('says which second is not all there', async () => {
  const { answer, files } = await bothAnswers(logs(25, [7]));
  expect(files.seen).toHaveLength(25 + 2);
  expect(answer.problems).toEqual([
    {
      file: 'vpc-flow-logs',
      line: null,
      code: 'rows-cut',
      detail: '2025-11-24T16:00:07',
      count: 1,
    },
  ]);
  expect(answer.seen).toHaveLength(mostRows + 2);
});
