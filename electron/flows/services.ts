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
    'CREATE TABLE ranges (lo BIGINT, hi BIGINT, service VARCHAR, region VARCHAR, weight BIGINT)',
  );
  await database.append('ranges', rangeRows(context, ranges));
  await database.run(byNumber);
  await database.run(named);
}

const byNumber = `CREATE TABLE by_number AS
  WITH numbers AS (
    SELECT far, CAST(part[1] AS BIGINT) * 16777216 + CAST(part[2] AS BIGINT) * 65536
      + CAST(part[3] AS BIGINT) * 256 + CAST(part[4] AS BIGINT) AS number
    FROM (SELECT DISTINCT far, string_split(far, '.') AS part FROM decided
      WHERE regexp_full_match(far, '\\d{1,3}(\\.\\d{1,3}){3}')))
  SELECT far, arg_max(service, weight) AS service, arg_max(region, weight) AS region
  FROM numbers JOIN ranges ON number BETWEEN lo AND hi GROUP BY far`;

const named = `CREATE TABLE named AS
  SELECT d.*, coalesce(p.service, d.code, r.service) AS service, r.region
  FROM decided d
  LEFT JOIN (SELECT address, any_value(service) AS service FROM places GROUP BY address) p
    ON p.address = d.far
  LEFT JOIN by_number r ON r.far = d.far`;

function* rangeRows(context: FlowContext, ranges: readonly ServiceRange[]) {
  for (const { name, cidrs } of context.prefixLists) {
    const service = serviceOfList(name);
    const region = context.region ?? '';
    for (const cidr of cidrs) yield* row(cidr, { service, region }, 1000);
  }
  for (const range of ranges) yield* row(range.cidr, range, breadth(range.service));
}

function* row(
  cidr: string,
  { service, region }: Omit<ServiceRange, 'cidr'>,
  weight: number,
): Generator<readonly (string | number)[]> {
  const range = rangeOf(cidr);
  if (range === null) return;
  yield [range.first, range.last, service, region, weight + range.bits];
}

function breadth(service: string): number {
  if (service === 'AMAZON') return 0;
  return service === 'EC2' ? 100 : 200;
}

/** `com.amazonaws.eu-west-1.s3` is S3's list. */
export function serviceOfList(name: string): string {
  return (name.split('.').at(-1) ?? name).toUpperCase();
}
