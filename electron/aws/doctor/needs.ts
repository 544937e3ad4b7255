import type { Configuration } from '../../../shared/model/cluster';
import type { EgressNeed, NeedId } from '../../../shared/model/egress';
import type { Network, PartName, SecurityFacts, Step } from './network';
import { serviceEra } from './releases';

interface Found {
  /** What in the cluster asks for it. */
  readonly because: readonly string[];
  /** Parts that would have told more and could not be read. */
  readonly blind: readonly PartName[];
}

interface NeedKind {
  readonly ports: readonly number[];
  /** `maybe`: only what runs on the cluster knows. */
  readonly find: 'always' | 'maybe' | ((network: Network) => Found);
}

/** Every need there is, with how to tell from a cluster that it applies. */
const kinds: Readonly<Record<NeedId, NeedKind>> = {
  intra: { ports: [], find: 'always' },
  s3: { ports: [443, 80], find: 'always' },
  'service-access': {
    ports: [9443],
    find: (network) => byEra(network, ['up-to-7']),
  },
  'service-access-8': { ports: [443], find: (network) => byEra(network, ['from-8']) },
  'service-access-443': { ports: [443], find: (network) => byEra(network, ['up-to-7']) },
  sqs: { ports: [443], find: findSqs },
  dynamodb: {
    ports: [443],
    find: (network) => set(network, 'emrfs-site', 'fs.s3.consistent', 'true'),
  },
  kms: { ports: [443], find: findKms },
  sts: {
    ports: [443],
    find: (network) => secured(network, ['roleMappings', 'lakeFormation', 'ranger']),
  },
  cloudwatch: { ports: [443], find: findCloudWatch },
  secretsmanager: {
    ports: [443],
    find: (network) => secured(network, ['ranger', 'managedCertificates']),
  },
  glue: { ports: [443], find: findGlue },
  lakeformation: { ports: [443], find: (network) => secured(network, ['lakeFormation']) },
  apigateway: { ports: [443], find: findManagedScaling },
  'emr-api': { ports: [443], find: 'maybe' },
  emrwal: {
    ports: [443],
    find: (network) => set(network, 'hbase', 'hbase.emr.wal.enabled', 'true'),
  },
  kinesis: { ports: [443], find: 'maybe' },
  ssm: { ports: [443], find: 'maybe' },
  metastore: { ports: [3306, 5432], find: findMetastore },
  kerberos: { ports: [88, 749, 389, 636], find: (network) => secured(network, ['kerberosHost']) },
  packages: { ports: [443], find: findPackages },
  'dns-ntp-imds': { ports: [], find: 'always' },
};

const never: Found = { because: [], blind: [] };

/** The needs of a cluster in the order of the catalogue, with what asks for each. */
export function needsOf(network: Network): readonly EgressNeed[] {
  return (Object.keys(kinds) as NeedId[]).map((need) => {
    const { ports, find } = kinds[need];
    const base = { need, ports: [...ports], because: [], needs: [] };
    if (find === 'always') return { ...base, applies: 'yes' };
    if (find === 'maybe') return { ...base, applies: 'maybe' };
    const { because, blind } = find(network);
    if (because.length > 0) return { ...base, applies: 'yes', because: [...because] };
    const needs = deniedActions(network, blind);
    return { ...base, applies: needs.length > 0 ? 'maybe' : 'no', needs };
  });
}

export function needOf(network: Network, need: NeedId): EgressNeed | undefined {
  return needsOf(network).find((each) => each.need === need);
}

function deniedActions(network: Network, parts: readonly PartName[]): string[] {
  return [
    ...new Set(
      parts.flatMap((name) => {
        const part = network.parts[name];
        return 'unread' in part ? part.unread.needs : [];
      }),
    ),
  ];
}

function byEra({ cluster }: Network, eras: readonly string[]): Found {
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
function set({ cluster }: Network, classification: string, name: string, value: string): Found {
  const because = properties(cluster.configurations)
    .filter(([of, key, is]) => of.startsWith(classification) && key === name && is === value)
    .map(([of, key, is]) => `${of} ${key}=${is}`);
  return { because, blind: [] };
}

/** What the security configuration asks for. */
function secured({ parts: { security } }: Network, names: readonly (keyof SecurityFacts)[]): Found {
  if ('unread' in security) return { because: [], blind: ['security'] };
  const because = names
    .filter((name) => Boolean(security.value?.[name]))
    .map((name) => `SecurityConfiguration: ${name}`);
  return { because, blind: [] };
}

function findSqs(network: Network): Found {
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

function findKms(network: Network): Found {
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

function findCloudWatch(network: Network): Found {
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

function findGlue({ cluster }: Network): Found {
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

function findManagedScaling({ cluster, parts }: Network): Found {
  const scaled = 'value' in parts.managedScaling && parts.managedScaling.value;
  // In a private subnet the figures travel over 9443 to the service-access group.
  const isPublic = cluster.groups.serviceAccess === null;
  return scaled && isPublic
    ? { because: ['ManagedScalingPolicy'], blind: [] }
    : { because: [], blind: isPublic ? ['managedScaling'] : [] };
}

const databasePorts: Readonly<Record<string, number>> = { postgresql: 5432, sqlserver: 1433 };

/** Metastore databases that are not on the primary node itself, by their JDBC addresses. */
export function metastoreHosts({
  cluster,
}: Pick<Network, 'cluster'>): readonly { readonly host: string; readonly port: number }[] {
  return properties(cluster.configurations)
    .filter(([, name]) => name === 'javax.jdo.option.ConnectionURL')
    .flatMap(([, , value]) => {
      const match = /^jdbc:([a-z]+):(?:[a-z]+:)?\/\/([^:/?;]+)(?::(\d+))?/.exec(value);
      if (match === null) return [];
      const [, kind = '', host = '', port] = match;
      return [{ host, port: Number(port ?? databasePorts[kind] ?? 3306) }];
    })
    .filter(({ host }) => !/^(localhost|127\.)/.test(host));
}

function findMetastore(network: Network): Found {
  return {
    because: metastoreHosts(network).map(({ host, port }) => `ConnectionURL ${host}:${port}`),
    blind: [],
  };
}

function findPackages({ parts }: Network): Found {
  if (!('value' in parts.bootstrap)) return { because: [], blind: ['bootstrap'] };
  const because = parts.bootstrap.value
    .filter(({ name, jar, args }) =>
      /pip|conda|docker|github/i.test([name, jar, ...args].join(' ')),
    )
    .map(({ name }) => name);
  return { because, blind: [] };
}
