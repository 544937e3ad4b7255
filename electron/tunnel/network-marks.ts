import { networkInterfaces } from 'node:os';
import { KernelTable } from './kernel-table';

/**
 * Linux alone tells its routes in files; elsewhere a new route comes with a new address. The tables
 * of addresses are only watched for a change: what their lines mean is left to networkInterfaces().
 */
const tables =
  process.platform === 'linux'
    ? [
        new KernelTable('/proc/net/route', ipv4Defaults),
        new KernelTable('/proc/net/ipv6_route', ipv6Defaults),
        new KernelTable('/proc/net/fib_trie', (): string[] => []),
        new KernelTable('/proc/net/if_inet6', (): string[] => []),
      ]
    : [];

/** How long the interfaces are taken for what they were while no table has changed, ms. */
const interfacesMs = 5_500;

/**
 * The ways out of this computer, as text that changes when they do, asked for every second or two; null
 * while the system does not say, as when this process has all its descriptors in use (getifaddrs(3)
 * needs one too).
 *
 * On Linux the interfaces are asked for every six seconds only, and whenever a line of the kernel's
 * tables has changed: asking costs far more than looking at those. Only a cable that is pulled out,
 * which leaves addresses and routes as they are, shows up to six seconds later.
 *
 * @param addresses asks for the interfaces.
 */
export function networkWatch(addresses = addressesOfInterfaces): () => string | null {
  let seen: Look | null = null;
  return () => {
    try {
      const read = tables.map((table) => table.read());
      const now = performance.now();
      const isSame = seen?.tables.every((each, at) => each === read[at]) ?? false;
      const isFresh = isSame && now - (seen?.at ?? 0) < interfacesMs;
      if (seen !== null && isFresh && tables.length > 0) return seen.marks;
      seen = { tables: read, at: now, marks: [...addresses(), ...read.flat()].sort().join('\n') };
      return seen.marks;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    }
  };
}

interface Look {
  /** Of each table what it came to: the same array as long as the kernel says the same. */
  readonly tables: readonly string[][];
  /** When the interfaces were asked for, ms. */
  readonly at: number;
  readonly marks: string;
}

/**
 * The addresses of interfaces that are up. Link-local ones come and go with every container and
 * carry nothing to a bastion.
 */
function addressesOfInterfaces(): string[] {
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
