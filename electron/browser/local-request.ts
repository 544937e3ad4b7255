import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * How a request to a server of ours on 127.0.0.1 is to be answered, by what it says of who makes it:
 * 200 for a browser that goes to the address itself, anything else for a web page that tries it.
 */
export function statusOfLocal(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  port: number,
): number {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  // A name of someone else's that resolves to this computer (RFC 9110, 7.4).
  if (!names.includes(headers.host ?? '')) return 421;
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined || (site !== undefined && site !== 'none')) return 403;
  return method === 'GET' || method === 'HEAD' ? 200 : 405;
}

/** Compared in a time that tells nothing of where the two differ. */
export function sameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
