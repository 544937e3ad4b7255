import type { Failure } from '../../shared/model/failure';
import type { PageCheck } from '../../shared/model/reach';
import type { FetchEnd } from './probe-fetch';

/** What a page is given to answer, ms. */
const pageMs = 10_000;

export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** Where a page is, as the SOCKS listener hears of it. */
export function destinationOf(page: string): Destination {
  const url = new URL(page);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port };
}

/**
 * Asks for one page through the listener and says what came of it. Never rejects; takes at most
 * 10 s.
 *
 * @param refusal the failure the listener itself told for that destination meanwhile: a SOCKS reply
 *   has one code for an unknown name and for silence (RFC 1928, section 6), the tunnel knows which.
 * @returns null when `signal` ended it.
 */
export async function probePage(
  localPort: number,
  page: string,
  signal: AbortSignal,
  refusal: (destination: Destination) => Failure | null,
): Promise<PageCheck | null> {
  // Loaded with the first page: many tunnels have none, and HTTP is slow to load.
  const { fetchThrough } = await import('./probe-fetch');
  const began = performance.now();
  const end = await fetchThrough(localPort, new URL(page), {
    timeoutMs: pageMs,
    whole: false,
    signal,
  });
  if (signal.aborted) return null;
  const milliseconds = Math.round(performance.now() - began);
  if (end.end === 'response') return { outcome: 'answering', status: end.status, milliseconds };
  const at = destinationOf(page);
  return { outcome: 'failed', cause: failureOf(end, at, refusal(at)), milliseconds };
}

type Failed = Exclude<FetchEnd, { end: 'response' }>;

/** What an end without a page means; a failure the tunnel told of knows best. */
export function failureOf(end: Failed, { host, port }: Destination, told: Failure | null): Failure {
  switch (end.end) {
    case 'refused':
      return told ?? repliedFailure(end.code, { host, port });
    case 'unopened':
      return { code: 'destination-timeout', host, port };
    case 'silent':
      return { code: 'page-no-answer', host, port, why: 'silent' };
    case 'broken': {
      // HPE_… is what Node's HTTP parser, EPROTO and ERR_SSL_… what its TLS has to say.
      const alien = /^(HPE_|EPROTO|ERR_SSL|ERR_TLS)/.test(end.code);
      return { code: 'page-no-answer', host, port, why: alien ? 'not-http' : 'closed' };
    }
    default:
      return end satisfies never;
  }
}

/** The failure nearest to socksv5's name for a reply code; what it has no name for is the tunnel's. */
function repliedFailure(code: string, at: Destination): Failure {
  switch (code) {
    case 'EACCES':
      return { code: 'destination-prohibited', ...at };
    case 'ECONNREFUSED':
      return { code: 'destination-refused', ...at };
    case 'EHOSTUNREACH':
      return { code: 'destination-unreachable', ...at };
    case 'ENETUNREACH':
      return { code: 'destination-unreachable', ...at, scope: 'network' };
    default:
      return { code: 'tunnel-down' };
  }
}
