import { StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeClusterCommand, ListClustersCommand } from '@aws-sdk/client-emr';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsSession } from '../../electron/aws/session';
import { AwsEndpoint } from '../support/aws/endpoint';
import { startSession } from '../support/aws/session';

let endpoint: AwsEndpoint;
let session: AwsSession;
const work = { signal: new AbortController().signal };

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({
    emr: {
      ListClusters: {
        Clusters: [
          {
            Id: 'j-1ABCDEFGHIJKL',
            Name: 'nightly & <fast>',
            Status: { State: 'WAITING', Timeline: { CreationDateTime: '2026-11-20T01:02:03Z' } },
          },
        ],
      },
      DescribeCluster: { Cluster: { Id: 'j-1ABCDEFGHIJKL', Status: { State: 'SLEEPING' } } },
    },
    ec2: {
      DescribeInstances: ({ Filters }) => ({
        Reservations: [
          {
            ReservationId: 'r-1',
            Instances: [
              {
                InstanceId: 'i-1',
                PrivateDnsName: Filters[0].Values[1],
                Tags: [{ Key: 'a', Value: '1 < 2' }],
                LaunchTime: '2026-11-20T01:02:03Z',
              },
            ],
          },
        ],
      }),
    },
    sts: { GetCallerIdentity: { Account: '123456789012', Arn: 'arn:aws:iam::1:user/x' } },
    logs: { StartQuery: { queryId: 'q-1' } },
  });
  session = startSession(endpoint);
});
afterAll(async () => {
  session.close();
  // One fixture above is wrong on purpose; whatever else was noted is not.
  await expect(endpoint.close()).rejects.toThrow(/SLEEPING/);
  expect(endpoint.violations).toHaveLength(3);
});

describe('the endpoint speaks to the SDK', () => {
  it('in JSON', async () => {
    const { emr, logs } = session.clientsFor(work);
    const { Clusters } = await emr.send(new ListClustersCommand({ ClusterStates: ['WAITING'] }));
    expect(Clusters?.[0]?.Name).toBe('nightly & <fast>');
    expect(Clusters?.[0]?.Status?.Timeline?.CreationDateTime).toEqual(
      new Date('2026-11-20T01:02:03Z'),
    );
    const query = {
      logGroupName: 'flows',
      startTime: 1,
      endTime: 2,
      queryString: 'fields @message',
    };
    expect((await logs.send(new StartQueryCommand(query))).queryId).toBe('q-1');
  });

  it('in forms and XML', async () => {
    const { ec2, sts } = session.clientsFor(work);
    const { Reservations } = await ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'vpc-id', Values: ['vpc-1', 'vpc-2'] }] }),
    );
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      PrivateDnsName: 'vpc-2',
      Tags: [{ Key: 'a', Value: '1 < 2' }],
      LaunchTime: new Date('2026-11-20T01:02:03Z'),
    });
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
    expect(endpoint.callsOf('GetCallerIdentity')[0]).toMatchObject({ region: 'ap-northeast-2' });
    expect(endpoint.calls.at(-1)?.userAgent).toMatch(/culvert\/\d/);
  });

  it('and refuses a fixture that breaks the model', async () => {
    const { emr } = session.clientsFor(work);
    const asked = emr.send(new DescribeClusterCommand({ ClusterId: 'j-1' }));
    await expect(asked).rejects.toMatchObject({ failure: { code: 'aws-fault' } });
    expect(endpoint.violations[0]).toContain('SLEEPING');
  });
});
