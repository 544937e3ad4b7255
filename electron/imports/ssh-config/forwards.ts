import { hostSchema, portSchema, type TunnelKind } from '../../../shared/model/profile';
import type { Forward } from '../../../shared/model/way';
import { isLoopback, portNumber, problemOf, remoteListen } from '../found-tunnel';
import { changed, leftOut, refused, taken, type Verdict, type Verdicts } from '../verdicts';
import { credit, type HostSettings, type Setting } from './evaluate';

/** A port that is to be listened on, and where it leads. */
export interface Listener {
  readonly kind: TunnelKind;
  readonly listenAddress: string;
  readonly port: number;
  readonly forward: Forward | null;
  /** The address it was bound to where that was not this machine alone. */
  readonly from: string | null;
}

const kinds: readonly (readonly [keyword: string, TunnelKind])[] = [
  ['dynamicforward', 'dynamic'],
  ['localforward', 'local'],
  ['remoteforward', 'remote'],
];

/** The forwards of a host, each a tunnel of its own. Says at each line what became of it. */
export function listenersOf({ first, all }: HostSettings, verdicts: Verdicts): readonly Listener[] {
  const cleared = first.get('clearallforwardings');
  credit(verdicts, cleared);
  const off = cleared?.value.toLowerCase() === 'yes';
  const listeners: Listener[] = [];
  for (const [keyword, kind] of kinds) {
    for (const setting of all.get(keyword) ?? []) {
      const read = off ? leftOut({ code: 'switched-off' }) : readForward(kind, setting);
      if ('verdict' in read) verdicts.give(setting.line, read);
      else {
        const { from } = read;
        verdicts.give(
          setting.line,
          from === null ? taken : changed({ code: 'loopback-only', from }),
        );
        listeners.push(read);
      }
    }
  }
  return listeners;
}

function readForward(kind: TunnelKind, { words }: Setting): Listener | Verdict {
  const [listen = '', target] = words;
  if (isSocket(listen) || isSocket(target)) return leftOut({ code: 'socket-not-supported' });
  const end = readEnd(listen);
  if (end === null) return refused({ code: 'malformed' });
  if (problemOf(portSchema, end.port) !== null) {
    return refused({ code: 'bad-value', problem: 'port-out-of-range' });
  }
  const forward = target === undefined ? null : readTarget(target);
  if (kind === 'remote' && target === undefined) {
    return leftOut({ code: 'remote-socks-not-supported' });
  }
  if (kind !== 'dynamic' && forward === null) return refused({ code: 'malformed' });
  if (kind === 'remote') {
    // What ssh asks for: this host alone, unless the line names an address (ssh.c, RemoteForward).
    return { kind, listenAddress: remoteListen(end.address), port: end.port, forward, from: null };
  }
  const from = end.address === null || isLoopback(end.address) ? null : end.address || '*';
  return {
    kind,
    listenAddress: '127.0.0.1',
    port: end.port,
    forward: kind === 'dynamic' ? null : forward,
    from,
  };
}

function isSocket(word: string | undefined): boolean {
  return word?.startsWith('/') ?? false;
}

/**
 * The end of a forward that listens (ssh_config(5), DynamicForward, LocalForward): `port`,
 * `address:port`, `[address]:port` or, in old files, `address/port`.
 */
function readEnd(word: string): { readonly address: string | null; readonly port: number } | null {
  const parts = /^(?:(?:\[([^\]]*)\]|([^:/[\]]*))[:/])?(\d{1,5})$/.exec(word);
  if (parts === null) return null;
  return { address: parts[1] ?? parts[2] ?? null, port: portNumber(parts[3] ?? '') };
}

function readTarget(word: string): Forward | null {
  const end = readEnd(word);
  if (end === null || end.address === null) return null;
  if (problemOf(hostSchema, end.address) ?? problemOf(portSchema, end.port)) return null;
  return { host: end.address, port: end.port };
}
