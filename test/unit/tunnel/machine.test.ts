import { describe, expect, it } from 'vitest';
import {
  newTunnel,
  type Tunnel,
  type TunnelEffect,
  type TunnelEvent,
} from '../../../electron/tunnel/life';
import { step } from '../../../electron/tunnel/machine';
import type { Failure } from '../../../shared/model/failure';
import type { SessionFacts, TunnelState } from '../../../shared/model/tunnel-state';
import { tellFigure } from '../../support/figure';

const listen = { address: '127.0.0.1', port: 8157 } as const;
const session: SessionFacts = {
  address: '192.0.2.1',
  software: 'OpenSSH_9.2p1',
  hostKey: { type: 'ssh-ed25519', fingerprint: 'SHA256:x' },
  keyExchange: 'curve25519-sha256',
  cipher: 'aes128-gcm@openssh.com',
  strictKeyExchange: true,
  authenticatedBy: 'publickey SHA256:y',
};
const at = { host: 'bastion.test', port: 22 };
const lost: Failure = { code: 'connection-lost', ...at, why: 'reset' };
const refused: Failure = { code: 'auth-refused', user: 'u', tried: [], accepted: [] };
const busy: Failure = { code: 'port-in-use', port: 8157 };
const cancelled: Failure = { code: 'auth-cancelled' };
const now = 1_000_000;
const steady = 500_000;
const moment = { now, steady, held: false, random: 0.5 };

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
  ['stopped', 'failed', 'stopped', []],
  ['stopped', 'refused', 'stopped', []],
  ['stopped', 'cancelled', 'stopped', []],
  ['stopped', 'retry-due', 'stopped', []],
  ['stopped', 'suspicious', 'stopped', []],
  ['stopped', 'alive', 'stopped', []],
  ['stopped', 'still-quiet', 'stopped', []],
  ['stopped', 'wanted', 'stopped', []],
  ['stopped', 'released', 'stopped', []],
  ['connecting', 'start', 'connecting', []],
  ['connecting', 'stop', 'stopping', ['release']],
  ['connecting', 'listening', 'connecting', ['dial']],
  ['connecting', 'stage', 'connecting', []],
  ['connecting', 'connected', 'up', []],
  ['connecting', 'lost', 'connecting', []],
  ['connecting', 'failed', 'blocked', ['release']],
  ['connecting', 'refused', 'blocked', ['release']],
  ['connecting', 'cancelled', 'stopping', ['release']],
  ['connecting', 'retry-due', 'connecting', []],
  ['connecting', 'suspicious', 'connecting', []],
  ['connecting', 'alive', 'connecting', []],
  ['connecting', 'still-quiet', 'connecting', []],
  ['connecting', 'wanted', 'connecting', []],
  ['connecting', 'released', 'connecting', []],
  ['up', 'start', 'up', []],
  ['up', 'stop', 'stopping', ['release']],
  ['up', 'listening', 'up', []],
  ['up', 'stage', 'up', []],
  ['up', 'connected', 'up', []],
  ['up', 'lost', 'reconnecting', ['reset-flows', 'schedule-retry']],
  ['up', 'lost for good', 'blocked', ['reset-flows', 'release']],
  ['up', 'failed', 'up', []],
  ['up', 'refused', 'up', []],
  ['up', 'cancelled', 'up', []],
  ['up', 'retry-due', 'up', []],
  ['up', 'suspicious', 'suspect', ['check-link']],
  ['up', 'alive', 'up', []],
  ['up', 'still-quiet', 'up', []],
  ['up', 'wanted', 'up', []],
  ['up', 'released', 'up', []],
  ['suspect', 'start', 'suspect', []],
  ['suspect', 'stop', 'stopping', ['release']],
  ['suspect', 'listening', 'suspect', []],
  ['suspect', 'stage', 'suspect', []],
  ['suspect', 'connected', 'suspect', []],
  ['suspect', 'lost', 'reconnecting', ['reset-flows', 'schedule-retry']],
  ['suspect', 'lost for good', 'blocked', ['reset-flows', 'release']],
  ['suspect', 'failed', 'suspect', []],
  ['suspect', 'refused', 'suspect', []],
  ['suspect', 'cancelled', 'suspect', []],
  ['suspect', 'retry-due', 'suspect', []],
  ['suspect', 'suspicious', 'suspect', ['check-link']],
  ['suspect', 'alive', 'up', ['abandon-dial']],
  ['suspect', 'still-quiet', 'suspect', ['redial']],
  ['suspect', 'wanted', 'suspect', []],
  ['suspect', 'released', 'suspect', []],
  ['reconnecting', 'start', 'reconnecting', []],
  ['reconnecting', 'stop', 'stopping', ['release']],
  ['reconnecting', 'listening', 'reconnecting', []],
  ['reconnecting', 'stage', 'reconnecting', []],
  ['reconnecting', 'connected', 'up', []],
  ['reconnecting', 'lost', 'reconnecting', []],
  ['reconnecting', 'failed', 'reconnecting', ['schedule-retry']],
  ['reconnecting', 'refused', 'blocked', ['release']],
  ['reconnecting', 'cancelled', 'stopping', ['release']],
  ['reconnecting', 'retry-due', 'reconnecting', ['dial']],
  ['reconnecting', 'suspicious', 'reconnecting', ['redial']],
  ['reconnecting', 'alive', 'reconnecting', []],
  ['reconnecting', 'still-quiet', 'reconnecting', []],
  ['reconnecting', 'wanted', 'reconnecting', []],
  ['reconnecting', 'released', 'reconnecting', []],
  ['blocked', 'start', 'connecting', ['bind']],
  ['blocked', 'stop', 'stopped', []],
  ['blocked', 'listening', 'blocked', []],
  ['blocked', 'stage', 'blocked', []],
  ['blocked', 'connected', 'blocked', []],
  ['blocked', 'lost', 'blocked', []],
  ['blocked', 'failed', 'blocked', []],
  ['blocked', 'refused', 'blocked', []],
  ['blocked', 'cancelled', 'blocked', []],
  ['blocked', 'retry-due', 'blocked', []],
  ['blocked', 'suspicious', 'blocked', []],
  ['blocked', 'alive', 'blocked', []],
  ['blocked', 'still-quiet', 'blocked', []],
  ['blocked', 'wanted', 'blocked', []],
  ['blocked', 'released', 'blocked', []],
  ['stopping', 'start', 'stopping', []],
  ['stopping', 'stop', 'stopping', []],
  ['stopping', 'listening', 'stopping', []],
  ['stopping', 'stage', 'stopping', []],
  ['stopping', 'connected', 'stopping', []],
  ['stopping', 'lost', 'stopping', []],
  ['stopping', 'failed', 'stopping', []],
  ['stopping', 'refused', 'stopping', []],
  ['stopping', 'cancelled', 'stopping', []],
  ['stopping', 'retry-due', 'stopping', []],
  ['stopping', 'suspicious', 'stopping', []],
  ['stopping', 'alive', 'stopping', []],
  ['stopping', 'still-quiet', 'stopping', []],
  ['stopping', 'wanted', 'stopping', []],
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
    const [transient] = step(tunnel, eventNamed('failed'), moment);
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

  it('FLT-18: starts the back-off anew only after a minute up, by the clock nobody sets', () => {
    const brief = tunnelIn('up', { attempt: 4, upAt: steady - 59_000 });
    const leapt = { ...moment, now: now + 365 * 24 * 3_600_000 };
    expect(step(brief, eventNamed('lost'), leapt)[0].attempt).toBe(5);
    const long = tunnelIn('up', { attempt: 4, upAt: steady - 60_000 });
    const setBack = { ...moment, now: now - 365 * 24 * 3_600_000 };
    expect(step(long, eventNamed('lost'), setBack)[0].attempt).toBe(1);
  });

  it('says when the next dial is due', () => {
    const [next, effects] = step(tunnelIn('reconnecting', { attempt: 2 }), eventNamed('failed'), {
      ...moment,
      random: 1,
    });
    expect(effects).toContainEqual({ effect: 'schedule-retry', delayMs: 2_400 });
    expect(next.state).toMatchObject({ attempt: 3, retryAt: now + 2_400 });
  });

  it('FLT-01: is up as long as before when the link turns out to live', () => {
    const [suspect] = step(tunnelIn('up'), eventNamed('suspicious'), moment);
    expect(suspect.state).toEqual({ ...states.up, state: 'suspect', why: 'resumed' });
    const later = { ...moment, now: now + 5_000 };
    expect(step(suspect, eventNamed('alive'), later)[0].state).toEqual(states.up);
  });

  it('FLT-01: makes no second connection where that would ask a person, or is not wanted', () => {
    const asked = { ...session, authenticatedBy: 'keyboard-interactive' };
    const state = { state: 'suspect', since: now, why: 'silent', listen, session: asked } as const;
    const quiet = eventNamed('still-quiet');
    expect(doing(step(tunnelIn('suspect', { state }), quiet, moment)[1])).toEqual([]);
    expect(doing(step(tunnelIn('suspect', { reconnect: false }), quiet, moment)[1])).toEqual([]);
  });

  it('FLT-02: begins its back-off anew when the network has changed', () => {
    const [next] = step(tunnelIn('reconnecting', { attempt: 9 }), eventNamed('suspicious'), moment);
    expect(next.state).toMatchObject({ state: 'reconnecting', attempt: 1, retryAt: now });
    const [after] = step(next, eventNamed('failed'), moment);
    expect(after.state).toMatchObject({ attempt: 2, retryAt: now + 1_000 });
  });

  it('FLT-04: keeps the back-off for ever, and to twelve dials in the first five minutes', () => {
    let tunnel = tunnelIn('up', { upAt: 0 });
    let clock = steady;
    let dials = 0;
    let [, effects] = step(tunnel, eventNamed('lost'), moment);
    [tunnel] = step(tunnel, eventNamed('lost'), moment);
    while (clock < steady + 24 * 3_600_000) {
      const wait = effects.find((each) => each.effect === 'schedule-retry');
      if (wait?.effect !== 'schedule-retry') throw new Error('no dial is due');
      expect(wait.delayMs).toBeLessThanOrEqual(72_000);
      clock += wait.delayMs;
      if (clock <= steady + 300_000) dials += 1;
      const at = { ...moment, steady: clock };
      [tunnel] = step(tunnel, eventNamed('retry-due'), at);
      [tunnel, effects] = step(tunnel, eventNamed('failed'), at);
    }
    tellFigure('FLT-04', `${dials} dials in five minutes without a bastion`);
    expect(dials).toBeLessThanOrEqual(12);
  });

  it('FLT-05: dials for a request that waits, 3 s after the dial before at the soonest', () => {
    const wanted = eventNamed('wanted');
    const waiting = { attempt: 8, dialledAt: steady - 1_000, dueAt: steady + 50_000, eager: true };
    const [sooner, effects] = step(tunnelIn('reconnecting', waiting), wanted, moment);
    expect(effects).toEqual([{ effect: 'schedule-retry', delayMs: 2_000 }]);
    expect(sooner.state).toMatchObject({ retryAt: now + 2_000 });
    expect(doing(step(sooner, wanted, moment)[1])).toEqual([]);
    const long = tunnelIn('reconnecting', { ...waiting, dialledAt: steady - 60_000 });
    expect(step(long, wanted, moment)[1]).toEqual([{ effect: 'schedule-retry', delayMs: 0 }]);
  });

  it('FLT-22: no request hastens the login to a server that turned the last one away', () => {
    const early: Failure = {
      code: 'handshake-timeout',
      ...at,
      stage: 'authentication',
      seconds: 30,
    };
    const tunnel = tunnelIn('reconnecting', { attempt: 7, dialledAt: steady - 30_000 });
    const held = { ...moment, held: true };
    const [next, effects] = step(tunnel, { type: 'failed', failure: early }, held);
    expect(effects).toContainEqual({ effect: 'schedule-retry', delayMs: 60_000 });
    expect(doing(step(next, eventNamed('wanted'), held)[1])).toEqual([]);
    const away: Failure = { code: 'bastion-unreachable', ...at, why: 'refused' };
    const [, sooner] = step(tunnel, { type: 'failed', failure: away }, held);
    expect(sooner).toContainEqual({ effect: 'schedule-retry', delayMs: 0 });
  });

  it('keeps its port from the first loss to the end', () => {
    let tunnel = tunnelIn('up');
    for (let dials = 0; dials < 50; dials += 1) {
      let effects: readonly TunnelEffect[];
      const fails = dials === 0 ? 'lost' : 'failed';
      [tunnel, effects] = step(tunnel, eventNamed(fails), moment);
      expect(doing(effects)).not.toContain('release');
      expect(tunnel.state).toMatchObject({ state: 'reconnecting', listen });
      [tunnel] = step(tunnel, eventNamed('retry-due'), moment);
    }
  });
});
