import type { Failure } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { Listen, SessionFacts, Stage, TunnelState } from '../../shared/model/tunnel-state';

/** Why a link that was up may be dead. */
export type Suspicion = Extract<TunnelState, { state: 'suspect' }>['why'];

/** What happened. Times come with it: the machine has no clock and no dice of its own. */
export type TunnelEvent =
  | { readonly type: 'start'; readonly persistent: boolean }
  | { readonly type: 'stop' }
  | { readonly type: 'listening'; readonly listen: Listen }
  | { readonly type: 'stage'; readonly stage: Stage; readonly hop?: number | undefined }
  | {
      readonly type: 'connected';
      readonly session: SessionFacts;
      /** Where it listens now, if that can be another place than before. */
      readonly listen?: Listen | null;
    }
  /** The listener or a dial failed. */
  | { readonly type: 'failed'; readonly failure: Failure }
  /** Another program listens on the port as well. */
  | { readonly type: 'exposed'; readonly failure: Failure }
  /** The live connection has ended. */
  | { readonly type: 'lost'; readonly failure: Failure }
  | { readonly type: 'retry-due' }
  /** Something happened that may have cut the link, or may have mended what is cut. */
  | { readonly type: 'suspicious'; readonly why: Suspicion }
  /** The server was heard again. */
  | { readonly type: 'alive' }
  /** It was asked, and has not answered in the time an answer takes. */
  | { readonly type: 'still-quiet' }
  /** A request waits for the tunnel. */
  | { readonly type: 'wanted' }
  /** Listener, connection and dial are all gone. */
  | { readonly type: 'released' };

/** What is to be done; the supervisor does it and reports back with events. */
export type TunnelEffect =
  | { readonly effect: 'bind' }
  /** Makes a connection, unless one is being made. */
  | { readonly effect: 'dial' }
  /** The same, but a call that has not reached the bastion yet is begun anew. */
  | { readonly effect: 'redial' }
  | { readonly effect: 'abandon-dial' }
  | { readonly effect: 'check-link' }
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
  /** Steady times of the latest dial, of the next one, and of the latest connection. */
  readonly dialledAt: number;
  readonly dueAt: number;
  readonly upAt: number;
  /** A waiting request may bring the next dial forward: no login is spent on a server that refuses. */
  readonly eager: boolean;
}

export interface Moment {
  /** Wall clock, ms since 1970, for what is shown. */
  readonly now: number;
  /** A clock that nobody sets, ms, for how long things take. */
  readonly steady: number;
  /** Requests are waiting for the tunnel. */
  readonly held: boolean;
  /** Between 0 and 1. */
  readonly random: number;
}

export type Step = readonly [Tunnel, readonly TunnelEffect[]];

/** A tunnel before its first start. */
export function newTunnel(reconnect: boolean): Tunnel {
  return {
    state: { state: 'stopped' },
    persistent: false,
    reconnect,
    listen: null,
    attempt: 0,
    dialledAt: Number.NEGATIVE_INFINITY,
    dueAt: 0,
    upAt: 0,
    eager: false,
  };
}

/** The effect of writing a line into the log. */
export function log(event: LogEvent): TunnelEffect {
  return { effect: 'log', event };
}

/** Nothing happens by itself any more: a person is needed. */
export function block(tunnel: Tunnel, cause: Failure): Step {
  return [
    { ...tunnel, state: { state: 'blocked', cause } },
    [log({ code: 'blocked', cause }), { effect: 'release' }],
  ];
}
