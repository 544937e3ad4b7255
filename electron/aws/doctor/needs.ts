import type { EgressNeed, NeedId } from '../../../shared/model/egress';
import {
  byEra,
  type Found,
  findApiGateway,
  findCloudWatch,
  findDynamoDb,
  findGlue,
  findKms,
  findMetastore,
  findPackages,
  findResolvers,
  findSecrets,
  findSqs,
  never,
  secured,
  set,
} from './need-signs';
import type { Network, PartName } from './network';

interface NeedKind {
  readonly ports: readonly number[];
  /** `maybe`: only what runs on the cluster knows. */
  readonly find: 'always' | 'maybe' | ((network: Network) => Found);
  /** What to say beside a need that is always there. */
  readonly details?: (network: Network) => Found;
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
    find: findDynamoDb,
  },
  kms: { ports: [443], find: findKms },
  sts: {
    ports: [443],
    find: (network) => secured(network, ['roleMappings', 'lakeFormation', 'ranger']),
  },
  cloudwatch: { ports: [443], find: findCloudWatch },
  secretsmanager: { ports: [443], find: findSecrets },
  glue: { ports: [443], find: findGlue },
  lakeformation: { ports: [443], find: (network) => secured(network, ['lakeFormation']) },
  apigateway: { ports: [443], find: findApiGateway },
  'emr-api': { ports: [443], find: 'maybe' },
  emrwal: {
    ports: [443],
    find: (network) => set(network, 'hbase', 'hbase.emr.wal.enabled', 'true'),
  },
  kinesis: { ports: [443], find: 'maybe' },
  ssm: { ports: [443], find: 'maybe' },
  metastore: { ports: [3306, 5432], find: findMetastore },
  kerberos: { ports: [88, 749, 389, 636], find: (network) => secured(network, ['kerberosHosts']) },
  packages: { ports: [443], find: findPackages },
  'dns-ntp-imds': { ports: [], find: 'always', details: findResolvers },
};

function signsOf({ find, details }: NeedKind, network: Network): Found {
  return (typeof find === 'function' ? find(network) : details?.(network)) ?? never;
}

/** The needs of a cluster in the order of the catalogue, with what asks for each. */
export function needsOf(network: Network): readonly EgressNeed[] {
  return (Object.keys(kinds) as NeedId[]).map((need) => {
    const kind = kinds[need];
    const base = { need, ports: [...kind.ports], because: [], needs: [] };
    if (kind.find === 'maybe') return { ...base, applies: 'maybe' };
    const { because, blind } = signsOf(kind, network);
    const needs = deniedActions(network, blind);
    if (kind.find === 'always') return { ...base, applies: 'yes', because: [...because], needs };
    if (because.length > 0) return { ...base, applies: 'yes', because: [...because] };
    return { ...base, applies: needs.length > 0 ? 'maybe' : 'no', needs };
  });
}

/** Whether all was read that tells what a cluster needs; else a need may be there unseen. */
export function needsAreKnown(network: Network): boolean {
  return Object.values(kinds).every((kind) =>
    signsOf(kind, network).blind.every((name) => 'value' in network.parts[name]),
  );
}

/** One of the things the nodes must reach outside their network; undefined when this cluster does not. */
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
