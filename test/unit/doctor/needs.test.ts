import { describe, expect, it } from 'vitest';
import type { SecurityFacts } from '../../../electron/aws/doctor/network';
import { egressPlan } from '../../../electron/aws/doctor/plan';
import type { Configuration } from '../../../shared/model/cluster';
import type { NeedId } from '../../../shared/model/egress';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { ids } from '../../support/doctor-rules';

function need(id: NeedId, changes: NetworkChanges) {
  const found = egressPlan(network(changes)).needs.find((each) => each.need === id);
  return [found?.applies, ...(found?.because ?? [])];
}

/** The outbound rules of core and task nodes for one need, as `tcp 443 peer`. */
function rules(id: NeedId, changes: NetworkChanges) {
  return egressPlan(network(changes))
    .rules.filter((each) => each.group === 'workers' && each.for.includes(id))
    .map(({ protocol, fromPort, peer }) => `${protocol} ${fromPort} ${peer.id}`);
}

function configured(
  classification: string,
  properties: Record<string, string>,
  ...configurations: Configuration[]
): Configuration {
  return { classification, properties, configurations };
}

const plain: SecurityFacts = {
  inTransitEncryption: false,
  kms: false,
  kerberosHosts: [],
  activeDirectory: false,
  roleMappings: false,
  lakeFormation: false,
  ranger: false,
  managedCertificates: false,
};
const secured = (changes: Partial<SecurityFacts>): NetworkChanges => ({
  parts: { security: { ...plain, ...changes } },
});
const configurations = (...all: Configuration[]): NetworkChanges => ({
  cluster: { configurations: all },
});
const step = (name: string, ...args: string[]) => ({ name, jar: 'command-runner.jar', args });

describe('each need is told from what asks for it', () => {
  const glue = 'com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory';
  const view = configured('emrfs-site', { 'fs.s3.consistent': 'true' });
  const queue = configured('emrfs-site', { 'fs.s3.consistent.notification.SQS': 'true' });
  const password = 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:hive-x';
  const secret = configured('hive-site', { 'javax.jdo.option.ConnectionPassword': password });
  const hue = configured(
    'hue-ini',
    {},
    configured(
      'desktop',
      {},
      configured('database', { host: '10.0.9.5', engine: 'postgresql_psycopg2' }),
    ),
  );
  const studios = [{ id: 'es-1', name: 'notebooks', engine: 'sg-0f1', workspace: 'sg-0f2' }];
  const publicOnes = {
    groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess: null },
  };
  const ami: NetworkChanges = {
    cluster: { release: null },
    parts: { bootstrap: [step('Setup EMRFS', '-e', 'fs.s3.consistent=true')] },
  };

  it.each<[NeedId, string, NetworkChanges]>([
    ['sqs', 'Setup Hadoop Debugging', { parts: { steps: [step('Setup Hadoop Debugging')] } }],
    ['sqs', 'old', { parts: { steps: [step('old', 's3://r/libs/state-pusher/0.1/fetch')] } }],
    ['sqs', 'emrfs-site fs.s3.consistent.notification.SQS=true', configurations(queue)],
    ['dynamodb', 'emrfs-site fs.s3.consistent=true', configurations(view)],
    ['dynamodb', 'Setup EMRFS', ami],
    ['dynamodb', 'copy', { parts: { steps: [step('copy', '/usr/share/aws/emr/ddb/lib/x.jar')] } }],
    ['kms', 'SecurityConfiguration: AWS KMS', secured({ kms: true })],
    ['kms', 'LogEncryptionKmsKeyId=arn', { cluster: { logKey: 'arn' } }],
    ['sts', 'SecurityConfiguration: roleMappings', secured({ roleMappings: true })],
    ['sts', 'SecurityConfiguration: ranger', secured({ ranger: true })],
    [
      'cloudwatch',
      'AmazonCloudWatchAgent',
      { cluster: { applications: ['AmazonCloudWatchAgent'] } },
    ],
    ['cloudwatch', 'emr-metrics', configurations(configured('emr-metrics', {}))],
    ['cloudwatch', 'MonitoringConfiguration', { cluster: { monitoring: true } }],
    [
      'secretsmanager',
      'SecurityConfiguration: managedCertificates',
      secured({ managedCertificates: true }),
    ],
    ['secretsmanager', 'hive-site javax.jdo.option.ConnectionPassword', configurations(secret)],
    [
      'glue',
      'spark-hive-site hive.metastore.client.factory.class',
      configurations(
        configured('spark-hive-site', { 'hive.metastore.client.factory.class': glue }),
      ),
    ],
    [
      'glue',
      'trino-connector-hive hive.metastore',
      configurations(configured('trino-connector-hive', { 'hive.metastore': 'glue' })),
    ],
    ['lakeformation', 'SecurityConfiguration: lakeFormation', secured({ lakeFormation: true })],
    [
      'apigateway',
      'ManagedScalingPolicy',
      { cluster: publicOnes, parts: { managedScaling: true } },
    ],
    ['apigateway', 'EMR Studio: notebooks', { parts: { studios } }],
    [
      'emrwal',
      'hbase-site hbase.emr.wal.enabled=true',
      configurations(configured('hbase-site', { 'hbase.emr.wal.enabled': 'true' })),
    ],
    ['metastore', 'hue-ini 10.0.9.5:5432', configurations(hue)],
    ['kerberos', 'SecurityConfiguration: kerberosHosts', secured({ kerberosHosts: ['kdc'] })],
    ['packages', 'libraries', { parts: { bootstrap: [step('libraries', 'pip install boto3')] } }],
    ['dns-ntp-imds', '10.0.0.53', { parts: { dhcp: { servers: ['10.0.0.53'], domain: null } } }],
  ])('%s from %s', (id, because, changes) => {
    expect(need(id, changes)).toEqual(['yes', because]);
    const [without] = need(id, {});
    expect(without).toBe(id === 'dns-ntp-imds' ? 'yes' : 'no');
  });

  it('leaves to the jobs what only they know', () => {
    for (const id of ['emr-api', 'kinesis', 'ssm'] as const)
      expect(need(id, {})).toEqual(['maybe']);
  });
});

describe('package sources', () => {
  it.each([
    'sudo pip3 install boto3',
    'python3 -m pip install x',
    'pip-install.sh',
    'Miniconda3-latest-Linux-x86_64.sh',
    'conda create -n x',
    'docker pull x',
    'https://raw.githubusercontent.com/a/b/x.sh',
  ])('are needed by %s', (words) => {
    expect(need('packages', { parts: { bootstrap: [step('x', words)] } })[0]).toBe('yes');
  });

  it.each(['run-pipeline.sh', 'set -o pipefail', 'secondary-node.sh', 's3://b/pipes/x.jar'])(
    'are not needed by %s',
    (words) => {
      expect(need('packages', { parts: { bootstrap: [step('x', words)] } })[0]).toBe('no');
    },
  );
});

describe('hosts of people’s own', () => {
  it('are a KDC by 88 and 749, and an Active Directory by LDAP as well', () => {
    const kdc = rules('kerberos', secured({ kerberosHosts: ['10.0.9.1'] }));
    expect(kdc).toEqual(['udp 88 10.0.9.1/32', 'tcp 88 10.0.9.1/32', 'tcp 749 10.0.9.1/32']);
    const directory = secured({ kerberosHosts: ['10.0.9.1', '10.0.9.2'], activeDirectory: true });
    expect(rules('kerberos', directory)).toEqual(
      ['10.0.9.1', '10.0.9.2'].flatMap((host) => [
        `udp 88 ${host}/32`,
        ...[88, 749, 389, 636].map((port) => `tcp ${port} ${host}/32`),
      ]),
    );
  });

  it('are name servers, by UDP and TCP; AWS’s own need no rule', () => {
    const dhcp = (...servers: string[]) => ({ parts: { dhcp: { servers, domain: null } } });
    expect(rules('dns-ntp-imds', dhcp('10.0.0.53'))).toEqual([
      'udp 53 10.0.0.53/32',
      'tcp 53 10.0.0.53/32',
    ]);
    expect(rules('dns-ntp-imds', dhcp('AmazonProvidedDNS'))).toEqual([]);
  });
});

it('says that package sources on the internet have no way without NAT', () => {
  const bootstrap = [step('libraries', 'pip install boto3')];
  const nat = { destination: '0.0.0.0/0', target: 'nat-01', active: true };
  const routes = { id: 'rtb-0001', routes: [nat] };
  expect(egressPlan(network({ parts: { bootstrap } })).unserved).toEqual(['packages']);
  expect(egressPlan(network({ parts: { bootstrap, routes } })).unserved).toEqual([]);
});
