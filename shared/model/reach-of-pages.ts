import type { PageReach, Reach } from './reach';

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
