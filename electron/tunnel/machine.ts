import { type Failure, isTransient } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { Listen, SessionFacts, Stage, TunnelState } from '../../shared/model/tunnel-state';
import { backOffMs, steadyAfterMs } from './back-off';

/** What happened. Times come with it: the machine has no clock and no dice of its own. */
export type TunnelEvent =
  | { readonly type: 'start'; readonly persistent: boolean }
  | { readonly type: 'stop' }
  | { readonly type: 'listening'; readonly listen: Listen }
  | { readonly type: 'stage'; readonly stage: Stage }
  | { readonly type: 'connected'; readonly session: SessionFacts }
  /** The listener, a dial or the live connection failed. */
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'retry-due' }
  /** Listener, connection and dial are all gone. */
  | { readonly type: 'released' };

/** What is to be done; the supervisor does it and reports back with events. */
export type TunnelEffect =
  | { readonly effect: 'bind' }
  | { readonly effect: 'dial' }
  | { readonly effect: 'reset-flows' }
  | { readonly effect: 'schedule-retry'; readonly delayMs: number }
  | { readonly effect: 'release' }
  | { readonly effect: 'log'; readonly event: LogEvent };

export interface Tunnel {
  readonly state: TunnelState;
  /** Keeps trying what time may mend even before it was up for the first time. */
  readonly persistent: boolean;
  /** Dials again by itself after a loss: the profile's choice. */
  readonly reconnect: boolean;
  readonly listen: Listen | null;
  /** Dials since the tunnel was last steady. */
  readonly attempt: number;
}

export interface Moment {
  /** Wall clock, ms since 1970, for what is shown. */
  readonly now: number;
  /** Between 0 and 1. */
  readonly random: number;
}

export type Step = readonly [Tunnel, readonly TunnelEffect[]];

export function newTunnel(reconnect: boolean): Tunnel {
  return { state: { state: 'stopped' }, persistent: false, reconnect, listen: null, attempt: 0 };
}

/** The whole life of a tunnel: from what is and what happened, what will be and what is to be done. */
export function step(tunnel: Tunnel, event: TunnelEvent, moment: Moment): Step {
  switch (event.type) {
    case 'start':
      return onStart(tunnel, event.persistent);
    case 'stop':
      return onStop(tunnel);
    case 'listening':
      return onListening(tunnel, event.listen);
    case 'stage':
      return onStage(tunnel, event.stage);
    case 'connected':
      return onConnected(tunnel, event.session, moment);
    case 'failed':
      return onFailed(tunnel, event.failure, moment);
    case 'retry-due':
      return tunnel.state.state === 'reconnecting' ? [tunnel, [{ effect: 'dial' }]] : [tunnel, []];
    case 'released':
      return onReleased(tunnel);
    default:
      return event satisfies never;
  }
}

function log(event: LogEvent): TunnelEffect {
  return { effect: 'log', event };
}

function onStart(tunnel: Tunnel, persistent: boolean): Step {
  const { state } = tunnel.state;
  if (state !== 'stopped' && state !== 'blocked') return [tunnel, []];
  const started: Tunnel = {
    ...tunnel,
    state: { state: 'connecting', stage: 'listen' },
    persistent,
    listen: null,
    attempt: 0,
  };
  return [started, [log({ code: 'started' }), { effect: 'bind' }]];
}

function onStop(tunnel: Tunnel): Step {
  const { state } = tunnel.state;
  if (state === 'stopped' || state === 'stopping') return [tunnel, []];
  if (state === 'blocked') return [{ ...tunnel, state: { state: 'stopped' } }, []];
  return [{ ...tunnel, state: { state: 'stopping' } }, [{ effect: 'release' }]];
}

function onListening(tunnel: Tunnel, listen: Listen): Step {
  if (tunnel.state.state !== 'connecting') return [tunnel, []];
  return [{ ...tunnel, listen }, [{ effect: 'dial' }]];
}

function onStage(tunnel: Tunnel, stage: Stage): Step {
  if (tunnel.state.state !== 'connecting') return [tunnel, []];
  const state: TunnelState = { state: 'connecting', stage };
  return [{ ...tunnel, state }, [log({ code: 'stage', stage })]];
}

function onConnected(tunnel: Tunnel, session: SessionFacts, { now }: Moment): Step {
  const { state } = tunnel.state;
  if (tunnel.listen === null || (state !== 'connecting' && state !== 'reconnecting')) {
    return [tunnel, []];
  }
  const { listen } = tunnel;
  const up: Tunnel = { ...tunnel, state: { state: 'up', since: now, listen, session } };
  return [up, [log({ code: 'listening', address: listen.address, port: listen.port })]];
}

function onFailed(tunnel: Tunnel, failure: Failure, moment: Moment): Step {
  const { state } = tunnel;
  // Whoever says no to a question has stopped the tunnel; there is nothing to explain.
  if (failure.code === 'auth-cancelled') return onStop(tunnel);
  switch (state.state) {
    case 'connecting':
      return tunnel.persistent && isTransient(failure)
        ? retry(tunnel, failure, moment)
        : block(tunnel, failure);
    case 'reconnecting':
      return isTransient(failure) ? retry(tunnel, failure, moment) : block(tunnel, failure);
    case 'up':
    case 'suspect': {
      const steady = moment.now - state.since >= steadyAfterMs;
      const fresh = { ...tunnel, attempt: steady ? 0 : tunnel.attempt };
      const [next, effects] =
        tunnel.reconnect && isTransient(failure)
          ? retry(fresh, failure, moment)
          : block(fresh, failure);
      return [next, [log({ code: 'lost', cause: failure }), { effect: 'reset-flows' }, ...effects]];
    }
    default:
      return [tunnel, []];
  }
}

function retry(tunnel: Tunnel, cause: Failure, { now, random }: Moment): Step {
  if (tunnel.listen === null) return block(tunnel, cause);
  const attempt = tunnel.attempt + 1;
  const delayMs = backOffMs(attempt, random);
  const retryAt = now + delayMs;
  const state: TunnelState = {
    state: 'reconnecting',
    attempt,
    retryAt,
    cause,
    listen: tunnel.listen,
  };
  return [
    { ...tunnel, state, attempt },
    [log({ code: 'retrying', attempt, inMs: delayMs }), { effect: 'schedule-retry', delayMs }],
  ];
}

function block(tunnel: Tunnel, cause: Failure): Step {
  return [
    { ...tunnel, state: { state: 'blocked', cause } },
    [log({ code: 'blocked', cause }), { effect: 'release' }],
  ];
}

function onReleased(tunnel: Tunnel): Step {
  if (tunnel.state.state !== 'stopping') return [tunnel, []];
  return [{ ...tunnel, state: { state: 'stopped' }, listen: null }, [log({ code: 'stopped' })]];
}
