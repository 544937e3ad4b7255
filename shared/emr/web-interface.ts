import type { NodeGroup } from '../model/cluster';
import type { Release } from './release';

export type Scheme = 'http' | 'https';

/** One way a web interface may be listening. */
export interface Listener {
  readonly scheme: Scheme;
  readonly port: number;
  /** The first release that has it. */
  readonly from: Release;
  /** The last one; none means that it is still there. */
  readonly until?: Release;
  /**
   * With in-transit encryption, without it, or either way. A `plain` listener also serves encrypted
   * clusters of releases that have no `encrypted` one: EMR turned TLS on interface by interface.
   */
  readonly when: 'plain' | 'encrypted' | 'always';
  /** Where it differs from the interface's own. */
  readonly path?: string;
}

/** A property of a cluster's configuration that moves a listener. */
export interface PortSetting {
  readonly classification: string;
  /** The nested classification that holds the property (`export` of an environment file). */
  readonly nested?: string;
  /** Its value is a port, or `host:port`. */
  readonly property: string;
  /** Which listeners it moves; all of them when left out. */
  readonly scheme?: Scheme;
  /** Added to the value: Spark serves TLS 400 above the plain port. */
  readonly plus?: number;
}

/** A property that decides between HTTP and HTTPS whatever the encryption of the cluster is. */
export interface SchemeSetting {
  readonly classification: string;
  readonly property: string;
  readonly values: Readonly<Record<string, Scheme>>;
}

/** A web interface EMR starts on a cluster's nodes. */
export interface WebInterface {
  /** Stable; kept in files and shown to scripts. */
  readonly id: string;
  /** Its proper name, the same in every language. */
  readonly name: string;
  /** A page for people, or an interface for programs. */
  readonly kind: 'page' | 'api';
  /** The applications that bring it; `every` stands for every cluster there is. */
  readonly applications: readonly string[] | 'every';
  /** Applications that may bring it along without naming it. */
  readonly impliedBy?: readonly string[];
  /** Where it runs. With several primary nodes, on the one the cluster is known by … */
  readonly nodes: readonly NodeGroup[];
  /** … or on every one of them. */
  readonly everyPrimary?: true;
  /**
   * When something listens, if not always: surely with these applications and perhaps without
   * them, only with several primary nodes, only where a property says so, or not before somebody
   * starts it.
   */
  readonly runs?:
    | { readonly with: readonly string[] }
    | { readonly when: 'several-primaries' | 'started' }
    | { readonly classification: string; readonly property: string; readonly value: string };
  readonly path: string;
  /** In the order to try them. */
  readonly listeners: readonly Listener[];
  /** The first that is set decides. */
  readonly ports?: readonly PortSetting[];
  readonly schemes?: readonly SchemeSetting[];
  /** Releases in between that do without it, both ends included. */
  readonly except?: readonly (readonly [Release, Release])[];
}

function listener(when: Listener['when'], scheme: Scheme) {
  return (port: number, from: Release, more: Partial<Listener> = {}): Listener => ({
    scheme,
    port,
    from,
    when,
    ...more,
  });
}

/** Plain HTTP, unless the cluster encrypts and the release has TLS for it. */
export const plain = listener('plain', 'http');
/** HTTPS, on clusters with in-transit encryption. */
export const encrypted = listener('encrypted', 'https');
/** HTTP, whatever the encryption of the cluster is. */
export const alwaysPlain = listener('always', 'http');
/** HTTPS, whatever the encryption of the cluster is. */
export const alwaysEncrypted = listener('always', 'https');
