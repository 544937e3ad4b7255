import type { ClusterNode, ClusterPage, NodeGroup } from '../model/cluster';
import { applicationInterfaces } from './application-interfaces';
import { hadoopInterfaces } from './hadoop-interfaces';
import { compareReleases, parseRelease, type Release } from './release';
import {
  configuredPort,
  configuredScheme,
  type PagesOf,
  type Settings,
  settingsOf,
} from './settings';
import type { Listener, Scheme, WebInterface } from './web-interface';

/** Every web interface EMR is known to start, YARN and HDFS first. */
export const webInterfaces: readonly WebInterface[] = [
  ...hadoopInterfaces,
  ...applicationInterfaces,
];

/** A node's addresses as far as pages need them; which group it is of, where that is known. */
type PageNode = Pick<ClusterNode, 'group' | 'privateDns' | 'groupId'>;

/**
 * The web interfaces a cluster should be serving, in the catalogue's order and by node within.
 *
 * A page whose scheme or port is not certain (encryption unknown, AWS's own pages at odds) has the
 * likeliest address as `url` and the others as `alternatives`. Where the release cannot be read at
 * all, nothing is `expected`: pages are offered to be tried.
 *
 * @returns none for clusters older than release labels, whose ports were others.
 */
export function clusterPages(cluster: PagesOf): ClusterPage[] {
  if (cluster.release === null) return [];
  const release = parseRelease(cluster.release);
  const installed = new Set(cluster.applications.map(({ name }) => name.toLowerCase()));
  return webInterfaces.flatMap((shown) => {
    if (!belongs(shown, installed, release)) return [];
    return nodesFor(shown, cluster).flatMap((node) => {
      const settings = settingsOf(cluster, node.group, node.groupId);
      const expected = release !== null && runs(shown, cluster, installed, settings);
      if (expected === null) return [];
      const [url, ...alternatives] = addressesOf(shown, node, cluster, settings, release);
      if (url === undefined) return [];
      const { id, name, kind } = shown;
      return [
        { id, name, kind, url, alternatives, node: node.privateDns, group: node.group, expected },
      ];
    });
  });
}

type Names = ReadonlySet<string>;

function hasAny(installed: Names, names: readonly string[]): boolean {
  return names.some((name) => installed.has(name.toLowerCase()));
}

function belongs(shown: WebInterface, installed: Names, release: Release | null): boolean {
  const { applications, impliedBy = [], except = [] } = shown;
  const here = applications === 'every' || hasAny(installed, [...applications, ...impliedBy]);
  if (!here || release === null) return here;
  return !except.some(([from, until]) => within(release, from, until));
}

function within(release: Release, from: Release, until: Release | undefined): boolean {
  if (compareReleases(release, from) < 0) return false;
  return until === undefined || compareReleases(release, until) <= 0;
}

/** Whether it surely listens, perhaps does (false), or does not (null). */
function runs(
  { runs: condition }: WebInterface,
  cluster: PagesOf,
  installed: Names,
  settings: Settings,
): boolean | null {
  if (condition === undefined) return true;
  if ('with' in condition) return hasAny(installed, condition.with);
  if ('property' in condition) {
    const { classification, property, value } = condition;
    return settings.get(classification, property) === value ? true : null;
  }
  if (condition.when === 'started') return false;
  return primaries(cluster).length > 1 ? true : null;
}

function primaries(cluster: PagesOf): readonly PageNode[] {
  return cluster.nodes.filter(({ group }) => group === 'primary');
}

function nodesFor(shown: WebInterface, cluster: PagesOf): readonly PageNode[] {
  return shown.nodes.flatMap((group) => {
    if (group !== 'primary') return nodesOf(cluster, group);
    const all = primaries(cluster);
    return shown.everyPrimary === true && all.length > 1 ? all : knownPrimary(cluster, all);
  });
}

function nodesOf(cluster: PagesOf, wanted: NodeGroup): readonly PageNode[] {
  return cluster.nodes.filter(({ group, privateDns }) => group === wanted && privateDns !== '');
}

/**
 * The primary node a cluster is known by. In a public subnet that is its public name: the node's
 * private one reaches it from the bastion without leaving the VPC.
 */
function knownPrimary(cluster: PagesOf, all: readonly PageNode[]): readonly PageNode[] {
  const { primaryDns } = cluster;
  const named = all.find(({ privateDns }) => privateDns === primaryDns);
  if (named !== undefined) return [named];
  const [first, ...more] = all.filter(({ privateDns }) => privateDns !== '');
  if (first !== undefined && (more.length === 0 || primaryDns === null)) return [first];
  return primaryDns === null ? [] : [{ group: 'primary', privateDns: primaryDns, groupId: null }];
}

/** The addresses one node may serve it at, likeliest first. */
function addressesOf(
  shown: WebInterface,
  node: PageNode,
  cluster: PagesOf,
  settings: Settings,
  release: Release | null,
): string[] {
  const scheme = configuredScheme(settings, shown.schemes ?? []);
  const addresses = listenersOf(shown, cluster.inTransitEncryption, release, scheme).map((each) => {
    const port = configuredPort(settings, shown.ports ?? [], each.scheme) ?? each.port;
    return addressOf(each.scheme, node.privateDns, port, each.path ?? shown.path);
  });
  return [...new Set(addresses)];
}

function addressOf(scheme: Scheme, host: string, port: number, path: string): string {
  const usual = port === (scheme === 'http' ? 80 : 443);
  return `${scheme}://${host}${usual ? '' : `:${port}`}${path}`;
}

function listenersOf(
  { listeners }: WebInterface,
  encryption: boolean | null,
  release: Release | null,
  scheme: Scheme | null,
): readonly Listener[] {
  const current =
    release === null
      ? [...listeners].reverse()
      : listeners.filter(({ from, until }) => within(release, from, until));
  if (scheme !== null) {
    const asked = current.filter((each) => each.scheme === scheme);
    // Asked for by hand before EMR did so by itself: the ports of later releases are Hadoop's own.
    return asked.length > 0 ? asked : listeners.filter((each) => each.scheme === scheme);
  }
  const kinds = (...wanted: Listener['when'][]) =>
    wanted.flatMap((when) => current.filter((each) => each.when === when));
  if (encryption === false) return kinds('plain', 'always');
  if (encryption === null) return kinds('plain', 'always', 'encrypted');
  const secure = kinds('encrypted');
  return secure.length > 0 ? [...secure, ...kinds('always')] : kinds('plain', 'always');
}
