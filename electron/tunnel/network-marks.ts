import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/**
 * The ways out of this computer, as text that changes when they do; null while the system does not
 * say, as when this process has all its descriptors in use (getifaddrs(3) needs one too).
 */
export function networkMarks(): string | null {
  try {
    return [...addresses(), ...defaultRoutes()].sort().join('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/**
 * The addresses of interfaces that are up. Link-local ones come and go with every container and
 * carry nothing to a bastion.
 */
function addresses(): string[] {
  return Object.entries(networkInterfaces()).flatMap(([name, entries = []]) =>
    entries
      .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
      .map(({ address, cidr }) => `${name} ${cidr ?? address}`),
  );
}

/** Linux alone tells its routes in files; elsewhere a new route comes with a new address. */
function defaultRoutes(): string[] {
  if (process.platform !== 'linux') return [];
  return [
    ...ipv4Defaults(linesOf('/proc/net/route')),
    ...ipv6Defaults(linesOf('/proc/net/ipv6_route')),
  ];
}

/** Rows of /proc/net/route: Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT. */
export function ipv4Defaults(rows: readonly string[]): string[] {
  return rows.flatMap((row) => {
    const [name = '', destination, gateway = '', , , , metric = '', mask] = row.trim().split(/\s+/);
    const isDefault = destination === '00000000' && mask === '00000000';
    return isDefault ? [`v4 ${name} ${gateway} ${metric}`] : [];
  });
}

/**
 * Rows of /proc/net/ipv6_route: destination, prefix length, source, its prefix length, next hop,
 * metric, references, uses, flags, interface. The kernel's own catch-all for "unreachable" is there
 * too, on lo.
 */
export function ipv6Defaults(rows: readonly string[]): string[] {
  return rows.flatMap((row) => {
    const [destination = '', prefix, , , nextHop = '', metric = '', , , , name] = row
      .trim()
      .split(/\s+/);
    const isDefault = /^0{32}$/.test(destination) && prefix === '00' && name !== 'lo';
    return isDefault ? [`v6 ${name} ${nextHop} ${metric}`] : [];
  });
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    // A kernel without that protocol, or a sandbox without /proc: the addresses still tell.
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EACCES') return [];
    throw error;
  }
}
