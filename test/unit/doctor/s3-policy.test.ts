import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import { doctorText, resultWords } from '../../../shared/text/doctor';
import { network } from '../../support/doctor-network';

const region = 'ap-northeast-2';
const packages = [`al2023-repos-${region}-de612dc2`, `repo.${region}.emr.amazonaws.com`];
const logs = ['my-logs/emr', `aws157-logs-prod-${region}`];
const allow = (Action: string, buckets: readonly string[]) => ({
  Effect: 'Allow',
  Principal: '*',
  Action,
  Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}/*`),
});

function found(logUri: string | null, ...Statement: object[]) {
  const given = network();
  const { endpoints } = given.parts;
  if (!('value' in endpoints)) throw new Error('endpoints');
  const policy = JSON.stringify({ Statement });
  const narrowed = endpoints.value.map((each) => ({ ...each, policy }));
  const report = examine(network({ cluster: { logUri }, parts: { endpoints: narrowed } }));
  const result = report.results.find(({ check }) => check === 'S3_POLICY_TOO_NARROW');
  if (result === undefined) throw new Error('no such check');
  return { ...result, words: resultWords(result, doctorText('en')) };
}

/** The statements a fix adds, by name. */
function added(cli: string | undefined): readonly [string, string | string[], number][] {
  const text = /--policy-document '(.*)'/.exec(cli ?? '')?.[1] ?? '{"Statement":[]}';
  const { Statement } = JSON.parse(text) as {
    Statement: { Sid?: string; Action: string; Resource: string[] }[];
  };
  return Statement.flatMap(({ Sid, Action, Resource }) =>
    Sid === undefined ? [] : [[Sid, Action, Resource.length] as const],
  ).map(([sid, action, count]) => [sid, action, count]);
}

describe('the policy of the S3 endpoint', () => {
  it('need not let logs through where the cluster keeps none', () => {
    expect(found(null, allow('s3:GetObject', packages)).status).toBe('pass');
  });

  it('must let nodes write logs where it does', () => {
    const { status, facts, fix, words } = found(
      's3://my-logs/emr/',
      allow('s3:GetObject', packages),
    );
    expect(status).toBe('fail');
    expect(facts.what).toEqual(logs);
    expect(words.affects).toBe('Logs do not reach S3: the console shows none.');
    expect(added(fix?.cli)).toEqual([
      ['EmrLogs', 's3:Put*', 2],
      ['EmrPersistentPages', ['s3:Put*', 's3:Get*', 's3:Create*', 's3:Abort*', 's3:List*'], 1],
    ]);
  });

  it('is fine with both', () => {
    const both = [allow('s3:GetObject', packages), allow('s3:Put*', logs)];
    expect(found('s3n://my-logs/emr/', ...both).status).toBe('pass');
  });

  it.each([
    ['the path of the logs', ['my-logs/emr', `aws157-logs-prod-${region}`]],
    ['this cluster’s alone', ['my-logs/emr/j-1ABCDEFGHIJKL', `aws157-logs-prod-${region}`]],
    ['the whole bucket', ['my-logs', `aws157-logs-prod-${region}`]],
  ])('may name %s', (_name, places) => {
    const both = [allow('s3:GetObject', packages), allow('s3:Put*', places)];
    for (const uri of ['s3://my-logs/emr/', 's3://my-logs/emr']) {
      expect(found(uri, ...both).status).toBe('pass');
    }
  });

  it('is not mended by allowing what one of its statements denies', () => {
    const denial = { ...allow('s3:*', [packages[0] ?? '']), Effect: 'Deny' };
    const { status, fix } = found(null, allow('s3:*', ['*']), denial);
    expect(status).toBe('fail');
    expect(fix).toBeNull();
  });

  it('says what comes of either', () => {
    const { words, evidence } = found('s3://my-logs/emr/', allow('s3:*', ['my-data']));
    expect(words.affects).toContain('launching and scaling up fail');
    expect(words.affects).toContain('Logs do not reach S3');
    expect(evidence.map(({ text }) => text)).toEqual([
      ...packages.map((bucket) => `s3:GetObject ${bucket}`),
      ...logs.map((bucket) => `s3:PutObject ${bucket}`),
    ]);
  });
});
