import { type HostKey, isWholeKey } from './host-key';
import { knownHostsName } from './host-pattern';
import { type KnownKey, knownKeys } from './known-hosts';
import { readKnownHosts } from './known-hosts-files';
import { fileStore, memoryStore } from './trust-store';

export { type HostKey, hostKeyOf } from './host-key';
export { defaultKnownHostsFiles } from './known-hosts-files';

/** A key on record for a host; `source` is `FILE:LINE`, or `memory`. */
export interface RecordedKey {
  readonly fingerprint: string;
  readonly type: string;
  readonly source: string;
}

/** What the lists say of a key a server showed. Only `trusted` lets a connection go on by itself. */
export type Verdict =
  | { readonly verdict: 'trusted'; readonly source: string }
  | { readonly verdict: 'unknown' }
  | { readonly verdict: 'changed'; readonly known: RecordedKey[] }
  | { readonly verdict: 'revoked'; readonly source: string };

/** Which host keys are known, by host and port. Every question reads the files anew. */
export interface HostTrust {
  /**
   * Host-key algorithms in the order to offer them (RFC 4253 7.1): those of the keys known for
   * this host first, so that a server with several keys shows the one that can be recognised.
   *
   * @throws FailureError `known-hosts-unreadable`
   */
  preferredAlgorithms(host: string, port: number): Promise<string[]>;
  /**
   * Decides as OpenSSH does (hostfile.c, sshconnect.c). A key that a matching line revokes is
   * `revoked`, whatever other lines say. A key on record is `trusted`. Where only other keys are on
   * record, of the same type or another, it is `changed`: a server that hides its known key behind
   * a new type is not a new server. A host on a port other than 22 that has no line of its own is
   * also trusted by a line for the plain name, which however cannot make it `changed`. A key that
   * is revoked for the plain name is refused on every port, where OpenSSH would ask.
   * `@cert-authority` lines speak of certificates and say nothing about a raw key (SEC-09).
   *
   * @throws FailureError `known-hosts-unreadable` when a list exists and cannot be read: a
   *   revocation may stand in it.
   */
  judge(host: string, port: number, key: HostKey): Promise<Verdict>;
  /**
   * Records the key a person accepted, in our own list only, in place of any that list had for this
   * host and port. Call it once the server has proven that it holds the key (SSH-02).
   *
   * @throws FailureError `trust-store-unwritable` or `known-hosts-unreadable`; the key is then
   *   trusted for this run only.
   */
  remember(host: string, port: number, key: HostKey): Promise<void>;
  /**
   * Follows a server that announces its keys (OpenSSH PROTOCOL, 2.5): new ones are added to our own
   * list and those it has given up are taken out. Only where that list itself, and for this very
   * host and port, holds the key the connection began with: what a person keeps in known_hosts is
   * theirs to change. Keys that any list revokes are never added.
   *
   * @param shown the key the connection began with.
   * @param announced those the server has proven to hold, as ssh2 checks.
   * @returns what has changed, by fingerprint; null for nothing.
   * @throws FailureError as {@link remember}.
   */
  follow(
    host: string,
    port: number,
    shown: HostKey,
    announced: readonly HostKey[],
  ): Promise<KeyChange | null>;
}

/** Fingerprints that came to a list, and that left it. */
export interface KeyChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

type Recorded = KnownKey & { readonly source: string; readonly isOwn: boolean };

/** RFC 8332 signatures for RSA; the SHA-1 ones of `ssh-rsa` are never offered. */
const algorithmsOfType: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};
const allTypes = Object.keys(algorithmsOfType);
/** As many as a failure carries. */
const mostKnownShown = 32;

/**
 * @param options.readFiles lists that are read and never written: the user's and the system's.
 * @param options.store path of our own list; null keeps what is accepted in memory only.
 */
export function hostTrust(options: {
  readonly readFiles: readonly string[];
  readonly store: string | null;
}): HostTrust {
  const memory = memoryStore();
  const own = options.store === null ? null : fileStore(options.store);
  const lists = [
    ...options.readFiles.map((path) => ({ source: path, read: () => readKnownHosts(path) })),
    ...(own === null ? [] : [own]),
    memory,
  ];

  const recorded = async (name: string): Promise<Recorded[]> => {
    const found = lists.map(async (list) =>
      knownKeys(await list.read(), name).map((known) => ({
        ...known,
        source: list === memory ? list.source : `${list.source}:${known.line}`,
        isOwn: list === (own ?? memory),
      })),
    );
    return (await Promise.all(found)).flat();
  };

  return {
    async preferredAlgorithms(host, port) {
      const { exact, plain } = await recordsOf(recorded, host, port);
      return algorithmOrder(usable(exact).length > 0 ? exact : plain);
    },
    async judge(host, port, key) {
      const { exact, plain } = await recordsOf(recorded, host, port);
      return verdictOf(exact, plain, key);
    },
    async remember(host, port, key) {
      const name = knownHostsName(host, port);
      if (own === null) return memory.put(name, [key]);
      try {
        await own.put(name, [key]);
        memory.forget(name);
      } catch (error) {
        await memory.put(name, [key]);
        throw error;
      }
    },
    async follow(host, port, shown, announced) {
      const { exact, plain } = await recordsOf(recorded, host, port);
      const keys = keysToKeep([...exact, ...plain], shown, announced);
      const before = exact.filter(({ isOwn, marker }) => isOwn && marker === 'none');
      if (keys === null || !before.some(({ key }) => key.blob.equals(shown.blob))) return null;
      const change = changeFrom(
        before.map(({ key }) => key.fingerprint),
        keys.map(({ fingerprint }) => fingerprint),
      );
      if (change !== null) await (own ?? memory).put(knownHostsName(host, port), keys);
      return change;
    },
  };
}

/** What a server announced, if it is worth following: the key it showed is among it. */
function keysToKeep(
  records: readonly Recorded[],
  shown: HostKey,
  announced: readonly HostKey[],
): readonly HostKey[] | null {
  const revoked = records.filter(({ marker }) => marker === 'revoked');
  const kept = announced.filter(
    ({ type, blob }, index) =>
      allTypes.includes(type) &&
      isWholeKey(type, blob) &&
      announced.findIndex((other) => other.blob.equals(blob)) === index &&
      !revoked.some(({ key }) => key.blob.equals(blob)),
  );
  if (kept.length > mostKnownShown) return null;
  return kept.some(({ blob }) => blob.equals(shown.blob)) ? kept : null;
}

function changeFrom(before: readonly string[], after: readonly string[]): KeyChange | null {
  const added = after.filter((each) => !before.includes(each));
  const removed = before.filter((each) => !after.includes(each));
  return added.length + removed.length === 0 ? null : { added, removed };
}

async function recordsOf(
  recorded: (name: string) => Promise<Recorded[]>,
  host: string,
  port: number,
): Promise<{ exact: Recorded[]; plain: Recorded[] }> {
  const exact = await recorded(knownHostsName(host, port));
  return { exact, plain: port === 22 ? [] : await recorded(knownHostsName(host, 22)) };
}

function verdictOf(exact: readonly Recorded[], plain: readonly Recorded[], key: HostKey): Verdict {
  const isSame = (known: Recorded): boolean => known.key.blob.equals(key.blob);
  const revoked = [...exact, ...plain].find((known) => known.marker === 'revoked' && isSame(known));
  if (revoked !== undefined) return { verdict: 'revoked', source: revoked.source };
  const known = exact.filter(({ marker }) => marker === 'none');
  const match = (known.length > 0 ? known : plain.filter(({ marker }) => marker === 'none')).find(
    isSame,
  );
  if (match !== undefined) return { verdict: 'trusted', source: match.source };
  if (known.length === 0) return { verdict: 'unknown' };
  return { verdict: 'changed', known: shown(known, key.type) };
}

/** Keys of the type that was shown come first: they are the ones to compare with. */
function shown(known: readonly Recorded[], type: string): RecordedKey[] {
  const sameType = known.filter(({ key }) => key.type === type);
  const others = known.filter(({ key }) => key.type !== type);
  return [...sameType, ...others]
    .slice(0, mostKnownShown)
    .map(({ key, source }) => ({ fingerprint: key.fingerprint, type: key.type, source }));
}

/** Keys that can let a host in: unmarked, and not revoked by another line. */
function usable(records: readonly Recorded[]): Recorded[] {
  const revoked = records.filter(({ marker }) => marker === 'revoked');
  return records.filter(
    ({ marker, key }) =>
      marker === 'none' && !revoked.some((other) => other.key.blob.equals(key.blob)),
  );
}

function algorithmOrder(records: readonly Recorded[]): string[] {
  const known = new Set(usable(records).map(({ key }) => key.type));
  const types = [
    ...allTypes.filter((type) => known.has(type)),
    ...allTypes.filter((type) => !known.has(type)),
  ];
  return types.flatMap((type) => algorithmsOfType[type] ?? []);
}
