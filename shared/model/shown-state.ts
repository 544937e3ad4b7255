import type { Failure } from './failure';
import type { Reach } from './reach';
import { pageCounts, reachUrls, unknownReach } from './reach-of-pages';
import type { TunnelState, TunnelStateName } from './tunnel-state';

/** What of a profile its reach is about. */
export interface Reaching {
  readonly id: string;
  readonly pages: readonly string[];
  readonly forward: { readonly host: string; readonly port: number } | null;
}

/**
 * How far requests get through a tunnel, page by page as its profile has them now. What was found
 * out holds only while the tunnel is up.
 */
export function reachNow(
  known: Reach | null | undefined,
  profile: Reaching,
  { state }: TunnelState,
): Reach {
  const blank = unknownReach(profile.id, reachUrls(profile));
  if (!known || (state !== 'up' && state !== 'suspect')) return blank;
  const found = new Map(known.pages.map((page) => [page.url, page]));
  return { ...known, pages: blank.pages.map((page) => found.get(page.url) ?? page) };
}

/** Why nothing can be opened through a tunnel that is up: none of its pages answers. */
export function pagesTrouble(state: TunnelState, { pages }: Pick<Reach, 'pages'>): Failure | null {
  if (state.state !== 'up') return null;
  const { answering, failed, all, cause } = pageCounts(pages);
  return answering === 0 && failed === all ? cause : null;
}

/**
 * The state as a person should take it, wherever it is shown or said: a tunnel through which no page
 * answers needs attention.
 */
export function shownState(state: TunnelState, reach: Pick<Reach, 'pages'>): TunnelStateName {
  return pagesTrouble(state, reach) === null ? state.state : 'blocked';
}
