import type { ServiceRanges } from './service-ranges';
import published from './shipped-ranges.json';

/** Blocks of IPv4 addresses by the region they serve; `GLOBAL` are those of no region. */
type ByRegion = Readonly<Record<string, string>>;

/**
 * The ranges of S3 and DynamoDB that AWS published on the day this copy is of. They decide what a
 * gateway endpoint or a prefix list is for; all other services are known once the full list has been
 * fetched, which takes this one's place.
 */
export const shippedRanges: ServiceRanges = {
  ranges: Object.entries<ByRegion>(published.services).flatMap(([service, regions]) =>
    Object.entries(regions).flatMap(([region, cidrs]) =>
      cidrs.split(' ').map((cidr) => ({ cidr, region, service })),
    ),
  ),
  made: published.createDate.slice(0, 10),
};
