import type { Configuration } from '../../../shared/model/cluster';
import type { Network, PartName, SecurityFacts, Step } from './network';
import { serviceEra } from './releases';
import { ownResolvers } from './resolvers';

/** What in a cluster tells that its nodes need something. */
export interface Found {
  /** What in the cluster asks for it. */
  readonly because: readonly string[];
  /** Parts that would have told more and could not be read. */
  readonly blind: readonly PartName[];
}

export const never: Found = { because: [], blind: [] };

/** What every cluster in a private subnet needs whose release is of one of these eras. */
export function byEra({ cluster }: Network, eras: readonly string[]): Found {
  const era = serviceEra(cluster.release);
  const private_ = cluster.groups.serviceAccess !== null;
  return private_ && era !== null && eras.includes(era)
    ? { because: [cluster.release ?? ''], blind: [] }
    : never;
}

/** Every property of the cluster's configurations, nested ones too. */
export function properties(
  configurations: readonly Configuration[],
): readonly (readonly [classification: string, name: string, value: string])[] {
  return configurations.flatMap(({ classification, properties: own, configurations: nested }) => [
    ...Object.entries(own).map(([name, value]) => [classification, name, value] as const),
    ...properties(nested),
  ]);
}

/** A property with that value; the classification may be the beginning of a name. */
export function set(
  { cluster }: Network,
  classification: string,
  name: string,
  value: string,
): Found {
  const because = properties(cluster.configurations)
    .filter(([of, key, is]) => of.startsWith(classification) && key === name && is === value)
    .map(([of, key, is]) => `${of} ${key}=${is}`);
  return { because, blind: [] };
}

/** What the security configuration asks for. */
export function secured(
  { parts: { security } }: Network,
  names: readonly (keyof SecurityFacts)[],
): Found {
  if ('unread' in security) return { because: [], blind: ['security'] };
  const because = names
    .filter((name) => {
      const value = security.value?.[name];
      return Array.isArray(value) ? value.length > 0 : Boolean(value);
    })
    .map((name) => `SecurityConfiguration: ${name}`);
  return { because, blind: [] };
}

/**
 * Consistent view, as a configuration or as the bootstrap action of AMI versions, which know no
 * configurations; and steps that run the DynamoDB connector.
 */
export function findDynamoDb(network: Network): Found {
  const { steps, bootstrap } = network.parts;
  const view = set(network, 'emrfs-site', 'fs.s3.consistent', 'true').because;
  const old = 'value' in bootstrap ? bootstrap.value.filter(turnsViewOn) : [];
  const jobs = 'value' in steps ? steps.value.filter(usesConnector) : [];
  return {
    because: [...view, ...[...old, ...jobs].map(({ name }) => name)],
    blind: network.cluster.release === null ? ['bootstrap'] : [],
  };
}

function turnsViewOn({ args }: Step): boolean {
  return args.some((each) => /^fs\.s3\.consistent=true$/.test(each));
}

function usesConnector({ jar, args }: Step): boolean {
  return /emr-ddb|emr-dynamodb|\/emr\/ddb\//.test([jar, ...args].join(' '));
}

/** Ranger, certificates of EMR's own authority, and configurations that name a secret. */
export function findSecrets(network: Network): Found {
  const { because, blind } = secured(network, ['ranger', 'managedCertificates']);
  const named = properties(network.cluster.configurations)
    .filter(([, , value]) => /\barn:aws[a-z-]*:secretsmanager:/.test(value))
    .map(([of, key]) => `${of} ${key}`);
  return { because: [...because, ...named], blind };
}

/** Name resolution is always needed; whose servers answer is what the DHCP options say. */
export function findResolvers(network: Network): Found {
  return { because: ownResolvers(network), blind: ['dhcp'] };
}

/** Steps with debugging switched on, and consistent view that is told of changes by a queue. */
export function findSqs(network: Network): Found {
  const { steps } = network.parts;
  const because = 'value' in steps ? steps.value.filter(isDebugging).map(({ name }) => name) : [];
  const notified = set(network, 'emrfs-site', 'fs.s3.consistent.notification.SQS', 'true');
  return { because: [...because, ...notified.because], blind: ['steps'] };
}

/** The step that EMR adds when debugging is on, in each of the forms it has had. */
function isDebugging({ name, jar, args }: Step): boolean {
  const words = [jar, ...args].join(' ');
  return (
    /state-pusher-script|\/libs\/state-pusher\/0\.1\/fetch/.test(words) ||
    /^setup hadoop debugging$/i.test(name)
  );
}

/** Encryption with keys of KMS, in the security configuration or of the logs. */
export function findKms(network: Network): Found {
  const { security } = network.parts;
  const encrypted = 'value' in security && security.value?.kms === true;
  const { logKey } = network.cluster;
  return {
    because: [
      ...(encrypted ? ['SecurityConfiguration: AWS KMS'] : []),
      ...(logKey === null ? [] : [`LogEncryptionKmsKeyId=${logKey}`]),
    ],
    blind: ['security'],
  };
}

/** CloudWatch's agent, configurations of metrics and logs, monitoring, and Ranger, which writes audits. */
export function findCloudWatch(network: Network): Found {
  const { applications, configurations, monitoring } = network.cluster;
  const { security } = network.parts;
  const agent = applications.filter((name) => name === 'AmazonCloudWatchAgent');
  const classes = configurations
    .map(({ classification }) => classification)
    .filter((name) => name === 'emr-metrics' || name === 'cloudwatch-logs');
  const ranger = 'value' in security && security.value?.ranger === true ? ['Ranger'] : [];
  const said = monitoring ? ['MonitoringConfiguration'] : [];
  return { because: [...agent, ...classes, ...said, ...ranger], blind: ['security'] };
}

/** Hive, Spark or Presto that keep their tables in Glue's catalogue. */
export function findGlue({ cluster }: Network): Found {
  const because = properties(cluster.configurations)
    .filter(
      ([, name, value]) =>
        (name === 'hive.metastore.client.factory.class' &&
          value.includes('AWSGlueDataCatalogHiveClientFactory')) ||
        (name === 'hive.metastore' && value === 'glue'),
    )
    .map(([of, name]) => `${of} ${name}`);
  return { because, blind: [] };
}

/** Managed scaling from a public subnet, and the pages that EMR Studio opens on a cluster. */
export function findApiGateway(network: Network): Found {
  const scaling = findManagedScaling(network);
  const { studios } = network.parts;
  const shown = 'value' in studios ? studios.value.map(({ name }) => `EMR Studio: ${name}`) : [];
  return { because: [...scaling.because, ...shown], blind: [...scaling.blind, 'studios'] };
}

function findManagedScaling({ cluster, parts }: Network): Found {
  const scaled = 'value' in parts.managedScaling && parts.managedScaling.value;
  // In a private subnet the figures travel over 9443 to the service-access group.
  const isPublic = cluster.groups.serviceAccess === null;
  return scaled && isPublic
    ? { because: ['ManagedScalingPolicy'], blind: [] }
    : { because: [], blind: isPublic ? ['managedScaling'] : [] };
}

const databasePorts: Readonly<Record<string, number>> = {
  postgresql: 5432,
  postgresql_psycopg2: 5432,
  sqlserver: 1433,
};

interface DatabaseHost {
  /** Where the configurations name it. */
  readonly by: string;
  readonly host: string;
  readonly port: number;
}

/** Databases of Hive's metastore and of Hue that are not on the primary node itself. */
export function metastoreHosts({ cluster }: Pick<Network, 'cluster'>): readonly DatabaseHost[] {
  return [...jdbcHosts(cluster.configurations), ...hueHosts(cluster.configurations)].filter(
    ({ host }) => !/^(localhost|127\.)/.test(host),
  );
}

/** hue-ini → desktop → database (EMR Release Guide, Hue with a metastore in RDS). */
function hueHosts(configurations: readonly Configuration[]): readonly DatabaseHost[] {
  return configurations
    .filter(({ classification }) => classification === 'hue-ini')
    .flatMap(({ configurations: inner }) => inner.flatMap((each) => [each, ...each.configurations]))
    .filter(({ classification }) => classification === 'database')
    .flatMap(({ properties: { host = '', port, engine = '' } }) =>
      host === ''
        ? []
        : [{ by: 'hue-ini', host, port: Number(port ?? databasePorts[engine] ?? 3306) }],
    );
}

function jdbcHosts(configurations: readonly Configuration[]): readonly DatabaseHost[] {
  return properties(configurations)
    .filter(([, name]) => name === 'javax.jdo.option.ConnectionURL')
    .flatMap(([, , value]) => {
      const match = /^jdbc:([a-z]+):(?:[a-z]+:)?\/\/([^:/?;]+)(?::(\d+))?/.exec(value);
      if (match === null) return [];
      const [, kind = '', host = '', port] = match;
      const by = 'ConnectionURL';
      return [{ by, host, port: Number(port ?? databasePorts[kind] ?? 3306) }];
    });
}

/** Databases outside the cluster in which tables are kept, as `configuration host:port`. */
export function findMetastore(network: Network): Found {
  return {
    because: metastoreHosts(network).map(({ by, host, port }) => `${by} ${host}:${port}`),
    blind: [],
  };
}

/** What fetches packages. "pipeline" holds pip and "secondary" conda: these count as whole words. */
const packageWord = /(?<![a-z0-9])(pip[23]?|(mini|ana)?conda[23]?)(?![a-z0-9])|docker|github/i;

/**
 * Bootstrap actions that seem to install from the internet; blind, with nothing named, where they
 * cannot be read.
 */
export function findPackages({ parts }: Network): Found {
  if (!('value' in parts.bootstrap)) return { because: [], blind: ['bootstrap'] };
  const because = parts.bootstrap.value
    .filter(({ name, jar, args }) => packageWord.test([name, jar, ...args].join(' ')))
    .map(({ name }) => name);
  return { because, blind: [] };
}
