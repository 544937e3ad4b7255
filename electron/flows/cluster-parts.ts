import type { NodeLife } from '../aws/cluster-machines';
import {
  type ClusterScope,
  isAddress,
  isId,
  longestWindow,
  type ScopeLanguage,
} from './cluster-scope';

/** A row of an answer, by the columns of `halves`. */
export type HalfRow = Readonly<Record<string, string | number | null>>;

/** A share of a cluster's records that one query can ask for. */
export interface ClusterPart {
  readonly condition: string;
  /** Whether a row is this share's: of two shares that meet it the first has it, others' have none. */
  readonly takes: (row: HalfRow) => boolean;
}

/** What a condition lists: interfaces that are there, and of other nodes the instance or the address. */
interface Lists {
  readonly interfaces: string[];
  readonly instances: string[];
  readonly addresses: string[];
}

/**
 * A cluster's records as conditions of at most `room` characters, for languages and clusters where
 * the exact condition is too long. Each only lists what rows are told apart by, so that the rows
 * themselves tell the rest: when a node lived, and whose interface it was.
 *
 * Of a node whose interface is there that alone is listed, and not its instance as well.
 */
export function clusterParts(
  fields: readonly string[],
  cluster: ClusterScope,
  language: ScopeLanguage,
  room: number,
): readonly ClusterPart[] {
  const byInstance = fields.includes('instance-id');
  const attached = new Set(cluster.attached);
  const instances = cluster.nodes.flatMap(({ instanceId }) => instanceId ?? []).filter(isId);
  const gone = cluster.nodes.filter(({ to, privateIp }) => to !== null && isAddress(privateIp));
  const shares = divided(
    {
      interfaces: cluster.interfaces.filter(isId),
      instances: byInstance ? instances.filter((each) => !attached.has(each)) : [],
      addresses: byInstance ? [] : [...new Set(gone.map(({ privateIp }) => privateIp))],
    },
    (lists) => conditionOf(lists, language),
    room,
  );
  const shareOf = new Map<string, number>();
  for (const [index, { interfaces, instances, addresses }] of shares.entries()) {
    for (const each of [...interfaces, ...instances, ...addresses]) shareOf.set(each, index);
  }
  const isMine = byInstance ? () => true : lifeTest(fields, cluster, gone);
  return shares.map((lists, index) => ({
    condition: conditionOf(lists, language),
    takes: (row) => isMine(row) && firstShare(row, shareOf) === index,
  }));
}

function firstShare(row: HalfRow, shareOf: ReadonlyMap<string, number>): number {
  const met = ['eni', 'instance', 'src', 'dst'].map((column) => shareOf.get(String(row[column])));
  return Math.min(...met.map((index) => index ?? Number.POSITIVE_INFINITY));
}

function conditionOf({ interfaces, instances, addresses }: Lists, language: ScopeLanguage): string {
  const { column, among } = language;
  const terms = [
    ...(interfaces.length > 0 ? [among(column('interface-id'), interfaces)] : []),
    ...(instances.length > 0 ? [among(column('instance-id'), instances)] : []),
    ...(addresses.length > 0
      ? ['srcaddr', 'dstaddr'].map((field) => among(column(field), addresses))
      : []),
  ];
  return terms.length === 0 ? 'false' : terms.join(' or ');
}

/** Lists that make conditions of that length, one after another; at least one, perhaps empty. */
function divided(all: Lists, text: (lists: Lists) => string, room: number): readonly Lists[] {
  const one = ['x'];
  const fixed = text({ interfaces: one, instances: one, addresses: one }).length;
  const shares: Lists[] = [];
  let left = 0;
  for (const kind of ['interfaces', 'instances', 'addresses'] as const) {
    for (const each of all[kind]) {
      // An address stands there twice, and everything between quotes, a comma and a blank.
      const length = (each.length + 4) * (kind === 'addresses' ? 2 : 1);
      if (length > left || shares.length === 0) {
        shares.push({ interfaces: [], instances: [], addresses: [] });
        left = room - fixed;
      }
      shares.at(-1)?.[kind].push(each);
      left -= length;
    }
  }
  return shares.length > 0 ? shares : [{ interfaces: [], instances: [], addresses: [] }];
}

/** Whether a row is of an interface that is there, or of one that has gone while a node had its address. */
function lifeTest(
  fields: readonly string[],
  { interfaces, others }: ClusterScope,
  gone: readonly NodeLife[],
): (row: HalfRow) => boolean {
  const known = new Set(interfaces);
  const foreign = new Set(others);
  const lives = new Map<string, NodeLife[]>();
  for (const life of gone) lives.set(life.privateIp, [...(lives.get(life.privateIp) ?? []), life]);
  const directed = fields.includes('flow-direction');
  return (row) => {
    const { eni, src, dst, direction, first, last } = row;
    if (known.has(String(eni))) return true;
    if (foreign.has(String(eni))) return false;
    const ends = [
      ...(!directed || direction === 'egress' ? [src] : []),
      ...(!directed || direction === 'ingress' ? [dst] : []),
    ];
    return ends
      .flatMap((address) => lives.get(String(address)) ?? [])
      .some(
        ({ from, to }) =>
          (from === null || typeof last !== 'number' || last >= from) &&
          (to === null || typeof first !== 'number' || first <= to + longestWindow),
      );
  };
}
