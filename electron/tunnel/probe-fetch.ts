import { get } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect as startTls } from 'node:tls';
import socks from 'socksv5';

/** How asking for a page ended. */
export type FetchEnd =
  | {
      readonly end: 'response';
      readonly status: number;
      /** The whole page where it was wanted, else empty. */
      readonly text: string;
    }
  /** The listener was not reached, or answered with a failure; the code is socksv5's or Node's. */
  | { readonly end: 'refused'; readonly code: string }
  /** Time ran out, or the caller gave up: before the far side was open, or after it. */
  | { readonly end: 'unopened' | 'silent' }
  /** The far side was open, and what came over it was no page. */
  | { readonly end: 'broken'; readonly code: string };

export interface FetchOptions {
  /** For everything together. */
  readonly timeoutMs: number;
  /** Read the page to its end, not only its first line. */
  readonly whole: boolean;
  readonly signal?: AbortSignal;
}

type Settle = (end: FetchEnd) => void;

/**
 * Asks for a page the way a browser does: through a SOCKS listener on 127.0.0.1, with the name left
 * for the far side to resolve. Never rejects.
 *
 * @param localPort of the listener.
 */
export function fetchThrough(
  localPort: number,
  url: URL,
  options: FetchOptions,
): Promise<FetchEnd> {
  return new Promise((resolve) => {
    const way = openWay(localPort, url);
    const giveUp = () => settle({ end: way.isOpen() ? 'silent' : 'unopened' });
    const timer = setTimeout(giveUp, options.timeoutMs);
    const settle: Settle = (end) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', giveUp);
      request.destroy();
      way.close();
      resolve(end);
    };
    const request = requestOver(way, url);
    request.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.message;
      settle(way.isOpen() ? { end: 'broken', code } : { end: 'refused', code });
    });
    request.once('response', (response) => {
      const status = response.statusCode ?? 0;
      if (!options.whole) return settle({ end: 'response', status, text: '' });
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => settle({ end: 'response', status, text }));
      response.once('error', () => settle({ end: 'broken', code: 'torn' }));
    });
    options.signal?.addEventListener('abort', giveUp, { once: true });
    if (options.signal?.aborted === true) giveUp();
  });
}

/** Given an agent, even a fresh one, node:http would not ask us for the connection. */
function requestOver(way: Way, url: URL) {
  return get({
    host: bareHost(url),
    port: portOf(url),
    defaultPort: url.protocol === 'https:' ? 443 : 80,
    path: `${url.pathname}${url.search}`,
    headers: { 'user-agent': 'Culvert', accept: 'text/html,*/*' },
    createConnection: (_, done) => way.connect(done),
  });
}

/** The brackets of an IPv6 address belong to URLs alone (RFC 3986, 3.2.2). */
function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

interface Way {
  connect(done: (error: Error | null, socket: Duplex) => void): undefined;
  /** The far side has been opened. */
  isOpen(): boolean;
  /** Also ends a half-open one. */
  close(): void;
}

/** A connection to a page's host and port through the listener. */
function openWay(localPort: number, url: URL): Way {
  let open = false;
  const client = socks.connect({
    host: bareHost(url),
    port: portOf(url),
    proxyHost: '127.0.0.1',
    proxyPort: localPort,
    localDNS: false,
    auths: [socks.auth.None()],
  });
  return {
    connect: (done) => {
      client.on('connect', (socket) => {
        open = true;
        // socksv5 lets go of bytes that came with the reply. A page never speaks before it is asked.
        if (socket.readableLength > 0) return done(spokeFirst(), socket);
        done(null, url.protocol === 'https:' ? tlsOver(socket, url) : socket);
      });
      client.on('error', (error) => done(error, client._sock));
      // `ssh -D` hangs up without a reply when a channel does not open.
      client.on('close', () => done(new Error('closed before it was open'), client._sock));
    },
    isOpen: () => open,
    close: () => client._sock.destroy(),
  };
}

/** Whoever greets a client speaks another protocol than HTTP or TLS. */
function spokeFirst(): NodeJS.ErrnoException {
  return Object.assign(new Error('spoke before it was asked'), { code: 'EPROTO' });
}

/**
 * Clusters sign their own certificates (JupyterHub on EMR does). Nothing is sent that anyone could
 * want, and whether the page answers is all that is asked: the browser judges the certificate.
 */
function tlsOver(socket: Duplex, url: URL): Duplex {
  const name = bareHost(url);
  const isName = /[a-z]/i.test(name) && !name.includes(':');
  return startTls({ socket, rejectUnauthorized: false, ...(isName ? { servername: name } : {}) });
}
