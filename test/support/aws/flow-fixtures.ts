import { ids } from '../doctor-rules';
import type { AwsFixtures, AwsParams } from './endpoint';

/** What Athena answers: one destination in both directions, and windows that AWS skipped. */
const halves = [
  [
    'eni',
    'src',
    'dst',
    'sport',
    'dport',
    'proto',
    'action',
    'status',
    'bytes',
    'packets',
    'records',
    'first',
    'last',
  ],
  [
    'eni-0a',
    '10.0.1.40',
    '52.219.1.1',
    '-1',
    '443',
    '6',
    'ACCEPT',
    'OK',
    '9000',
    '12',
    '3',
    '1764000000',
    '1764000119',
  ],
  [
    'eni-0a',
    '52.219.1.1',
    '10.0.1.40',
    '443',
    '-1',
    '6',
    'ACCEPT',
    'OK',
    '1000',
    '12',
    '3',
    '1764000000',
    '1764000119',
  ],
  [
    'eni-0a',
    null,
    null,
    null,
    null,
    null,
    null,
    'SKIPDATA',
    null,
    null,
    '2',
    '1764000000',
    '1764000119',
  ],
];

/** A page of results. */
export function table(rows: readonly (readonly (string | null)[])[]) {
  return {
    ResultSet: {
      Rows: rows.map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
    },
  };
}

const interfaces = [
  {
    id: 'eni-0a',
    address: '10.0.1.40',
    group: ids.workers,
    instance: 'i-0a',
    type: 'interface',
    description: '',
  },
  {
    id: 'eni-0e',
    address: '10.0.1.99',
    group: ids.endpoint,
    instance: null,
    type: 'vpc_endpoint',
    description: '',
  },
];

/** The network interfaces of a worker and of an endpoint. */
export const interfaceFixtures: AwsFixtures[string] = {
  DescribeNetworkInterfaces: {
    NetworkInterfaces: interfaces.map((each) => ({
      NetworkInterfaceId: each.id,
      PrivateIpAddress: each.address,
      Groups: [{ GroupId: each.group }],
      InterfaceType: each.type,
      Description: each.description,
      ...(each.instance === null ? {} : { Attachment: { InstanceId: each.instance } }),
    })),
  },
};

/** Athena with flow logs behind it: it expects to read 2.5 GB, and every query succeeds. */
export function athenaFixtures(): AwsFixtures[string] {
  const queries = new Map<string, string>();
  return {
    StartQueryExecution: ({ QueryString }: AwsParams) => {
      const id = `00000000-0000-0000-0000-00000000000${queries.size}`;
      queries.set(id, QueryString);
      return { QueryExecutionId: id };
    },
    GetQueryExecution: ({ QueryExecutionId }: AwsParams) => ({
      QueryExecution: {
        QueryExecutionId,
        Status: { State: 'SUCCEEDED' },
        Statistics: { DataScannedInBytes: 123_456 },
      },
    }),
    GetQueryResults: ({ QueryExecutionId }: AwsParams) =>
      queries.get(QueryExecutionId)?.startsWith('EXPLAIN')
        ? table([['Query Plan'], ['{"estimate":{"outputSizeInBytes":2.5E9}}']])
        : table(halves),
  };
}
