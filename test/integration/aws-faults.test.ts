import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-emr';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RateLimits } from '../../electron/aws/rate-limits';
import { AwsSession } from '../../electron/aws/session';
import { FailureError } from '../../shared/model/failure';
import { AwsEndpoint } from '../support/aws/endpoint';
import { startSession } from '../support/aws/session';
import { freePort } from '../support/ports';

let endpoint: AwsEndpoint;
let session: AwsSession;
const never = new AbortController().signal;

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({
    emr: { ListClusters: { Clusters: [] } },
    ec2: { DescribeVpcs: { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] } },
    sts: { GetCallerIdentity: { Account: '123456789012' } },
  });
  session = startSession(endpoint);
});
afterEach(() => endpoint.clearFaults());
afterAll(async () => {
  session.close();
  await endpoint.close();
});

/** One call of each family of protocols. */
const asks = {
  'elasticmapreduce:ListClusters': (signal: AbortSignal) =>
    session.clientsFor({ signal }).emr.send(new ListClustersCommand({})),
  'ec2:DescribeVpcs': (signal: AbortSignal) =>
    session.clientsFor({ signal }).ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-1'] })),
  'sts:GetCallerIdentity': (signal: AbortSignal) =>
    session.clientsFor({ signal }).sts.send(new GetCallerIdentityCommand({})),
} as const;

describe.each(Object.entries(asks))('%s', (action, ask) => {
  it.each([
    ['deny', { code: 'aws-denied', action, why: 'not-allowed' }],
    ['explicit-deny', { code: 'aws-denied', action, why: 'explicit-deny' }],
    ['expired', { code: 'aws-credentials', why: 'expired' }],
    ['unknown-key', { code: 'aws-credentials', why: 'invalid' }],
    ['bad-signature', { code: 'aws-credentials', why: 'invalid' }],
    ['throttle', { code: 'aws-throttled', action }],
    ['server-error', { code: 'aws-fault', action }],
    ['cut', { code: 'aws-unreachable', host: '127.0.0.1', why: 'cut' }],
  ] as const)('meets %s', async (kind, failure) => {
    endpoint.fault({ kind });
    await expect(ask(never)).rejects.toMatchObject({ failure });
  });

  it('gets over a passing fault by itself', async () => {
    for (const kind of ['throttle', 'server-error'] as const) endpoint.fault({ kind, times: 1 });
    await expect(ask(never)).resolves.toBeDefined();
  });
});

describe('a call', () => {
  it('ends at once when its work is called off, while waiting for an answer or for a turn', async () => {
    endpoint.fault({ kind: 'slow', delayMs: 60_000 });
    const work = new AbortController();
    const asked = asks['ec2:DescribeVpcs'](work.signal);
    const cancelled = new FailureError({ code: 'cancelled' });
    setTimeout(() => work.abort(cancelled), 50);
    await expect(asked).rejects.toBe(cancelled);

    endpoint.clearFaults();
    const waits: string[] = [];
    const turn = new AbortController();
    const onWait = (action: string) => {
      waits.push(action);
      turn.abort(cancelled);
    };
    const { emr } = startSession(endpoint, { limits: new RateLimits() }).clientsFor({
      signal: turn.signal,
      onWait,
    });
    const many = Array.from({ length: 21 }, () => emr.send(new ListClustersCommand({})));
    const ends = await Promise.allSettled(many);
    expect(waits).toEqual(['elasticmapreduce:ListClusters']);
    expect(ends.some((end) => end.status === 'rejected' && end.reason === cancelled)).toBe(true);
  });

  it('refused for haste says when it is tried again, and ends at once when it is called off', async () => {
    endpoint.fault({ kind: 'throttle', times: 1 });
    const told: number[] = [];
    const { emr } = startSession(endpoint, { limits: new RateLimits() }).clientsFor({
      signal: never,
      onSlowed: (inMs) => told.push(inMs),
    });
    await emr.send(new ListClustersCommand({}));
    // EMR gives a turn every two seconds once what could be asked at once is used up.
    expect(told).toHaveLength(1);
    expect(Math.round((told[0] ?? 0) / 1_000)).toBe(2);

    endpoint.fault({ kind: 'throttle' });
    const work = new AbortController();
    const cancelled = new FailureError({ code: 'cancelled' });
    const { sts } = startSession(endpoint, { limits: new RateLimits() }).clientsFor({
      signal: work.signal,
      onSlowed: () => work.abort(cancelled),
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toBe(cancelled);
  });

  it('says that nothing listens where the endpoint should be', async () => {
    const port = await freePort();
    const lost = new AwsSession({
      region: 'cn-north-1',
      profile: null,
      endpointUrl: `http://127.0.0.1:${port}`,
      credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
    });
    const { emr } = lost.clientsFor({ signal: never });
    await expect(emr.send(new ListClustersCommand({}))).rejects.toMatchObject({
      failure: { code: 'aws-unreachable', host: '127.0.0.1', region: 'cn-north-1', why: 'refused' },
    });
  });
});
