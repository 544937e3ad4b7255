import { BlockList, isIP } from 'node:net';
import { release } from 'node:os';

/** As much of a system as decides whether it keeps programs from the local network. */
export interface System {
  readonly platform: NodeJS.Platform;
  /** The kernel's version. */
  readonly release: string;
}

export const thisSystem: System = { platform: process.platform, release: release() };

/** Darwin 24 is macOS 15, the first in which a program needs a permission for it. */
const firstDarwin = 24;

/** Private (RFC 1918), link-local (RFC 3927, RFC 4291) and unique local addresses (RFC 4193). */
const ranges = [
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
] as const;

const local = new BlockList();
for (const [network, prefix, family] of ranges) local.addSubnet(network, prefix, family);

/**
 * Whether a server that could not be reached may only be hidden: macOS answers a program that lacks
 * the permission for the local network as if there were no way to the host.
 *
 * @param host as a person wrote it; names under `.local` are those of the local network (RFC 6762).
 * @param error what the system said of that address.
 */
export function mayBeHidden(
  { platform, release }: System,
  host: string,
  address: string,
  error: NodeJS.ErrnoException,
): boolean {
  if (platform !== 'darwin' || Number.parseInt(release, 10) < firstDarwin) return false;
  if (error.code !== 'EHOSTUNREACH') return false;
  return /\.local\.?$/i.test(host) || isLocal(address);
}

function isLocal(address: string): boolean {
  // The zone of a link-local address is no part of the range.
  const [bare = ''] = address.split('%');
  return local.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4');
}
