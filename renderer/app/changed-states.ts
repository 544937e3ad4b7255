import { shownState } from '../../shared/model/shown-state';
import type { TunnelStateName } from '../../shared/model/tunnel-state';
import { type Facts, reachOf, viewOf } from '../state/fold';

type Known = Pick<Facts, 'profiles' | 'tunnels' | 'reach'>;

/**
 * The tunnels whose state has another name than before, as it is shown; doubt about a tunnel is not
 * announced.
 */
export function changedStates(
  before: Known,
  now: Known,
): readonly { readonly name: string; readonly state: TunnelStateName }[] {
  return now.profiles.flatMap((profile) => {
    const [was, state] = [before, now].map((facts) =>
      shownState(viewOf(facts, profile.id).state, reachOf(facts, profile)),
    );
    if (state === undefined || state === 'suspect' || said(state) === said(was)) return [];
    return [{ name: profile.name, state }];
  });
}

function said(state: TunnelStateName | undefined): TunnelStateName | undefined {
  return state === 'suspect' ? 'up' : state;
}
