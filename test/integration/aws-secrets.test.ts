import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { join } from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AwsSession } from '../../electron/aws/session';
import { failureFrom } from '../../shared/model/failure';
import { failureLine } from '../../shared/text/failures';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import type { RefusalKind } from '../support/aws/refusals';
import { tellFigure } from '../support/figure';
import { temporaryFolder } from '../support/temp-folder';

const canary = {
  id: 'AKIACANARYCANARY0001',
  secret: 'canary-secret-7f3a91',
  token: 'canary-token-55d0',
};
let endpoint: AwsEndpoint;
let folder: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({
    sts: {
      GetCallerIdentity: { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/x' },
    },
  });
  endpoint.keys[canary.id] = { secret: canary.secret, token: canary.token };
});
beforeEach(() => {
  folder = temporaryFolder('culvert-aws-secrets-');
  for (const [name, value] of Object.entries(awsEnvironment(folder.path))) vi.stubEnv(name, value);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_EC2_METADATA_DISABLED']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('HOME', folder.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});
afterAll(() => endpoint.close());

function whoAmI(profile: string | null) {
  const session = new AwsSession({ region: 'eu-west-1', profile, endpointUrl: endpoint.url });
  const { sts } = session.clientsFor({ signal: new AbortController().signal });
  return sts.send(new GetCallerIdentityCommand({}));
}

/** The hosts that this process asks over HTTP meanwhile. */
async function asked(work: () => Promise<unknown>): Promise<string[]> {
  const hosts: string[] = [];
  const listener = (message: unknown) => {
    hosts.push((message as { request: ClientRequest }).request.host);
  };
  subscribe('http.client.request.start', listener);
  try {
    await work();
  } finally {
    unsubscribe('http.client.request.start', listener);
  }
  return hosts;
}

const leaks = (text: string) =>
  [canary.secret, canary.token, Buffer.from(canary.secret).toString('base64')].filter((secret) =>
    text.includes(secret),
  );

describe('SEC-11: the credentials of AWS', () => {
  it('are in nothing that is answered, thrown or shown, and in no file but the user’s own', async () => {
    const lines = Object.entries({
      aws_access_key_id: canary.id,
      aws_secret_access_key: canary.secret,
      aws_session_token: canary.token,
    }).map(([name, value]) => `${name} = ${value}`);
    writeFileSync(folder.file('aws-credentials'), `[etl]\n${lines.join('\n')}\n`);
    const seen = [JSON.stringify(await whoAmI('etl'))];
    const kinds: RefusalKind[] = ['deny', 'expired', 'clock', 'unknown-key', 'bad-signature'];
    const refused: RefusalKind[] = [];
    for (const kind of kinds) {
      endpoint.fault({ operation: 'GetCallerIdentity', kind, times: 20 });
      const error: unknown = await whoAmI('etl').then(
        () => null,
        (reason: unknown) => reason,
      );
      endpoint.clearFaults();
      if (error === null) continue;
      refused.push(kind);
      const failure = failureFrom(error);
      const stack = error instanceof Error ? (error.stack ?? '') : '';
      seen.push(JSON.stringify(failure), failureLine(failure, 'en'), String(error), stack);
    }
    expect(refused).toEqual(kinds);
    expect(seen.flatMap(leaks)).toEqual([]);
    const files = readdirSync(folder.path).filter((name) => name !== 'aws-credentials');
    const texts = files.map((name) => readFileSync(join(folder.path, name), 'utf8'));
    expect(texts.flatMap(leaks)).toEqual([]);
    tellFigure(
      'SEC-11',
      `0 hits in an answer and ${refused.length} refusals, 0 calls of the metadata service`,
    );
  });

  it('are not asked of the machine’s metadata service where there are none', async () => {
    let failure: unknown = null;
    const hosts = await asked(() =>
      whoAmI(null).catch((error: unknown) => {
        failure = failureFrom(error);
      }),
    );
    expect(failure).toMatchObject({ code: 'aws-credentials', why: 'missing' });
    expect(hosts).toEqual([]);
    // It would have been seen: whoever runs on an instance may say so.
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'false');
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', 'http://127.0.0.1:9');
    expect(await asked(() => whoAmI(null).catch(() => null))).toContain('127.0.0.1');
  });
});
