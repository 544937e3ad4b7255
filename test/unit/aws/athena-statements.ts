import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AthenaClient } from '@aws-sdk/client-athena';
import { athenaEngine } from '../../../electron/flows/athena-engine';
import type { EngineWork } from '../../../electron/flows/flow-query';
import { defaultFields } from '../../../electron/flows/record-format';

/** What Athena answers, by operation: every query is done at once and has found nothing. */
const answers: Readonly<Record<string, unknown>> = {
  StartQueryExecution: { QueryExecutionId: '00000000-0000-0000-0000-000000000000' },
  GetQueryExecution: { QueryExecution: { Status: { State: 'SUCCEEDED' } } },
  GetQueryResults: { ResultSet: { Rows: [] } },
};

/** Every statement that a question about flow logs puts to Athena, in their order. */
export async function statementsOfAthena(): Promise<readonly string[]> {
  const statements: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { QueryString } = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (QueryString !== undefined) statements.push(QueryString);
    const operation = `${request.headers['x-amz-target']}`.split('.')[1] ?? '';
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(answers[operation]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new AthenaClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'no-secret' },
  });
  try {
    await athenaEngine({
      location: 's3://logs/vpcflowlogs/eu-west-1',
      fields: defaultFields,
      format: 'text',
      database: 'default',
      client,
      parting: () => client,
      region: 'eu-west-1',
      output: null,
      workgroup: 'primary',
      agree: async () => undefined,
    }).collect({
      scope: { interfaces: null, from: null, to: null },
      signal: new AbortController().signal,
      progress: () => undefined,
      database: { append: async () => undefined } as unknown as EngineWork['database'],
    });
  } finally {
    client.destroy();
    server.close();
  }
  return statements;
}
