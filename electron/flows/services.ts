import { addressRange } from '../aws/doctor/address-space';
import type { FlowDatabase } from './database';
import type { FlowContext } from './flow-context';
import { rangeOf } from './ipv4';

/** One block of addresses of an AWS service, as ip-ranges.json lists them. */
export interface ServiceRange {
  readonly cidr: string;
  /** `ap-northeast-2`; `GLOBAL` for addresses of no region. */
  readonly region: string;
  readonly service: string;
}

/**
 * Names what is behind each far address of `decided`, into the table `named`. In order: what this
 * cluster's network says of the address, the service AWS wrote into the record, the prefix lists of
 * the region, and the published ranges. Of several ranges the narrower service wins: the ranges of S3
 * lie inside those of EC2, and AMAZON holds them all (VPC user guide, pkt-dst-aws-service). The range
 * tells the region too.
 */
export async function nameServices(
  database: FlowDatabase,
  context: FlowContext,
  ranges: readonly ServiceRange[],
): Promise<void> {
  await database.run('CREATE TABLE places (address VARCHAR, service VARCHAR)');
  await database.append(
    'places',
    context.places.map(({ address, service }) => [address, service]),
  );
  await database.run(
    'CREATE TABLE ranges (lo BIGINT, hi BIGINT, service VARCHAR, region VARCHAR, cidr VARCHAR, weight BIGINT)',
  );
  await database.run(
    'CREATE TABLE ranges6 (lo VARCHAR, hi VARCHAR, service VARCHAR, region VARCHAR, cidr VARCHAR, weight BIGINT)',
  );
  const known = [...weighed(context, ranges)];
  await database.append('ranges', known.flatMap(row));
  await database.append('ranges6', known.flatMap(row6));
  await numberIpv6(database);
  await database.run(byNumber);
  await database.run(named);
}

/** IPv6 addresses as texts that sort as their numbers do: DuckDB has no numbers that large. */
async function numberIpv6(database: FlowDatabase): Promise<void> {
  await database.run('CREATE TABLE ipv6 (far VARCHAR, number VARCHAR)');
  const rows = await database.rows(`SELECT DISTINCT far FROM decided WHERE contains(far, ':')`);
  await database.append(
    'ipv6',
    rows.flatMap(({ far }) => {
      const range = addressRange(String(far));
      return range === null ? [] : [[String(far), sortable(range.first)]];
    }),
  );
}

function sortable(number: bigint): string {
  return number.toString(16).padStart(32, '0');
}

const byNumber = `CREATE TABLE by_number AS
  WITH numbers AS (
    SELECT far, CAST(part[1] AS BIGINT) * 16777216 + CAST(part[2] AS BIGINT) * 65536
      + CAST(part[3] AS BIGINT) * 256 + CAST(part[4] AS BIGINT) AS number
    FROM (SELECT DISTINCT far, string_split(far, '.') AS part FROM decided
      WHERE regexp_full_match(far, '\\d{1,3}(\\.\\d{1,3}){3}'))),
  met AS (
    SELECT far, service, region, cidr, weight
    FROM numbers JOIN ranges ON number BETWEEN lo AND hi
    UNION ALL SELECT far, service, region, cidr, weight
    FROM ipv6 JOIN ranges6 ON number BETWEEN lo AND hi)
  SELECT far, arg_max(service, weight) AS service, arg_max(region, weight) AS region,
    arg_max(cidr, weight) AS cidr
  FROM met GROUP BY far`;

const named = `CREATE TABLE named AS
  SELECT d.*, coalesce(p.service, d.code, r.service) AS service, r.region,
    r.cidr
  FROM decided d
  LEFT JOIN (SELECT address, any_value(service) AS service FROM places GROUP BY address) p
    ON p.address = d.far
  LEFT JOIN by_number r ON r.far = d.far`;

interface Weighed extends ServiceRange {
  /** Of two ranges that hold an address, what the heavier one says is told. */
  readonly weight: number;
}

function* weighed(context: FlowContext, ranges: readonly ServiceRange[]): Generator<Weighed> {
  for (const { name, cidrs } of context.prefixLists) {
    const service = serviceOfList(name);
    const region = context.region ?? '';
    for (const cidr of cidrs) yield { cidr, service, region, weight: 1000 };
  }
  for (const range of ranges) yield { ...range, weight: breadth(range.service) };
}

type Row = readonly (string | number)[];

function row({ cidr, service, region, weight }: Weighed): readonly Row[] {
  const range = rangeOf(cidr);
  return range === null
    ? []
    : [[range.first, range.last, service, region, cidr, weight + range.bits]];
}

function row6({ cidr, service, region, weight }: Weighed): readonly Row[] {
  const range = cidr.includes(':') ? addressRange(cidr) : null;
  if (range === null) return [];
  const bits = Number(cidr.split('/')[1] ?? 128);
  // Longer than those of IPv4 by up to 96 bits, which must not outweigh another service.
  return [[sortable(range.first), sortable(range.last), service, region, cidr, weight + bits / 2]];
}

function breadth(service: string): number {
  if (service === 'AMAZON') return 0;
  return service === 'EC2' ? 100 : 200;
}

/** `com.amazonaws.eu-west-1.s3` is S3's list. */
export function serviceOfList(name: string): string {
  return (name.split('.').at(-1) ?? name).toUpperCase();
}
