import type { TunnelStateName } from '../../shared/model/tunnel-state';
import { type Facts, viewOf } from '../state/fold';

type Known = Pick<Facts, 'profiles' | 'tunnels'>;

/** The tunnels whose state has another name than before; doubt about a tunnel is not announced. */
export function changedStates(
  before: Known,
  now: Known,
): readonly { readonly name: string; readonly state: TunnelStateName }[] {
  return now.profiles.flatMap(({ id, name }) => {
    const state = viewOf(now, id).state.state;
    return said(state) === said(viewOf(before, id).state.state) ? [] : [{ name, state }];
  });
}

function said(state: TunnelStateName): TunnelStateName {
  return state === 'suspect' ? 'up' : state;
}
