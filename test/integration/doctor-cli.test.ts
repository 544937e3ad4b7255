import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkIds } from '../../shared/model/doctor';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { networkFixtures } from '../support/aws/network-fixtures';
import { type CliRun, culvert } from '../support/cli';
import { type NetworkChanges, network } from '../support/doctor-network';
import { cidr, ids, rule, rulesWithout } from '../support/doctor-rules';
import { temporaryFolder } from '../support/temp-folder';

const folder = temporaryFolder('culvert-doctor-');
const endpoints: AwsEndpoint[] = [];

/** The guide followed to the letter: 8157 on the bastion, nothing for core and task nodes. */
const guide: NetworkChanges = {
  parts: {
    rules: [
      ...rulesWithout(
        ({ group, fromPort }) => group === ids.workers && [8042, 9864].includes(fromPort),
      ),
      rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32')),
    ],
  },
};

async function serve(changes: NetworkChanges): Promise<AwsEndpoint> {
  const endpoint = await AwsEndpoint.start(networkFixtures(network(changes)));
  endpoints.push(endpoint);
  return endpoint;
}

function run(endpoint: AwsEndpoint, ...more: string[]): CliRun {
  const args = [
    ...['--cluster', 'j-1ABCDEFGHIJKL', '--region', 'ap-northeast-2'],
    ...['--endpoint-url', endpoint.url, '--my-ip', '203.0.113.7'],
  ];
  const [first, ...rest] = more;
  const verb = first === 'egress' ? [first] : [];
  const others = first === 'egress' ? rest : more;
  return culvert(['doctor', ...verb, ...args, ...others], {
    dataDir: folder.path,
    env: awsEnvironment(folder.path),
  });
}

let broken: AwsEndpoint;

beforeAll(async () => {
  broken = await serve(guide);
});

afterAll(async () => {
  for (const endpoint of endpoints) await endpoint.close();
  folder.remove();
});

describe('culvert doctor', () => {
  it('prints one object for each check and the summary last', async () => {
    const cli = run(broken, '--bastion', 'i-0ba5710000000001', '--json');
    expect(await cli.ended).toBe(0);
    const lines = cli.events();
    const byCheck = new Map(lines.map((line) => [line['check'], line]));
    for (const id of checkIds) {
      expect(byCheck.get(id)).toMatchObject({
        severity: expect.stringMatching(/^(error|warn|info)$/),
        status: expect.stringMatching(/^(pass|fail|unknown|not-checked)$/),
        affects: expect.any(String),
        evidence: expect.any(Array),
      });
    }
    expect(byCheck.get('SLAVE_UI_NOT_OPEN_TO_BASTION')).toMatchObject({
      severity: 'warn',
      status: 'fail',
      affects: expect.stringContaining('NodeManager'),
      evidence: expect.arrayContaining([
        expect.objectContaining({ group: ids.workers, rule: null }),
      ]),
      fix: {
        cli: expect.stringContaining('authorize-security-group-ingress'),
        terraform: expect.stringContaining('aws_vpc_security_group_ingress_rule'),
        cloudformation: expect.stringContaining('AWS::EC2::SecurityGroupIngress'),
        undo: expect.stringContaining('revoke-security-group-ingress'),
        actions: ['ec2:AuthorizeSecurityGroupIngress'],
      },
    });
    expect(byCheck.get('SEED_KO_B_8157')).toMatchObject({
      status: 'fail',
      verdict: 'unneeded',
      present: true,
      affects: expect.stringContaining('SOCKS listener'),
    });
    expect(byCheck.get('SEED_ZH_S3')).toMatchObject({ status: 'pass', applies: true });
    expect(byCheck.get('SEED_ZH_DYNAMODB')).toMatchObject({ status: 'pass', applies: false });
    expect(lines.at(-1)).toMatchObject({
      summary: {
        errors: 0,
        warnings: 2,
        infos: 0,
        notChecked: 0,
        path: { ssh: 'good', primary: 'good', workers: 'bad', services: 'good' },
      },
    });
  });

  it('says for a person what hangs, and how to mend it', async () => {
    const cli = run(broken, '--bastion', ids.bastion);
    expect(await cli.ended).toBe(0);
    expect(cli.stdout()).toContain(
      'YARN NodeManager, HDFS DataNode pages and container logs will hang.',
    );
    expect(cli.stdout()).toContain(
      'aws ec2 authorize-security-group-ingress --region ap-northeast-2',
    );
    expect(cli.stdout()).toContain('Nothing was changed.');
  });

  it('looks at SSH to the primary node where somebody logs in there', async () => {
    const found = async (...more: string[]) => {
      const cli = run(broken, '--bastion', ids.bastion, '--json', ...more);
      expect(await cli.ended).toBe(0);
      return cli.events().find(({ check }) => check === 'PRIMARY_SSH_NOT_OPEN_TO_BASTION');
    };
    expect(await found()).toMatchObject({ status: 'pass', reason: 'not-applicable' });
    expect(await found('--ssh-to-primary')).toMatchObject({
      status: 'fail',
      fix: { cli: expect.stringContaining('FromPort=22,ToPort=22') },
    });
  });

  it('tells each kind of call on standard error as it begins', async () => {
    const endpoint = await serve({});
    const cli = run(endpoint, '--bastion', '10.0.0.9', '--json');
    expect(await cli.ended).toBe(0);
    const told = cli.stderr().split('\n');
    const asked = new Set(endpoint.calls.map(({ operation }) => operation));
    for (const operation of asked) {
      expect(told.filter((line) => line.endsWith(`:${operation}`))).toHaveLength(1);
    }
  });

  it('goes on where a call is refused, and names the permission', async () => {
    const endpoint = await serve({});
    endpoint.fault({ operation: 'DescribeNetworkAcls', kind: 'deny' });
    const cli = run(endpoint, '--bastion', '10.0.0.9', '--json');
    expect(await cli.ended).toBe(0);
    expect(cli.events().find(({ check }) => check === 'NACL_BLOCKS')).toMatchObject({
      status: 'not-checked',
      affects: 'not checked: needs ec2:DescribeNetworkAcls',
      needs: ['ec2:DescribeNetworkAcls'],
      fix: null,
    });
    expect(cli.events().at(-1)).toMatchObject({ summary: { denied: ['ec2:DescribeNetworkAcls'] } });
  });

  it('gives advice only while the cluster starts', async () => {
    const endpoint = await serve({ ...guide, cluster: { state: 'BOOTSTRAPPING' } });
    const cli = run(endpoint, '--bastion', '10.0.0.9', '--json');
    expect(await cli.ended).toBe(0);
    expect(cli.events().at(-1)).toMatchObject({ summary: { adviceOnly: true } });
    const found = cli.events().find(({ check }) => check === 'SLAVE_UI_NOT_OPEN_TO_BASTION');
    expect(found).toMatchObject({ advice: expect.stringContaining('change nothing') });
  });

  it.each(['md', 'svg', 'json'])('writes a report as .%s', async (ending) => {
    const path = join(folder.path, `report.${ending}`);
    expect(await run(broken, '--bastion', 'i-0ba5710000000001', '--report', path).ended).toBe(0);
    const text = readFileSync(path, 'utf8');
    if (ending === 'json')
      expect(JSON.parse(text)).toMatchObject({ cluster: { name: 'nightly-etl' } });
    else expect(text).toContain('nightly-etl');
  });

  it.each([
    [['--bastion', 'nonsense!'], '--bastion takes an instance'],
    [['--my-ip', 'here'], '--my-ip takes an address'],
    [['--as', 'ansible'], '--as takes cli, terraform, cloudformation'],
    [['--report', 'a.doc'], '--report takes a file that ends in .md'],
    [['--cluster', 'nightly'], '--cluster takes a cluster'],
  ])('refuses %s before it asks anybody', async (args, message) => {
    const cli = run(broken, ...args);
    expect(await cli.ended).toBe(2);
    expect(cli.stderr()).toContain(message);
  });

  it('ends with 8 where AWS refuses the cluster itself', async () => {
    const endpoint = await serve({});
    endpoint.fault({ operation: 'DescribeCluster', kind: 'deny' });
    const cli = run(endpoint, '--json');
    expect(await cli.ended).toBe(8);
    expect(cli.events()[0]).toMatchObject({ event: 'failed', code: 'aws-denied' });
  });
});

describe('culvert doctor egress', () => {
  it('prints needs with their reasons, rules with the needs they serve, and the summary last', async () => {
    const cli = run(broken, 'egress', '--json');
    expect(await cli.ended).toBe(0);
    const lines = cli.events();
    expect(lines.find(({ need }) => need === 's3')).toMatchObject({
      applies: 'yes',
      why: expect.stringContaining('Packages'),
    });
    expect(lines.filter((line) => 'rule' in line)).toContainEqual({
      rule: {
        group: 'primary',
        groupId: ids.primary,
        protocol: 'tcp',
        fromPort: 9443,
        toPort: 9443,
        peer: { kind: 'group', id: ids.service, name: 'service-access' },
      },
      for: ['service-access'],
    });
    expect(lines.at(-1)).toMatchObject({ summary: { missingNow: [], unserved: [] } });
  });

  it('claims nothing of what it could not read', async () => {
    const endpoint = await serve({});
    endpoint.fault({ operation: 'DescribeSecurityGroupRules', kind: 'deny' });
    endpoint.fault({ operation: 'ListSteps', kind: 'deny' });
    const cli = run(endpoint, 'egress');
    expect(await cli.ended).toBe(0);
    expect(cli.stdout()).toMatch(/What would break\n\n {2}not known\n/);
    expect(cli.stdout()).not.toContain('Nothing that is allowed today would be lost');
    expect(cli.stdout()).toMatch(
      /Amazon SQS +not known +not checked: needs elasticmapreduce:ListSteps\n/,
    );
  });

  it('says for a person what would break', async () => {
    const cli = run(broken, 'egress', '--as', 'terraform');
    expect(await cli.ended).toBe(0);
    expect(cli.stdout()).toContain('What would break');
    expect(cli.stdout()).not.toContain('aws ec2');
    expect(cli.stdout()).toContain('Outbound rules: Primary (sg-0a000000000000001)');
  });
});
