import { importLimits } from '../../shared/model/import-limits';
import type {
  ImportDraft,
  ImportNote,
  ImportPreview,
  ImportSource,
  ImportTunnel,
} from '../../shared/model/import-preview';
import type { TunnelKind } from '../../shared/model/profile';
import { profileDefaults } from '../../shared/model/profile-defaults';
import type { Forward } from '../../shared/model/way';
import type { Found, FoundTunnel } from './found-tunnel';
import type { ImportFiles } from './import-files';

/** A tunnel there is already. */
export interface ExistingTunnel {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: TunnelKind;
  readonly localPort: number;
  readonly forward: Forward | null;
}

/**
 * Makes of what a reader found a preview that can be imported as it stands: every name and local
 * port is one that no other tunnel has, and what had to be chosen or changed for that is noted.
 */
export async function settle(
  source: ImportSource,
  found: Found,
  existing: readonly ExistingTunnel[],
  files: Pick<ImportFiles, 'exists'>,
): Promise<ImportPreview> {
  const names = new Set(existing.map(({ name }) => name));
  const here = existing.filter(({ kind }) => kind !== 'remote');
  const ports = new Set(here.map(({ localPort }) => localPort));
  const tunnels: ImportTunnel[] = [];
  // A port that a file names goes to whoever names it, before any is chosen for the others.
  const named = found.tunnels.slice(0, importLimits.tunnels);
  const wanted = new Set(named.flatMap(({ localPort }) => localPort ?? []));
  for (const tunnel of named) {
    const notes = [...tunnel.notes];
    const name = freeName(tunnel.name, names, notes);
    // A port of the bastion is no port of this machine.
    const there = tunnel.kind === 'remote' ? new Set<number>() : ports;
    const localPort = freePort(tunnel.localPort, there, wanted, notes);
    const user = tunnel.user ?? assumedUser(notes);
    const keyFile = await keyOf(tunnel.keyPath, files, notes);
    const jumpHosts = await jumpHostsOf(tunnel, files, notes);
    if (tunnel.host === '') notes.push({ code: 'host-missing' });
    const twin = twinOf(tunnel, user, existing);
    if (twin !== null) notes.push({ code: 'already-here', name: twin.name });
    tunnels.push({
      draft: draftOf(tunnel, { name, localPort, user, keyFile, jumpHosts }),
      notes,
      proposed: tunnel.proposed && twin === null && tunnel.host !== '',
    });
  }
  return { source, tunnels, lines: [...found.lines] };
}

type Settled = Pick<ImportDraft, 'name' | 'localPort' | 'keyFile' | 'jumpHosts'> & {
  readonly user: string;
};

function draftOf(
  {
    group,
    kind,
    host,
    port,
    hostKeyAlias,
    authentication,
    transport,
    instance,
    listenAddress,
    forward,
    limit,
  }: FoundTunnel,
  { name, localPort, user, keyFile, jumpHosts }: Settled,
): ImportDraft {
  return {
    name,
    group,
    kind,
    bastion: { host, port, user, ...(hostKeyAlias !== undefined && { hostKeyAlias }) },
    authentication,
    keyFile,
    jumpHosts,
    transport: [transport],
    instance,
    listenAddress,
    localPort,
    forward,
    limit,
  };
}

function freeName(wanted: string, names: Set<string>, notes: ImportNote[]): string {
  let name = wanted;
  for (let number = 2; names.has(name); number += 1) {
    const end = ` (${number})`;
    name = `${wanted.slice(0, 80 - end.length).trim()}${end}`;
  }
  names.add(name);
  if (name !== wanted) notes.push({ code: 'name-taken', from: wanted });
  return name;
}

function freePort(
  wanted: number | null,
  taken: Set<number>,
  wantedByOthers: ReadonlySet<number>,
  notes: ImportNote[],
): number {
  let port = wanted ?? profileDefaults.localPort;
  if (wanted === null || taken.has(port)) {
    while (taken.has(port) || wantedByOthers.has(port)) port = port < 65_535 ? port + 1 : 1_024;
    notes.push(wanted === null ? { code: 'port-chosen' } : { code: 'port-taken', from: wanted });
  }
  taken.add(port);
  return port;
}

function assumedUser(notes: ImportNote[]): string {
  notes.push({ code: 'user-assumed', user: profileDefaults.bastionUser });
  return profileDefaults.bastionUser;
}

async function keyOf(
  path: string | null,
  files: Pick<ImportFiles, 'exists'>,
  notes: ImportNote[],
): Promise<ImportDraft['keyFile']> {
  if (path === null) return null;
  const isThere = await files.exists(path);
  if (!isThere) notes.push({ code: 'key-not-found', path });
  return { path, found: isThere };
}

async function jumpHostsOf(
  { jumpHosts }: FoundTunnel,
  files: Pick<ImportFiles, 'exists'>,
  notes: ImportNote[],
): Promise<ImportDraft['jumpHosts']> {
  const settled: ImportDraft['jumpHosts'] = [];
  for (const { keyPath, ...hop } of jumpHosts) {
    settled.push({ ...hop, keyFile: await keyOf(keyPath, files, notes) });
  }
  return settled;
}

function twinOf(
  { kind, host, port, localPort, forward }: FoundTunnel,
  user: string,
  existing: readonly ExistingTunnel[],
): ExistingTunnel | null {
  const twin = existing.find(
    (each) =>
      each.host === host &&
      each.port === port &&
      each.user === user &&
      each.kind === kind &&
      each.forward?.host === forward?.host &&
      each.forward?.port === forward?.port &&
      (localPort === null || each.localPort === localPort),
  );
  return twin ?? null;
}
