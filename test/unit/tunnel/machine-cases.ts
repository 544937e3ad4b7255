import {
  newTunnel,
  type Tunnel,
  type TunnelEffect,
  type TunnelEvent,
} from '../../../electron/tunnel/life';
import type { Failure } from '../../../shared/model/failure';
import type { SessionFacts, TunnelState } from '../../../shared/model/tunnel-state';

export const listen = { address: '127.0.0.1', port: 8157 } as const;
export const session: SessionFacts = {
  address: '192.0.2.1',
  software: 'OpenSSH_9.2p1',
  hostKey: { type: 'ssh-ed25519', fingerprint: 'SHA256:x' },
  keyExchange: 'curve25519-sha256',
  cipher: 'aes128-gcm@openssh.com',
  strictKeyExchange: true,
  authenticatedBy: 'publickey SHA256:y',
};
export const at = { host: 'bastion.test', port: 22 };
export const lost: Failure = { code: 'connection-lost', ...at, why: 'reset' };
export const refused: Failure = { code: 'auth-refused', user: 'u', tried: [], accepted: [] };
export const busy: Failure = { code: 'port-in-use', port: 8157 };
const shared: Failure = { code: 'port-shared', port: 8157 };
const cancelled: Failure = { code: 'auth-cancelled' };
export const now = 1_000_000;
export const steady = 500_000;
/** The moment at which an event comes. */
export const moment = { now, steady, held: false, random: 0.5 };

/** The tunnel in every state. */
export const states: Readonly<Record<TunnelState['state'], TunnelState>> = {
  stopped: { state: 'stopped' },
  connecting: { state: 'connecting', stage: 'tcp' },
  up: { state: 'up', since: now - 1_000, listen, session },
  suspect: { state: 'suspect', since: now - 1_000, why: 'silent', listen, session },
  reconnecting: { state: 'reconnecting', attempt: 2, retryAt: now, cause: lost, listen },
  blocked: { state: 'blocked', cause: refused },
  stopping: { state: 'stopping' },
};

/** Events of every kind, by name. */
const events: Readonly<Record<string, TunnelEvent>> = {
  start: { type: 'start', persistent: false },
  stop: { type: 'stop' },
  listening: { type: 'listening', listen },
  stage: { type: 'stage', stage: 'authentication' },
  connected: { type: 'connected', session },
  exposed: { type: 'exposed', failure: shared },
  lost: { type: 'lost', failure: lost },
  'lost for good': { type: 'lost', failure: refused },
  failed: { type: 'failed', failure: lost },
  refused: { type: 'failed', failure: refused },
  cancelled: { type: 'failed', failure: cancelled },
  'retry-due': { type: 'retry-due' },
  suspicious: { type: 'suspicious', why: 'resumed' },
  alive: { type: 'alive' },
  'still-quiet': { type: 'still-quiet' },
  wanted: { type: 'wanted' },
  released: { type: 'released' },
};

/** A tunnel in a state. */
export function tunnelIn(state: TunnelState['state'], more: Partial<Tunnel> = {}): Tunnel {
  return { ...newTunnel(true), listen, state: states[state], ...more };
}

/** The event of that name. */
export function eventNamed(name: string): TunnelEvent {
  const event = events[name];
  if (event === undefined) throw new Error(`no event ${name}`);
  return event;
}

/** What is to be done, without what is only told. */
export function doing(effects: readonly TunnelEffect[]): string[] {
  return effects.map(({ effect }) => effect).filter((effect) => effect !== 'log');
}
