import { addressRange, addressText } from './address-space';
import type { Network } from './network';

/** Name servers of people's own, which security groups do filter. */
export function ownResolvers({ parts: { dhcp, vpc } }: Network): readonly string[] {
  const ranges = 'value' in vpc ? vpc.value.cidrs : [];
  const amazons = new Set([...resolverNames, ...ranges.flatMap(resolverOf)]);
  return 'value' in dhcp ? dhcp.value.servers.filter((each) => !amazons.has(each)) : [];
}

/** The VPC's resolver by its name and its link-local addresses (VPC user guide, Amazon DNS server). */
const resolverNames = ['AmazonProvidedDNS', '169.254.169.253', 'fd00:ec2::253'];

/** The resolver also answers at the third address of a range, which people write down as well. */
function resolverOf(cidr: string): string[] {
  const range = addressRange(cidr);
  return range?.family === 'ipv4' ? [addressText('ipv4', range.first + 2n)] : [];
}
