import { describe, expect, it } from 'vitest';
import type { TunnelEffect } from '../../../electron/tunnel/life';
import { step } from '../../../electron/tunnel/machine';
import type { Failure } from '../../../shared/model/failure';
import { tellFigure } from '../../support/figure';
import {
  at,
  busy,
  doing,
  eventNamed,
  listen,
  lost,
  moment,
  now,
  refused,
  session,
  states,
  steady,
  tunnelIn,
} from './machine-cases';

describe('the tunnel machine', () => {
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
