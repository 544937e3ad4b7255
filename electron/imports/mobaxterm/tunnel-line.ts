import { hostSchema, portSchema, type TunnelKind, userSchema } from '../../../shared/model/profile';
import type { Forward, Transport } from '../../../shared/model/way';
import {
  type FoundTunnel,
  isLoopback,
  plainTunnel,
  portNumber,
  problemOf,
  remoteListen,
  tidyName,
} from '../found-tunnel';
import type { ImportFiles } from '../import-files';
import type { IniEntry } from '../ini';
import { changed, leftOut, refused, taken, type Verdict } from '../verdicts';
import { mobaKeyPath, unescapeMoba } from './place';

const kinds: ReadonlyMap<string, TunnelKind> = new Map([
  ['dynamic', 'dynamic'],
  ['local', 'local'],
  ['remote', 'remote'],
]);

/** Whether an entry is a tunnel of MobaSSHTunnel: a number and a name, then a kind. */
export function isTunnelLine({ section, key, value }: IniEntry): boolean {
  return (
    section === 'portforwarding' ||
    (/^\d+\./.test(key) && /^(dynamic|local|remote)\s*;/i.test(value))
  );
}

/**
 * The tunnel of a line `NNNN.NAME=KIND;USER@HOST:PORT;DESTINATION:PORT;PORT;…;KEY;BIND;PROXY;…`. No
 * description of it was published: fields that are not known are passed over.
 */
export function readTunnelLine(
  { key, value }: IniEntry,
  files: ImportFiles,
): { readonly tunnel: FoundTunnel | null; readonly verdict: Verdict } {
  const fields = value.split(';').map((field) => field.trim());
  const [type = '', login = '', target = '', listen = '', , keyField = '', bind = '', proxy = ''] =
    fields;
  const kind = kinds.get(type.toLowerCase());
  if (kind === undefined || fields.length < 4) return none(refused({ code: 'malformed' }));
  const server = readLogin(unescapeMoba(login));
  if ('verdict' in server) return none(server);
  const port = portNumber(listen);
  const portProblem = problemOf(portSchema, port);
  if (portProblem !== null) return none(refused({ code: 'bad-value', problem: portProblem }));
  const forward = kind === 'dynamic' ? null : readTarget(unescapeMoba(target));
  if (kind !== 'dynamic' && forward === null) return none(refused({ code: 'malformed' }));
  const transport = readProxy(proxy);
  if ('verdict' in transport) return none(transport);
  const keyPath = mobaKeyPath(keyField, files);
  if (keyPath !== null && typeof keyPath !== 'string') return none(keyPath);
  const from = kind === 'remote' || bind === '' || isLoopback(bind) ? null : bind.slice(0, 256);
  const tunnel: FoundTunnel = {
    ...plainTunnel,
    ...server,
    name: tidyName(unescapeMoba(key.replace(/^\d+\./, '')), server.host),
    kind,
    listenAddress: kind === 'remote' ? remoteListen(bind) : '127.0.0.1',
    localPort: port,
    forward,
    transport,
    authentication: keyPath === null ? 'password' : 'key-file',
    keyPath,
    proposed: true,
    notes: from === null ? [] : [{ code: 'loopback-only', from }],
  };
  return { tunnel, verdict: from === null ? taken : changed({ code: 'loopback-only', from }) };
}

function none(verdict: Verdict) {
  return { tunnel: null, verdict };
}

type Server = Pick<FoundTunnel, 'host' | 'port' | 'user'>;

function readLogin(text: string): Server | Verdict {
  const parts = /^(?:(.*)@)?(?:\[([^\]]+)\]|([^:@]+))(?::(\d*))?$/.exec(text);
  const host = parts?.[2] ?? parts?.[3] ?? '';
  const user = parts?.[1] === undefined || parts[1] === '' ? null : parts[1];
  const port = parts?.[4] === undefined || parts[4] === '' ? 22 : portNumber(parts[4]);
  const problem =
    problemOf(hostSchema, host) ??
    problemOf(portSchema, port) ??
    (user === null ? null : problemOf(userSchema, user));
  return problem === null ? { host, port, user } : refused({ code: 'bad-value', problem });
}

function readTarget(text: string): Forward | null {
  const parts = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const host = parts?.[1] ?? parts?.[2] ?? '';
  const port = portNumber(parts?.[3] ?? '');
  return (problemOf(hostSchema, host) ?? problemOf(portSchema, port)) ? null : { host, port };
}

/** `KIND,host,port` towards the SSH server; what kind is told by its name alone. */
function readProxy(text: string): Transport | Verdict {
  if (text === '' || /^no proxy/i.test(text)) return { kind: 'direct' };
  const [name = '', host = '', digits = ''] = unescapeMoba(text)
    .split(',')
    .map((part) => part.trim());
  const port = portNumber(digits);
  const sound = problemOf(hostSchema, host) === null && problemOf(portSchema, port) === null;
  if (sound && /^http/i.test(name)) return { kind: 'http-proxy', host, port, user: null };
  if (sound && /^socks ?5/i.test(name)) return { kind: 'socks-proxy', host, port, user: null };
  return leftOut({ code: 'proxy-not-supported' });
}
