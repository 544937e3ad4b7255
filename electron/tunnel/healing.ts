import type { Failure } from '../../shared/model/failure';
import type { TunnelState } from '../../shared/model/tunnel-state';
import { backOffMs, eagerMs } from './back-off';
import { block, log, type Moment, type Step, type Suspicion, type Tunnel } from './life';

/** Waits for the next dial: no longer than a held request can, where that does no harm. */
export function retry(tunnel: Tunnel, cause: Failure, { now, steady, held, random }: Moment): Step {
  if (tunnel.listen === null) return block(tunnel, cause);
  const attempt = tunnel.attempt + 1;
  const backOff = backOffMs(attempt, random);
  const soonest = Math.max(0, tunnel.dialledAt + eagerMs - steady);
  const delayMs = Math.round(held && tunnel.eager ? Math.min(backOff, soonest) : backOff);
  const state: TunnelState = {
    state: 'reconnecting',
    attempt,
    retryAt: now + delayMs,
    cause,
    listen: tunnel.listen,
  };
  return [
    { ...tunnel, state, attempt, dueAt: steady + delayMs },
    [log({ code: 'retrying', attempt, inMs: delayMs }), { effect: 'schedule-retry', delayMs }],
  ];
}

/** Something speaks against the link: an up one is checked, and one that is away is dialled at once. */
export function onSuspicious(tunnel: Tunnel, why: Suspicion, { now, steady }: Moment): Step {
  const { state } = tunnel;
  if (state.state === 'up') {
    return [{ ...tunnel, state: { ...state, state: 'suspect', why } }, [{ effect: 'check-link' }]];
  }
  // The network came back meanwhile, perhaps: that deserves an answer in good time, too.
  if (state.state === 'suspect') return [tunnel, [{ effect: 'check-link' }]];
  if (state.state !== 'reconnecting') return [tunnel, []];
  // The world has changed: what could not be reached may be reachable at this very moment.
  const next: Tunnel = {
    ...tunnel,
    state: { ...state, attempt: 1, retryAt: now },
    attempt: 1,
    dialledAt: steady,
    dueAt: steady,
  };
  return [next, [{ effect: 'redial' }]];
}

/** A suspected link has answered: the tunnel is up as before, and no other connection is needed. */
export function onAlive(tunnel: Tunnel): Step {
  if (tunnel.state.state !== 'suspect') return [tunnel, []];
  const { since, listen, session } = tunnel.state;
  const state: TunnelState = { state: 'up', since, listen, session };
  return [{ ...tunnel, state }, [{ effect: 'abandon-dial' }]];
}

/** Another connection is made beside the silent one, where that asks nothing of a person. */
export function onStillQuiet(tunnel: Tunnel, { steady }: Moment): Step {
  const { state } = tunnel;
  if (state.state !== 'suspect' || !tunnel.reconnect) return [tunnel, []];
  if (!state.session.authenticatedBy.startsWith('publickey')) return [tunnel, []];
  return [{ ...tunnel, dialledAt: steady }, [{ effect: 'redial' }]];
}

/** The wait is over: dials, unless the tunnel has been stopped or healed meanwhile. */
export function onRetryDue(tunnel: Tunnel, { steady }: Moment): Step {
  if (tunnel.state.state !== 'reconnecting') return [tunnel, []];
  return [{ ...tunnel, dialledAt: steady }, [{ effect: 'dial' }]];
}

/** A request waits: the next dial comes earlier, though not sooner than 3 s after the last one. */
export function onWanted(tunnel: Tunnel, { now, steady }: Moment): Step {
  const { state } = tunnel;
  if (state.state !== 'reconnecting' || !tunnel.eager) return [tunnel, []];
  const dueAt = Math.max(steady, tunnel.dialledAt + eagerMs);
  // A dial that is due already is being made.
  if (tunnel.dueAt <= dueAt) return [tunnel, []];
  const delayMs = dueAt - steady;
  return [
    { ...tunnel, state: { ...state, retryAt: now + delayMs }, dueAt },
    [{ effect: 'schedule-retry', delayMs }],
  ];
}
