import { networkInterfaces } from 'node:os';
import { KernelTable } from './kernel-table';

/** Linux alone tells its routes in files; elsewhere a new route comes with a new address. */
const routeTables =
  process.platform === 'linux'
    ? [
        new KernelTable('/proc/net/route', ipv4Defaults),
        new KernelTable('/proc/net/ipv6_route', ipv6Defaults),
      ]
    : [];

/** How long the interfaces are taken for what they were while no route has changed, ms. */
const interfacesMs = 1_500;

/**
 * The ways out of this computer, as text that changes when they do, asked for every second or two; null
 * while the system does not say, as when this process has all its descriptors in use (getifaddrs(3)
 * needs one too).
 *
 * On Linux the interfaces are asked for every other second only, and whenever a route has changed:
 * most of what happens to an interface changes its routes, and asking for it costs far more than
 * looking at those. Only a cable that is pulled out shows up to a second later.
 */
export function networkWatch(): () => string | null {
  let seen: Look | null = null;
  return () => {
    try {
      const routes = routeTables.map((table) => table.read());
      const now = performance.now();
      const isSame = seen?.routes.every((each, at) => each === routes[at]) ?? false;
      const isFresh = isSame && now - (seen?.at ?? 0) < interfacesMs;
      if (seen !== null && isFresh && routeTables.length > 0) return seen.marks;
      seen = { routes, at: now, marks: [...addresses(), ...routes.flat()].sort().join('\n') };
      return seen.marks;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    }
  };
}

interface Look {
  readonly routes: readonly string[][];
  /** When the interfaces were asked for, ms. */
  readonly at: number;
  readonly marks: string;
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
