import type { TunnelState, TunnelStateName } from './tunnel-state';

/** What a person can do with a tunnel now. */
export interface TunnelActions {
  readonly start: boolean;
  readonly stop: boolean;
  /** Changing where a tunnel leads is refused while it is in use. */
  readonly edit: boolean;
  readonly remove: boolean;
}

/**
 * The actions a state permits. One function for the window, the tray and the guard in front of the
 * engine, so that no two of them disagree.
 */
export function tunnelActions(state: TunnelState): TunnelActions {
  const idle = state.state === 'stopped' || state.state === 'blocked';
  const stoppable = !idle && state.state !== 'stopping';
  return { start: idle, stop: stoppable, edit: idle, remove: idle };
}

export type StateTone = 'ok' | 'warn' | 'bad' | 'off';

const tones: Readonly<Record<TunnelStateName, StateTone>> = {
  stopped: 'off',
  connecting: 'warn',
  up: 'ok',
  suspect: 'warn',
  reconnecting: 'warn',
  blocked: 'bad',
  stopping: 'off',
};

/** How much a state should worry a person, for colour and shape. */
export function stateTone(state: TunnelState): StateTone {
  return toneOf(state.state);
}

/** The same by a state's name alone. */
export function toneOf(name: TunnelStateName): StateTone {
  return tones[name];
}
