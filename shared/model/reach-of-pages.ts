import type { Forwards, PageReach, Reach } from './reach';

/** How the one place a local or remote tunnel leads to is told of. */
export function targetUrl({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): string {
  return `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What a tunnel's reach is about: its pages, or the one place it leads to. */
export function reachUrls({
  pages,
  forward,
}: {
  readonly pages: readonly string[];
  readonly forward: { readonly host: string; readonly port: number } | null;
}): readonly string[] {
  return forward === null ? pages : [targetUrl(forward)];
}

/** What is known of a tunnel that nobody has looked at. */
export function unknownReach(profileId: string, pages: readonly string[]): Reach {
  return {
    profileId,
    ssh: null,
    forwards: 'unknown',
    pages: pages.map((url) => ({ url, check: { outcome: 'unknown' } })),
    checking: false,
    checks: 0,
  };
}

/** How many pages answer, how many do not, and why the first of these does not. */
export function pageCounts(pages: readonly PageReach[]) {
  const answering = pages.filter(({ check }) => check.outcome === 'answering').length;
  const causes = pages.flatMap(({ check }) => (check.outcome === 'failed' ? [check.cause] : []));
  return { answering, failed: causes.length, all: pages.length, cause: causes[0] ?? null };
}

/** Failures that come from this side of the bastion and say nothing about what it permits. */
const ours: ReadonlySet<string> = new Set([
  'destination-prohibited',
  'destination-timeout',
  'tunnel-down',
  'too-many-connections',
  'connection-lost',
  'socks-request-refused',
  'internal',
]);

/**
 * What the pages tell of the bastion: it forwards when it tried even one of them, and does not when
 * it prohibited all it was asked for. Silence is no evidence: sshd says nothing until its own
 * attempt to connect has ended.
 */
export function forwardsOf(pages: readonly PageReach[]): Forwards {
  let prohibited = 0;
  for (const { check } of pages) {
    if (check.outcome === 'answering') return 'yes';
    if (check.outcome === 'unknown' || ours.has(check.cause.code)) continue;
    if (check.cause.code !== 'forwarding-prohibited') return 'yes';
    prohibited += 1;
  }
  return prohibited > 0 ? 'no' : 'unknown';
}

/** A page as it may be told in a line: host, port and path, never the query. */
export function pageLabel(url: string): string {
  const { host, pathname } = new URL(url);
  return pathname === '/' ? host : `${host}${pathname}`;
}
