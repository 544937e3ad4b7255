import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doctorActions } from '../../../shared/model/doctor-actions';
import { statementsOfAthena } from './athena-statements';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/user-guide/aws-permissions.md'), 'utf8');

interface Policy {
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
}

/** The policy of each part of the page, by its heading. */
const policies = new Map(
  page.split(/^## /m).flatMap((part) => {
    const json = /```json\n([\s\S]*?)```/.exec(part)?.[1];
    const heading = part.split('\n')[0] ?? '';
    return json === undefined ? [] : [[heading, JSON.parse(json) as Policy] as const];
  }),
);

/** What IAM calls a service whose client has another name. SSO's own calls need no permission. */
const services: Readonly<Record<string, string | null>> = {
  emr: 'elasticmapreduce',
  'cloudwatch-logs': 'logs',
  sso: null,
  'sso-oidc': null,
};

const folder = join(root, 'electron');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({
    name: name.replaceAll('\\', '/'),
    text: readFileSync(join(folder, name), 'utf8'),
  }));

/** The calls of AWS that a file makes by the SDK, as IAM names them. */
function callsOf(text: string): string[] {
  const imports = text.matchAll(/import (?!type)\{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g);
  return [...imports].flatMap(([, names = '', client = '']) => {
    const service = client in services ? services[client] : client;
    const taken = names.split(',').map((each) => each.trim().replace(/ as .*/, ''));
    return taken.flatMap((each) => {
      const operation = /^paginate(\w+)$|^(\w+)Command$/.exec(each)?.slice(1).find(Boolean);
      return operation === undefined || service === null ? [] : [`${service}:${operation}`];
    });
  });
}

const readsTable = ['glue:GetDatabase', 'glue:GetTable', 's3:GetBucketLocation', 's3:ListBucket'];
const readsFiles = [...readsTable, 's3:GetObject'];
/** Every statement leaves its results, which are read again. */
const results = ['s3:GetBucketLocation', 's3:GetObject', 's3:PutObject'];

/**
 * What Athena does with the caller's permissions for a statement (Athena user guide, "Configure
 * access to databases and tables in the AWS Glue Data Catalog", its example of CREATE TABLE). A
 * table that projects its partitions has none to be asked for when it is read.
 */
const byStatement: Readonly<Record<string, readonly string[]>> = {
  'CREATE EXTERNAL TABLE': [
    ...['glue:GetDatabase', 'glue:GetDatabases', 'glue:GetTable', 'glue:GetTables'],
    ...['glue:GetPartitions', 'glue:CreateTable', 's3:GetBucketLocation', ...results],
  ],
  EXPLAIN: [...readsTable, ...results],
  SELECT: [...readsFiles, ...results],
};

function permissionsOf(statement: string): readonly string[] {
  const kinds = Object.keys(byStatement).filter((each) => statement.startsWith(`${each} `));
  const [kind = ''] = kinds;
  const needed = byStatement[kind];
  if (needed === undefined) throw new Error(`what does Athena need for: ${statement}`);
  return needed;
}

/**
 * Programs of AWS that Culvert starts, by what starts them, and what they ask with the caller's
 * credentials (aws-cli, customizations/ec2instanceconnect; session-manager-plugin, sessionhandler.go;
 * Systems Manager user guide, "Sample IAM policies for Session Manager").
 */
const programs: readonly { readonly started: RegExp; readonly actions: readonly string[] }[] = [
  {
    started: /\['ec2-instance-connect', 'open-tunnel',/,
    actions: [
      'ec2:DescribeInstances',
      'ec2:DescribeInstanceConnectEndpoints',
      'ec2-instance-connect:OpenTunnel',
    ],
  },
  {
    started: /= 'session-manager-plugin'/,
    actions: ['ssm:ResumeSession', 'ssm:TerminateSession', 'ssmmessages:OpenDataChannel'],
  },
];

/** Which part of the page speaks of a file. */
function partOf(name: string): string {
  if (name.startsWith('aws/doctor/')) return 'The network doctor';
  if (name.startsWith('aws/')) return 'Finding clusters';
  if (name.startsWith('flows/')) return 'Flow logs';
  return name.startsWith('ways/') ? 'Ways to a bastion without an open port' : name;
}

/** All that is asked of AWS, by part of the page. */
async function needed(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  const need = (part: string, actions: readonly string[]) => {
    if (actions.length > 0) found.set(part, new Set([...(found.get(part) ?? []), ...actions]));
  };
  for (const { name, text } of sources) {
    need(partOf(name), callsOf(text));
    for (const { started, actions } of programs) {
      if (started.test(text)) need(partOf(name), actions);
    }
  }
  for (const statement of await statementsOfAthena()) need('Flow logs', permissionsOf(statement));
  return found;
}

const sorted = (actions: Iterable<string>) => [...new Set(actions)].sort();
const granted = (policy: Policy) => sorted(policy.Statement.flatMap(({ Action }) => Action));
const all = [...policies.values()].flatMap(granted);

describe('SEC-13: the page about AWS permissions', () => {
  it('holds policies that JSON can read, each of which only allows', () => {
    expect(policies.size).toBe(4);
    for (const { Statement } of policies.values()) {
      for (const { Effect } of Statement) expect(Effect).toBe('Allow');
    }
    expect(all.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('grants in each part what that part asks of AWS, and nothing more', async () => {
    const asked = await needed();
    expect([...asked].reduce((sum, [, actions]) => sum + actions.size, 0)).toBeGreaterThan(40);
    expect(
      Object.fromEntries([...policies].map(([part, policy]) => [part, granted(policy)])),
    ).toEqual(Object.fromEntries([...asked].map(([part, actions]) => [part, sorted(actions)])));
  });

  it('grants the doctor what the window says the doctor uses', () => {
    const policy = policies.get('The network doctor') ?? { Statement: [] };
    expect(granted(policy)).toEqual(sorted(doctorActions));
  });

  it('knows of every program of AWS that is started', () => {
    for (const { started } of programs) {
      expect(sources.filter(({ text }) => started.test(text))).toHaveLength(1);
    }
    const starting = sources.filter(({ text }) => /\bfindProgram\(/.test(text));
    expect(sorted(starting.map(({ name }) => name))).toEqual([
      'ways/instance-connect.ts',
      // Which only says how to find one.
      'ways/programs.ts',
      'ways/session-manager.ts',
    ]);
  });

  it('grants nothing that changes anything but what the page says it leaves behind', () => {
    const reads = /:(Describe|List|Get)[A-Z]\w+$/;
    expect(sorted(all.filter((action) => !reads.test(action)))).toEqual([
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
      'ec2-instance-connect:OpenTunnel',
      'ec2-instance-connect:SendSSHPublicKey',
      'glue:CreateTable',
      'logs:StartQuery',
      'logs:StopQuery',
      's3:PutObject',
      'ssm:ResumeSession',
      'ssm:StartSession',
      'ssm:TerminateSession',
      'ssmmessages:OpenDataChannel',
    ]);
  });

  it('lets Athena make no other tables than those that Culvert names', async () => {
    const [create = ''] = await statementsOfAthena();
    const name = /TABLE IF NOT EXISTS (\w+)/.exec(create)?.[1] ?? '';
    const allowed = /table\/YOUR-DATABASE\/(\w+)\*/.exec(page)?.[1] ?? 'none';
    expect(name.startsWith(allowed), name).toBe(true);
  });
});
