import { type Failure, isTransient } from '../../shared/model/failure';
import type { Listen, Stage, TunnelState } from '../../shared/model/tunnel-state';
import { steadyAfterMs } from './back-off';
import { onAlive, onRetryDue, onStillQuiet, onSuspicious, onWanted, retry } from './healing';
import { block, log, type Moment, type Step, type Tunnel, type TunnelEvent } from './life';

/** The whole life of a tunnel: from what is and what happened, what will be and what is to be done. */
export function step(tunnel: Tunnel, event: TunnelEvent, moment: Moment): Step {
  switch (event.type) {
    case 'start':
      return onStart(tunnel, event.persistent);
    case 'stop':
      return onStop(tunnel);
    case 'listening':
      return onListening(tunnel, event.listen, moment);
    case 'stage':
      return onStage(tunnel, event.stage, event.hop);
    case 'connected':
      return onConnected(tunnel, event, moment);
    case 'failed':
      return onFailed(tunnel, event.failure, moment);
    case 'exposed':
      return onExposed(tunnel, event.failure);
    case 'lost':
      return onLost(tunnel, event.failure, moment);
    case 'retry-due':
      return onRetryDue(tunnel, moment);
    case 'suspicious':
      return onSuspicious(tunnel, event.why, moment);
    case 'alive':
      return onAlive(tunnel);
    case 'still-quiet':
      return onStillQuiet(tunnel, moment);
    case 'wanted':
      return onWanted(tunnel, moment);
    case 'released':
      return onReleased(tunnel);
    default:
      return event satisfies never;
  }
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

function onListening(tunnel: Tunnel, listen: Listen, { steady }: Moment): Step {
  if (tunnel.state.state !== 'connecting') return [tunnel, []];
  return [{ ...tunnel, listen, dialledAt: steady }, [{ effect: 'dial' }]];
}

function onStage(tunnel: Tunnel, stage: Stage, hop: number | undefined): Step {
  if (tunnel.state.state !== 'connecting') return [tunnel, []];
  const at = hop === undefined ? { stage } : { stage, hop };
  return [{ ...tunnel, state: { state: 'connecting', ...at } }, [log({ code: 'stage', ...at })]];
}

type Connected = Extract<TunnelEvent, { type: 'connected' }>;

function onConnected(tunnel: Tunnel, event: Connected, { now, steady }: Moment): Step {
  const { state: before } = tunnel.state;
  const listen = event.listen ?? tunnel.listen;
  if (listen === null || (before !== 'connecting' && before !== 'reconnecting')) {
    return [tunnel, []];
  }
  const { session } = event;
  const state: TunnelState = { state: 'up', since: now, listen, session };
  const up: Tunnel = { ...tunnel, state, listen, upAt: steady };
  return [up, [log({ code: 'listening', address: listen.address, port: listen.port })]];
}

function onFailed(tunnel: Tunnel, failure: Failure, moment: Moment): Step {
  const { state } = tunnel.state;
  // A dial beside a link under suspicion is a precaution: only the link's own end counts there.
  if (state !== 'connecting' && state !== 'reconnecting') return [tunnel, []];
  // Whoever says no to a question has stopped the tunnel; there is nothing to explain.
  if (failure.code === 'auth-cancelled') return onStop(tunnel);
  const keepsTrying = state === 'reconnecting' || tunnel.persistent;
  if (!keepsTrying || !isTransient(failure)) return block(tunnel, failure);
  const eager = failure.code === 'bastion-unreachable' || failure.code === 'bastion-unresolvable';
  return retry({ ...tunnel, eager }, failure, moment);
}

/** What reaches the port may go to somebody else: nothing is to be sent there in our name. */
function onExposed(tunnel: Tunnel, failure: Failure): Step {
  const { state } = tunnel.state;
  if (state === 'stopped' || state === 'stopping' || state === 'blocked') return [tunnel, []];
  return block(tunnel, failure);
}

function onLost(tunnel: Tunnel, failure: Failure, moment: Moment): Step {
  const { state } = tunnel.state;
  if (state !== 'up' && state !== 'suspect') return [tunnel, []];
  const steady = moment.steady - tunnel.upAt >= steadyAfterMs;
  const fresh = { ...tunnel, attempt: steady ? 0 : tunnel.attempt, eager: true };
  const [next, effects] =
    tunnel.reconnect && isTransient(failure)
      ? retry(fresh, failure, moment)
      : block(fresh, failure);
  return [next, [log({ code: 'lost', cause: failure }), { effect: 'reset-flows' }, ...effects]];
}

function onReleased(tunnel: Tunnel): Step {
  if (tunnel.state.state !== 'stopping') return [tunnel, []];
  return [{ ...tunnel, state: { state: 'stopped' }, listen: null }, [log({ code: 'stopped' })]];
}
