import type { ImportNote } from '../../../shared/model/import-preview';
import { hostSchema, portSchema, userSchema } from '../../../shared/model/profile';
import type { Transport } from '../../../shared/model/way';
import {
  type Found,
  type FoundJumpHost,
  type FoundTunnel,
  isNetworkPath,
  plainTunnel,
  portNumber,
  problemOf,
  remoteListen,
  tidyName,
} from '../found-tunnel';
import { changed, leftOut, refused, taken, type Verdict, Verdicts } from '../verdicts';
import { openedTo, readForwardings } from './forwardings';
import type { SavedSession, SavedValue } from './saved-session';

/** The tunnels of PuTTY's saved sessions: one for each forward, or one the session could carry. */
export function readPutty(sessions: readonly SavedSession[]): Found {
  const verdicts = new Verdicts();
  const tunnels = sessions.flatMap((session) => new Session(session, verdicts).tunnels());
  return { tunnels, lines: verdicts.lines() };
}

/** Settings whose text must not be shown. */
const secrets = /password|passphrase/i;

class Session {
  readonly #saved: SavedSession;
  readonly #verdicts: Verdicts;
  readonly #notes: ImportNote[] = [];

  constructor(saved: SavedSession, verdicts: Verdicts) {
    this.#saved = saved;
    this.#verdicts = verdicts;
  }

  tunnels(): readonly FoundTunnel[] {
    for (const [key, { line, text }] of this.#saved.values) {
      if (secrets.test(key) && text !== '') {
        this.#verdicts.give(line, leftOut({ code: 'secret-not-read' }), `${key}=••••••`);
      }
    }
    const protocol = this.#text('protocol');
    const host = this.#text('hostname');
    if (protocol !== '' && protocol !== 'ssh') {
      this.#say('protocol', leftOut({ code: 'not-ssh', protocol: protocol.slice(0, 64) }));
      return [];
    }
    // "Default Settings" and sessions that only keep colours have no host.
    if (host === '') return [];
    const login = this.#login(host);
    if (login === null) return [];
    this.#verdicts.give(this.#saved.line, taken);
    const way = this.#way();
    const keyPath = this.#key();
    const name = tidyName(this.#saved.name, login.host);
    return this.#forwards({
      ...plainTunnel,
      ...login,
      ...way,
      name,
      keyPath,
      authentication: keyPath === null ? 'agent' : 'key-file',
      localPort: null,
      proposed: false,
      notes: this.#notes,
    });
  }

  #login(host: string): Pick<FoundTunnel, 'host' | 'port' | 'user'> | null {
    const at = host.lastIndexOf('@');
    const address = host.slice(at + 1);
    const digits = this.#text('portnumber');
    const port = digits === '' ? 22 : portNumber(digits);
    const user = (at > 0 ? host.slice(0, at) : this.#text('username')) || null;
    const isSound = [
      this.#check('hostname', problemOf(hostSchema, address)),
      this.#check('portnumber', problemOf(portSchema, port)),
      this.#check(
        at > 0 ? 'hostname' : 'username',
        user === null ? null : problemOf(userSchema, user),
      ),
    ];
    return isSound.every(Boolean) ? { host: address, port, user } : null;
  }

  #check(key: string, problem: ReturnType<typeof problemOf>): boolean {
    this.#say(key, problem === null ? taken : refused({ code: 'bad-value', problem }));
    return problem === null;
  }

  #key(): string | null {
    const path = this.#text('publickeyfile');
    if (path === '') return null;
    if (isNetworkPath(path)) {
      this.#say('publickeyfile', refused({ code: 'network-path' }));
      return null;
    }
    this.#say('publickeyfile', taken);
    return path.slice(0, 4_096);
  }

  /** ProxyMethod: 0 none, 1 SOCKS 4, 2 SOCKS 5, 3 HTTP, 4 telnet, 5 a command, 6 an SSH server. */
  #way(): { transport: Transport; jumpHosts: readonly FoundJumpHost[] } {
    const straight = { transport: { kind: 'direct' } as const, jumpHosts: [] };
    const method = this.#text('proxymethod');
    if (method === '' || method === '0') return straight;
    const host = this.#text('proxyhost');
    const port = portNumber(this.#text('proxyport'));
    const user = this.#text('proxyusername');
    const isSound =
      problemOf(hostSchema, host) === null &&
      problemOf(portSchema, port) === null &&
      (user === '' || problemOf(userSchema, user) === null);
    if (isSound && (method === '2' || method === '3')) {
      for (const key of ['proxymethod', 'proxyhost', 'proxyport']) this.#say(key, taken);
      const kind = method === '2' ? 'socks-proxy' : 'http-proxy';
      return { ...straight, transport: { kind, host, port, user: user || null } };
    }
    if (isSound && method === '6' && user !== '') {
      for (const key of ['proxymethod', 'proxyhost', 'proxyport']) this.#say(key, taken);
      return {
        ...straight,
        jumpHosts: [{ host, port, user, authentication: 'agent', keyPath: null }],
      };
    }
    const code = method === '5' ? 'command-not-taken' : 'proxy-not-supported';
    this.#say('proxymethod', leftOut({ code }));
    this.#notes.push({ code });
    return straight;
  }

  #forwards(common: FoundTunnel): readonly FoundTunnel[] {
    const saved = this.#saved.values.get('portforwardings');
    if (saved === undefined || saved.text === '') return [common];
    const acceptAll = this.#text('localportacceptall') === '1';
    const proposed = this.#notes.length === 0;
    const tunnels: FoundTunnel[] = [];
    for (const forward of readForwardings(saved.text)) {
      if (forward === null) {
        this.#verdicts.give(saved.line, refused({ code: 'malformed' }));
        continue;
      }
      const { kind, port, address } = forward;
      const from = openedTo(forward, acceptAll);
      this.#verdicts.give(
        saved.line,
        from === null ? taken : changed({ code: 'loopback-only', from }),
      );
      tunnels.push({
        ...common,
        kind,
        forward: forward.forward,
        listenAddress: kind === 'remote' ? remoteListen(address) : '127.0.0.1',
        localPort: port,
        name: tunnels.length === 0 ? common.name : tidyName(`${common.name} ${port}`, common.name),
        proposed,
        notes: from === null ? common.notes : [...common.notes, { code: 'loopback-only', from }],
      });
    }
    return tunnels.length === 0 ? [common] : tunnels;
  }

  #say(key: string, verdict: Verdict): void {
    const saved = this.#value(key);
    this.#verdicts.give(saved?.line ?? this.#saved.line, verdict);
  }

  #text(key: string): string {
    return this.#value(key)?.text.trim() ?? '';
  }

  #value(key: string): SavedValue | undefined {
    return this.#saved.values.get(key);
  }
}
