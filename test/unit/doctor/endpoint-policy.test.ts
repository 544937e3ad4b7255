import { describe, expect, it } from 'vitest';
import { policyVerdict, policyWith } from '../../../electron/aws/doctor/endpoint-policy';

const bucket = 'arn:aws:s3:::al2023-repos-ap-northeast-2-de612dc2/key';

function verdict(...statements: object[]) {
  return policyVerdict(JSON.stringify({ Statement: statements }), 's3:GetObject', bucket);
}

const allow = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

describe('what an endpoint’s policy lets pass', () => {
  it.each([
    ['full access', [{ ...allow, Action: '*' }], 'allowed'],
    ['a wildcard in the action, in any case', [{ ...allow, Action: ['S3:Get*'] }], 'allowed'],
    ['the bucket by a pattern', [{ ...allow, Resource: 'arn:aws:s3:::al2023-repos-*' }], 'allowed'],
    ['another bucket', [{ ...allow, Resource: 'arn:aws:s3:::my-data/*' }], 'denied'],
    ['another action', [{ ...allow, Action: 's3:PutObject' }], 'denied'],
    [
      'everything but the action',
      [{ ...allow, Action: undefined, NotAction: 's3:Get*' }],
      'denied',
    ],
    [
      'everything but the bucket',
      [{ ...allow, Resource: undefined, NotResource: 'arn:aws:s3:::al2023*' }],
      'denied',
    ],
    ['a denial beside it', [allow, { ...allow, Effect: 'Deny' }], 'denied'],
    ['a condition', [{ ...allow, Condition: { StringEquals: { a: 'b' } } }], 'conditional'],
    [
      'a denial with a condition',
      [allow, { ...allow, Effect: 'Deny', Condition: { Bool: { a: 'true' } } }],
      'conditional',
    ],
    ['everybody, as AWS writes it', [{ ...allow, Principal: { AWS: ['*'] } }], 'allowed'],
    [
      'a role alone',
      [{ ...allow, Principal: { AWS: 'arn:aws:iam::123456789012:role/etl' } }],
      'conditional',
    ],
    [
      'a denial of another role',
      [
        allow,
        { ...allow, Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:role/guest' } },
      ],
      'conditional',
    ],
    [
      'a denial of all but a role',
      [
        allow,
        {
          ...allow,
          Effect: 'Deny',
          Principal: undefined,
          NotPrincipal: { AWS: 'arn:aws:iam::123456789012:role/etl' },
        },
      ],
      'conditional',
    ],
  ] as const)('%s', (_name, statements, expected) => {
    expect(verdict(...statements)).toBe(expected);
  });

  it('is not guessed for a document nobody can read', () => {
    expect(policyVerdict('{', 's3:GetObject', bucket)).toBe('conditional');
    expect(policyVerdict(null, 's3:GetObject', bucket)).toBe('allowed');
  });

  it('lets the buckets in that are added, and keeps what was there', () => {
    const before = JSON.stringify({
      Version: '2012-10-17',
      Statement: { ...allow, Resource: 'x' },
    });
    const after = policyWith(before, 'aws', [
      { sid: 'A', actions: ['s3:GetObject'], buckets: ['al2023-repos-ap-northeast-2-de612dc2'] },
    ]);
    expect(policyVerdict(after, 's3:GetObject', bucket)).toBe('allowed');
    expect(JSON.parse(after).Version).toBe('2012-10-17');
    expect(JSON.parse(after).Statement).toHaveLength(2);
  });

  it('gives no two statements one name: IAM refuses such a policy', () => {
    const grant = { sid: 'EmrLogs', actions: ['s3:Put*'], buckets: ['my-logs'] };
    const once = policyWith(JSON.stringify({ Statement: [allow] }), 'aws', [grant]);
    const { Statement } = JSON.parse(policyWith(once, 'aws', [grant, grant]));
    expect(Statement.map(({ Sid }: { Sid?: string }) => Sid)).toEqual([
      undefined,
      'EmrLogs',
      'EmrLogs2',
      'EmrLogs2',
    ]);
  });
});
