import { FlowDatabase } from '../../../electron/flows/database';
import { columnOf, typeOf } from '../../../electron/flows/record-format';
import type { AwsFixtures, AwsParams } from './endpoint';
import { table } from './flow-fixtures';
import { AwsRefusal } from './refusals';

/**
 * Athena with those records behind it, all of one day: DuckDB answers what both dialects write alike,
 * and a text longer than the service takes is refused.
 */
export async function athenaOver(fields: readonly string[], lines: readonly string[]) {
  const database = await FlowDatabase.open(new AbortController().signal);
  const columns = fields.map((field) => `"${columnOf(field)}" ${typeOf(field)}`);
  await database.run(`CREATE TABLE logs (${columns.join(', ')}, day VARCHAR)`);
  const rows = lines.map((line) => [
    ...line.split(' ').map((word, at) => {
      if (word === '-') return null;
      return typeOf(fields[at] ?? '') === 'VARCHAR' ? word : Number(word);
    }),
    '2025/11/24',
  ]);
  await database.append('logs', rows);
  const queries: string[] = [];
  const fixtures: AwsFixtures[string] = {
    StartQueryExecution: ({ QueryString: text }: AwsParams) => {
      if (Buffer.byteLength(text) > 262_144) {
        const message = 'Member must have length less than or equal to 262144';
        throw new AwsRefusal('InvalidRequestException', message);
      }
      queries.push(text);
      return { QueryExecutionId: `00000000-0000-0000-0000-00000000000${queries.length - 1}` };
    },
    GetQueryExecution: ({ QueryExecutionId }: AwsParams) => ({
      QueryExecution: { QueryExecutionId, Status: { State: 'SUCCEEDED' } },
    }),
    GetQueryResults: async ({ QueryExecutionId: id, NextToken: from = '0' }: AwsParams) => {
      const text = queries[Number(id.slice(-1))] ?? '';
      if (text.startsWith('EXPLAIN')) return table([['Query Plan'], ['{}']]);
      const found = await database.rows(text.replace(/culvert_flow_logs_\w+/, 'logs'));
      const names = Object.keys(found[0] ?? {});
      const texts = found.map((row) =>
        names.map((name) => (row[name] === null ? null : String(row[name]))),
      );
      // The service gives a thousand rows at once, and the first of all names the columns.
      const end = Number(from) + 1_000;
      const page = table([names, ...texts].slice(Number(from), end));
      return texts.length < end ? page : { ...page, NextToken: String(end) };
    },
  };
  return { fixtures, close: () => database.close() };
}
