import type { Failure } from '../../shared/model/failure';
import { noTraffic } from '../../shared/model/no-traffic';
import type { Profile } from '../../shared/model/profile';
import type { TunnelState, TunnelView } from '../../shared/model/tunnel-state';

/** What the engine last said of each tunnel; one it never spoke of is stopped. */
export class TunnelViews {
  readonly #views = new Map<string, TunnelView>();

  of(profileId: string): TunnelView {
    return (
      this.#views.get(profileId) ?? {
        profileId,
        state: { state: 'stopped' },
        traffic: noTraffic,
      }
    );
  }

  set(view: TunnelView): void {
    this.#views.set(view.profileId, view);
  }

  forget(profileId: string): void {
    this.#views.delete(profileId);
  }
}

/** Whether a tunnel is meant to carry requests, so that it must come back after a crash. */
export function isWanted({ state }: TunnelState): boolean {
  return state !== 'stopped' && state !== 'blocked' && state !== 'stopping';
}

/** What a tunnel is while the engine that carried it starts anew. */
export function comingBack(profile: Profile, cause: Failure): TunnelView {
  return {
    profileId: profile.id,
    state: {
      state: 'reconnecting',
      attempt: 1,
      retryAt: Date.now(),
      cause,
      listen: profile.listen,
    },
    traffic: noTraffic,
  };
}

/** What a tunnel is until the engine first speaks of it. */
export function onItsWay(profile: Profile): TunnelView {
  return {
    profileId: profile.id,
    state: { state: 'connecting', stage: 'listen' },
    traffic: noTraffic,
  };
}

/** What a tunnel is when it cannot be started at all. */
export function heldBack(profile: Profile, cause: Failure): TunnelView {
  return { profileId: profile.id, state: { state: 'blocked', cause }, traffic: noTraffic };
}
