import { get } from 'node:http';
import type { Duplex } from 'node:stream';
import socks from 'socksv5';
import type { DemoPage } from './demo-pages';
import { demoNotice } from './web/page';

/** What came of fetching a page. */
export interface CheckedPage extends DemoPage {
  /** The page came whole, with status 200, and is one of the demonstration's. */
  readonly ok: boolean;
  /** From asking the listener to the page's last byte, or to giving up. */
  readonly milliseconds: number;
}

const timeoutMs = 10_000;

/**
 * Fetches pages, all at once, the way a browser does: through the SOCKS listener of a tunnel, with
 * the names left for the far side to resolve. Never rejects: a page that does not come within 10 s
 * is not `ok`.
 *
 * @param localPort of the listener on 127.0.0.1.
 */
export function checkPages(localPort: number, pages: readonly DemoPage[]): Promise<CheckedPage[]> {
  return Promise.all(pages.map((page) => checkPage(localPort, page)));
}

async function checkPage(localPort: number, { name, url }: DemoPage): Promise<CheckedPage> {
  const began = performance.now();
  const ok = await isServed(localPort, new URL(url));
  return { name, url, ok, milliseconds: Math.round(performance.now() - began) };
}

function isServed(localPort: number, url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const way = openWay(localPort, url);
    // Given an agent, even a fresh one, node:http would not ask us for the connection.
    const request = get(url, { createConnection: (_, done) => way.connect(done) });
    const timer = setTimeout(() => settle(false), timeoutMs);
    const settle = (ok: boolean): void => {
      clearTimeout(timer);
      request.destroy();
      way.close();
      resolve(ok);
    };
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () =>
        settle(response.complete && response.statusCode === 200 && text.includes(demoNotice)),
      );
      response.once('error', () => settle(false));
    });
    request.on('error', () => settle(false));
  });
}

/** A connection to a page's host and port through the listener; `close` also ends a half-open one. */
function openWay(
  localPort: number,
  url: URL,
): {
  connect(done: (error: Error | null, socket: Duplex) => void): undefined;
  close(): void;
} {
  const client = socks.connect({
    host: url.hostname,
    port: Number(url.port || 80),
    proxyHost: '127.0.0.1',
    proxyPort: localPort,
    localDNS: false,
    auths: [socks.auth.None()],
  });
  return {
    connect: (done) => {
      client.on('connect', (socket) => done(null, socket));
      client.on('error', (error) => done(error, client._sock));
      // `ssh -D` hangs up without a reply when a channel does not open.
      client.on('close', () => done(new Error('closed before it was open'), client._sock));
    },
    close: () => client._sock.destroy(),
  };
}
