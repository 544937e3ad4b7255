import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/user-guide/aws-permissions.md'), 'utf8');

interface Policy {
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
}

const policies = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => JSON.parse(text ?? '') as Policy,
);
const granted = policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));

/** What IAM calls a service whose client has another name. SSO's own calls need no permission. */
const services: Readonly<Record<string, string | null>> = {
  emr: 'elasticmapreduce',
  'cloudwatch-logs': 'logs',
  sso: null,
  'sso-oidc': null,
};

/** Every call of AWS in the source, as IAM names it. */
function calls(): string[] {
  const folder = join(root, 'electron');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const imports = [
        ...text.matchAll(/import (?!type)\{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g),
      ];
      return imports.flatMap(([, names = '', client = '']) => {
        const service = client in services ? services[client] : client;
        const taken = names.split(',').map((each) => each.trim().replace(/ as .*/, ''));
        return taken.flatMap((each) => {
          const operation = /^paginate(\w+)$|^(\w+)Command$/.exec(each)?.slice(1).find(Boolean);
          return operation === undefined || service === null ? [] : [`${service}:${operation}`];
        });
      });
    });
}

describe('SEC-13: the page about AWS permissions', () => {
  it('holds policies that JSON can read, each of which only allows', () => {
    expect(policies.length).toBeGreaterThanOrEqual(4);
    for (const { Statement } of policies) {
      for (const { Effect } of Statement) expect(Effect).toBe('Allow');
    }
  });

  it('names every call that Culvert makes', () => {
    const made = [...new Set(calls())];
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter((action) => !granted.includes(action))).toEqual([]);
  });

  it('grants nothing that changes anything but a query’s own results, a session and a key', () => {
    const reads = /:(Describe|List|Get)[A-Z]\w+$/;
    const others = granted.filter((action) => !reads.test(action));
    expect(others.sort()).toEqual([
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
      'ec2-instance-connect:OpenTunnel',
      'ec2-instance-connect:SendSSHPublicKey',
      'logs:StartQuery',
      'logs:StopQuery',
      's3:PutObject',
      'ssm:StartSession',
      'ssm:TerminateSession',
    ]);
    expect(granted.filter((action) => action.includes('*'))).toEqual([]);
  });
});
