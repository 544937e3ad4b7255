import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { sameText, statusOfLocal } from './local-request';

/** Windows hands its browser no address longer than this (electron/electron#9987). */
export const mostOnWindows = 2_081;

/** How a browser is given an address; rejects where it could not be. */
export type OpenAddress = (url: string) => Promise<void>;

/**
 * Opens an address that the system would not hand on for its length: a short one on 127.0.0.1 is
 * handed on, and leads the first who asks for it there. Nobody else learns where it led.
 *
 * @param patienceMs how long the browser has: it may have to be started.
 */
export async function openLong(url: string, open: OpenAddress, patienceMs = 60_000): Promise<void> {
  const path = `/${randomBytes(16).toString('hex')}`;
  let port = 0;
  const answer: RequestListener = (request, response) => {
    const judged = statusOfLocal(request, port);
    const asked = judged === 200 && sameText(request.url ?? '', path);
    // Only a GET takes it: whatever looks first, as a scanner does, leaves it to the browser.
    const taken = asked && request.method === 'GET';
    response.setHeader('cache-control', 'no-store');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('connection', 'close');
    if (taken) response.setHeader('location', url);
    response.writeHead(taken ? 302 : judged === 200 ? 404 : judged).end();
    if (taken) server.close();
  };
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  port = at !== null && typeof at === 'object' ? at.port : 0;
  const late = setTimeout(() => server.close(), patienceMs).unref();
  server.once('close', () => clearTimeout(late));
  try {
    await open(`http://127.0.0.1:${port}${path}`);
  } catch (error) {
    server.close();
    throw error;
  }
}

/** Opens addresses of any length in the default browser. @param platform as Node names it. */
export function opensAny(open: OpenAddress, platform: NodeJS.Platform): OpenAddress {
  return (url) =>
    platform === 'win32' && url.length > mostOnWindows ? openLong(url, open) : open(url);
}
