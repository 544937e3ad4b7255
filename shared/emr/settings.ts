import type { ClusterDetail, Configuration, NodeGroup } from '../model/cluster';
import type { PortSetting, Scheme, SchemeSetting } from './web-interface';

/** What is read of a cluster to find its pages. */
export type PagesOf = Pick<
  ClusterDetail,
  | 'release'
  | 'applications'
  | 'primaryDns'
  | 'groups'
  | 'nodes'
  | 'configurations'
  | 'inTransitEncryption'
>;

/** The properties that hold on a node: what is asked for first wins. */
export interface Settings {
  /** @returns undefined when nothing sets it. */
  get(classification: string, property: string, nested?: string): string | undefined;
}

/**
 * The configuration of the nodes of one role. What an instance group sets (possible from release
 * 5.21.0 on) comes before what the cluster sets.
 *
 * @param groupId narrows it to one group; without it all groups of the role are looked through.
 */
export function settingsOf(cluster: PagesOf, role: NodeGroup, groupId: string | null): Settings {
  const groups = cluster.groups.filter(({ group, id }) => {
    return group === role && (groupId === null || id === groupId);
  });
  const all = [
    ...groups.flatMap(({ configurations }) => configurations),
    ...cluster.configurations,
  ];
  return {
    get: (classification, property, nested) => {
      const outer = named(all, classification);
      const holders = nested === undefined ? outer : named(outer.flatMap(inside), nested);
      return holders
        .map(({ properties }) => properties[property])
        .find((value) => value !== undefined);
    },
  };
}

function inside({ configurations }: Configuration): readonly Configuration[] {
  return configurations;
}

function named(all: readonly Configuration[], classification: string): Configuration[] {
  return all.filter((each) => each.classification === classification);
}

/**
 * The port of a value such as `8999`, `0.0.0.0:9870` or `${yarn.resourcemanager.hostname}:8088`.
 *
 * @returns null where no port can be read, or where 0 leaves the choice to the system.
 */
export function portOfValue(value: string): number | null {
  const match = /^(?:.*:)?(\d{1,5})$/.exec(value.trim());
  const port = Number(match?.[1] ?? 0);
  return port >= 1 && port <= 65_535 ? port : null;
}

/** The port a cluster's configuration gives a listener of that scheme, or null when it gives none. */
export function configuredPort(
  settings: Settings,
  ports: readonly PortSetting[],
  scheme: Scheme,
): number | null {
  for (const { classification, nested, property, scheme: only, plus = 0 } of ports) {
    if (only !== undefined && only !== scheme) continue;
    const value = settings.get(classification, property, nested);
    const port = value === undefined ? null : portOfValue(value);
    if (port !== null && port + plus <= 65_535) return port + plus;
  }
  return null;
}

/** The scheme a cluster's configuration demands, or null when it leaves that to the encryption. */
export function configuredScheme(
  settings: Settings,
  schemes: readonly SchemeSetting[],
): Scheme | null {
  for (const { classification, property, values } of schemes) {
    const value = settings.get(classification, property);
    const scheme = value === undefined ? undefined : values[value];
    if (scheme !== undefined) return scheme;
  }
  return null;
}
