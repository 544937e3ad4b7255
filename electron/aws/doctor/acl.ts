import { type AddressRange, addressRange, addressRanges } from './address-space';
import { type Flow, type Gap, portsIn, without } from './coverage';
import type { AclEntry, NetworkAcl } from './network';

/** What a network ACL drops, and the entry that decided; null is the final "deny all". */
export interface Drop extends Gap {
  readonly entry: AclEntry | null;
}

/**
 * The part of a flow that a network ACL drops in one direction. Entries count in the order of their
 * numbers and the first that matches decides (VPC user guide, network ACL basics); what none
 * matches is dropped.
 */
export function dropped(
  acl: NetworkAcl,
  egress: boolean,
  flow: Flow,
  addresses: readonly string[],
): readonly Drop[] {
  const ordered = acl.entries
    .filter((entry) => entry.egress === egress)
    .sort((left, right) => left.number - right.number);
  const drops: Drop[] = [];
  let open: Gap[] = addressRanges(addresses).map((range) => ({
    addresses: range,
    from: flow.from,
    to: flow.to,
  }));
  for (const entry of ordered) {
    const ports = portsIn(entry, flow);
    const range = addressRange(entry.cidr);
    if (ports === null || range === null) continue;
    if (!entry.allow) drops.push(...open.flatMap((gap) => shared(gap, range, ports, entry)));
    open = open.flatMap((gap) => without(gap, { addresses: range, ...ports }));
  }
  return [...drops, ...open.map((gap) => ({ ...gap, entry: null }))];
}

function shared(
  gap: Gap,
  range: AddressRange,
  ports: { readonly from: number; readonly to: number },
  entry: AclEntry,
): Drop[] {
  const { addresses } = gap;
  if (addresses.family !== range.family) return [];
  const first = addresses.first > range.first ? addresses.first : range.first;
  const last = addresses.last < range.last ? addresses.last : range.last;
  const from = Math.max(gap.from, ports.from);
  const to = Math.min(gap.to, ports.to);
  return first > last || from > to
    ? []
    : [{ addresses: { ...addresses, first, last }, from, to, entry }];
}

/** The ports answers to nodes and bastions go back to: Linux's default (ip_local_port_range). */
export const returnPorts: Flow = { protocol: 'tcp', from: 32768, to: 60999 };

/** Those of anybody's computer: Windows and macOS take the upper end (RFC 6335, 49152-65535). */
export const clientReturnPorts: Flow = { protocol: 'tcp', from: 32768, to: 65535 };
