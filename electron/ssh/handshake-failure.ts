import type { Failure } from '../../shared/model/failure';
import { connectionLost } from './connection';

type Mismatch = Extract<Failure, { code: 'algorithms-mismatch' }>['kind'];

/** What ssh2 says of the handshake while it happens; never kept beyond it, never logged. */
export class HandshakeTrace {
  readonly #offers = new Map<Mismatch, string[]>();
  #first = '';
  #sawIdentification = false;

  /**
   * For ssh2's `debug`: that the server has named itself, behind however long a preamble (RFC 4253,
   * 4.2), and its lists of algorithms are all that is taken from it.
   */
  readonly debug = (line: string): void => {
    this.#sawIdentification ||= line.startsWith('Remote ident: ');
    const match = /^Handshake: \(remote\) (.+?): (.*)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) return;
    const offered = match[2].split(',').filter((name) => !isMarker(name));
    this.#offers.set(kindOf(match[1]), offered.slice(0, 64));
  };

  /** The first bytes the server sent. */
  firstBytes(chunk: Buffer): void {
    if (this.#first.length >= 128) return;
    this.#first += chunk.subarray(0, 128).toString('latin1');
  }

  /** Why a connection that closed during the handshake did so. */
  failure(target: { host: string; port: number }, reason: Error | null): Failure {
    const at = { host: target.host, port: target.port };
    const text = reason?.message ?? '';
    if (/no matching/i.test(text)) {
      const kind = kindOf(text);
      return { code: 'algorithms-mismatch', ...at, kind, offered: this.#offers.get(kind) ?? [] };
    }
    if (this.#sawIdentification || isCutShort(this.#first)) return connectionLost(target, reason);
    const received = printable(this.#first);
    if (isSshdTooBusy(received)) {
      return { code: 'connection-lost', ...at, why: 'disconnected', detail: received };
    }
    return { code: 'not-ssh', ...at, received };
  }
}

/** Whether a server has no host key of a type that was asked for. */
export function isHostKeyMissing(failure: Failure): boolean {
  return failure.code === 'algorithms-mismatch' && failure.kind === 'host-key';
}

/** Whether the bytes end where an identification line may still have begun. */
function isCutShort(received: string): boolean {
  const lastLine = received.split('\n').at(-1) ?? '';
  return received === '' || (lastLine !== '' && 'SSH-'.startsWith(lastLine.slice(0, 4)));
}

/** sshd turns clients away with a bare line, before it names itself; time mends both reasons. */
function isSshdTooBusy(line: string): boolean {
  return /^(Exceeded MaxStartups|Not allowed at this time)/.test(line);
}

/** Names in the list of key exchanges that are no algorithms (RFC 8308, 2.1; OpenSSH PROTOCOL, 1.9). */
function isMarker(name: string): boolean {
  return /^(ext-info|kex-strict)-/.test(name);
}

function kindOf(text: string): Mismatch {
  if (/key exchange|KEX/i.test(text)) return 'key-exchange';
  if (/host key/i.test(text)) return 'host-key';
  if (/cipher/i.test(text)) return 'cipher';
  if (/MAC/.test(text)) return 'mac';
  return /compress/i.test(text) ? 'compression' : 'unknown';
}

function printable(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  return line.replace(/[^\x20-\x7e]/g, '.').slice(0, 128);
}
