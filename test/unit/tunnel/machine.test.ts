import { describe, expect, it } from 'vitest';
import {
  newTunnel,
  step,
  type Tunnel,
  type TunnelEffect,
  type TunnelEvent,
} from '../../../electron/tunnel/machine';
import type { Failure } from '../../../shared/model/failure';
import type { SessionFacts, TunnelState } from '../../../shared/model/tunnel-state';

const listen = { address: '127.0.0.1', port: 8157 } as const;
const session: SessionFacts = {
  address: '192.0.2.1',
  software: 'OpenSSH_9.2p1',
  hostKey: { type: 'ssh-ed25519', fingerprint: 'SHA256:x' },
  keyExchange: 'curve25519-sha256',
  cipher: 'aes128-gcm@openssh.com',
  authenticatedBy: 'publickey',
};
const at = { host: 'bastion.test', port: 22 };
const lost: Failure = { code: 'connection-lost', ...at, why: 'reset' };
const refused: Failure = { code: 'auth-refused', user: 'u', tried: [], accepted: [] };
const busy: Failure = { code: 'port-in-use', port: 8157 };
const cancelled: Failure = { code: 'auth-cancelled' };
const now = 1_000_000;
const moment = { now, random: 0.5 };

const states: Readonly<Record<TunnelState['state'], TunnelState>> = {
  stopped: { state: 'stopped' },
  connecting: { state: 'connecting', stage: 'tcp' },
  up: { state: 'up', since: now - 1_000, listen, session },
  suspect: { state: 'suspect', since: now - 1_000, why: 'silent', listen, session },
  reconnecting: { state: 'reconnecting', attempt: 2, retryAt: now, cause: lost, listen },
  blocked: { state: 'blocked', cause: refused },
  stopping: { state: 'stopping' },
};

const events: Readonly<Record<string, TunnelEvent>> = {
  start: { type: 'start', persistent: false },
  stop: { type: 'stop' },
  listening: { type: 'listening', listen },
  stage: { type: 'stage', stage: 'authentication' },
  connected: { type: 'connected', session },
  lost: { type: 'failed', failure: lost },
  refused: { type: 'failed', failure: refused },
  cancelled: { type: 'failed', failure: cancelled },
  'retry-due': { type: 'retry-due' },
  released: { type: 'released' },
};

/** From each state, what each event leads to, and the effects in order (logs left out). */
const table: readonly (readonly [
  TunnelState['state'],
  string,
  TunnelState['state'],
  readonly TunnelEffect['effect'][],
])[] = [
  ['stopped', 'start', 'connecting', ['bind']],
  ['stopped', 'stop', 'stopped', []],
  ['stopped', 'listening', 'stopped', []],
  ['stopped', 'stage', 'stopped', []],
  ['stopped', 'connected', 'stopped', []],
  ['stopped', 'lost', 'stopped', []],
  ['stopped', 'refused', 'stopped', []],
  ['stopped', 'cancelled', 'stopped', []],
  ['stopped', 'retry-due', 'stopped', []],
  ['stopped', 'released', 'stopped', []],
  ['connecting', 'start', 'connecting', []],
  ['connecting', 'stop', 'stopping', ['release']],
  ['connecting', 'listening', 'connecting', ['dial']],
  ['connecting', 'stage', 'connecting', []],
  ['connecting', 'connected', 'up', []],
  ['connecting', 'lost', 'blocked', ['release']],
  ['connecting', 'refused', 'blocked', ['release']],
  ['connecting', 'cancelled', 'stopping', ['release']],
  ['connecting', 'retry-due', 'connecting', []],
  ['connecting', 'released', 'connecting', []],
  ['up', 'start', 'up', []],
  ['up', 'stop', 'stopping', ['release']],
  ['up', 'listening', 'up', []],
  ['up', 'stage', 'up', []],
  ['up', 'connected', 'up', []],
  ['up', 'lost', 'reconnecting', ['reset-flows', 'schedule-retry']],
  ['up', 'refused', 'blocked', ['reset-flows', 'release']],
  ['up', 'retry-due', 'up', []],
  ['up', 'released', 'up', []],
  ['suspect', 'start', 'suspect', []],
  ['suspect', 'stop', 'stopping', ['release']],
  ['suspect', 'lost', 'reconnecting', ['reset-flows', 'schedule-retry']],
  ['reconnecting', 'start', 'reconnecting', []],
  ['reconnecting', 'stop', 'stopping', ['release']],
  ['reconnecting', 'listening', 'reconnecting', []],
  ['reconnecting', 'stage', 'reconnecting', []],
  ['reconnecting', 'connected', 'up', []],
  ['reconnecting', 'lost', 'reconnecting', ['schedule-retry']],
  ['reconnecting', 'refused', 'blocked', ['release']],
  ['reconnecting', 'cancelled', 'stopping', ['release']],
  ['reconnecting', 'retry-due', 'reconnecting', ['dial']],
  ['reconnecting', 'released', 'reconnecting', []],
  ['blocked', 'start', 'connecting', ['bind']],
  ['blocked', 'stop', 'stopped', []],
  ['blocked', 'stage', 'blocked', []],
  ['blocked', 'connected', 'blocked', []],
  ['blocked', 'lost', 'blocked', []],
  ['blocked', 'refused', 'blocked', []],
  ['blocked', 'retry-due', 'blocked', []],
  ['blocked', 'released', 'blocked', []],
  ['stopping', 'start', 'stopping', []],
  ['stopping', 'stop', 'stopping', []],
  ['stopping', 'listening', 'stopping', []],
  ['stopping', 'stage', 'stopping', []],
  ['stopping', 'connected', 'stopping', []],
  ['stopping', 'lost', 'stopping', []],
  ['stopping', 'refused', 'stopping', []],
  ['stopping', 'cancelled', 'stopping', []],
  ['stopping', 'retry-due', 'stopping', []],
  ['stopping', 'released', 'stopped', []],
];

function tunnelIn(state: TunnelState['state'], more: Partial<Tunnel> = {}): Tunnel {
  return { ...newTunnel(true), listen, state: states[state], ...more };
}

function eventNamed(name: string): TunnelEvent {
  const event = events[name];
  if (event === undefined) throw new Error(`no event ${name}`);
  return event;
}

function doing(effects: readonly TunnelEffect[]): string[] {
  return effects.map(({ effect }) => effect).filter((effect) => effect !== 'log');
}

describe('the tunnel machine', () => {
  it.each(table)('%s + %s → %s %j', (from, event, to, effects) => {
    const [next, done] = step(tunnelIn(from), eventNamed(event), moment);
    expect(next.state.state).toBe(to);
    expect(doing(done)).toEqual(effects);
  });

  it('does not change what it was given', () => {
    for (const [from, event] of table) {
      const tunnel = Object.freeze(tunnelIn(from));
      step(tunnel, eventNamed(event), moment);
      expect(tunnel.state).toBe(states[from]);
    }
  });

  it('keeps trying from the first dial when it was started to persist', () => {
    const tunnel = tunnelIn('connecting', { persistent: true });
    const [transient] = step(tunnel, { type: 'failed', failure: lost }, moment);
    expect(transient.state).toMatchObject({ state: 'reconnecting', attempt: 1, cause: lost });
    const [forPerson] = step(tunnel, { type: 'failed', failure: refused }, moment);
    expect(forPerson.state).toEqual({ state: 'blocked', cause: refused });
  });

  it('is blocked by a busy port even when it was started to persist', () => {
    const tunnel = tunnelIn('connecting', { persistent: true, listen: null });
    const [next, effects] = step(tunnel, { type: 'failed', failure: busy }, moment);
    expect(next.state).toEqual({ state: 'blocked', cause: busy });
    expect(doing(effects)).toEqual(['release']);
  });

  it('does not dial again where the profile says so', () => {
    const [next] = step(tunnelIn('up', { reconnect: false }), eventNamed('lost'), moment);
    expect(next.state).toEqual({ state: 'blocked', cause: lost });
  });

  it('starts the back-off anew only after it was up for a minute', () => {
    const brief = tunnelIn('up', { attempt: 4 });
    expect(step(brief, eventNamed('lost'), moment)[0].attempt).toBe(5);
    const long = tunnelIn('up', {
      attempt: 4,
      state: { state: 'up', since: now - 60_000, listen, session },
    });
    expect(step(long, eventNamed('lost'), moment)[0].attempt).toBe(1);
  });

  it('says when the next dial is due', () => {
    const [next, effects] = step(tunnelIn('reconnecting', { attempt: 2 }), eventNamed('lost'), {
      now,
      random: 1,
    });
    expect(effects).toContainEqual({ effect: 'schedule-retry', delayMs: 2_400 });
    expect(next.state).toMatchObject({ attempt: 3, retryAt: now + 2_400 });
  });

  it('keeps its port from the first loss to the end', () => {
    let tunnel = tunnelIn('up');
    for (let dials = 0; dials < 50; dials += 1) {
      let effects: readonly TunnelEffect[];
      [tunnel, effects] = step(tunnel, eventNamed('lost'), moment);
      expect(doing(effects)).not.toContain('release');
      expect(tunnel.state).toMatchObject({ state: 'reconnecting', listen });
      [tunnel] = step(tunnel, eventNamed('retry-due'), moment);
    }
  });
});
