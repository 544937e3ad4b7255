import { describe, expect, it } from 'vitest';
import { type LoginAttempt, LoginPlan } from '../../../electron/ssh/login-plan';

const key: LoginAttempt = { method: 'publickey', label: 'publickey SHA256:a' };
const agent: LoginAttempt = { method: 'publickey', label: 'publickey (agent)' };
const password: LoginAttempt = { method: 'password', label: 'password' };
const code: LoginAttempt = { method: 'keyboard-interactive', label: 'keyboard-interactive' };
const nothing = () => [];

describe('the login plan', () => {
  it('asks the server first, and passes over what it does not take', () => {
    const plan = new LoginPlan([password, key], nothing);
    expect(plan.next(null, false)).toBe('none');
    expect(plan.next(['publickey'], false)).toBe(key);
    expect(plan.next(['publickey'], false)).toBeNull();
    expect(plan.tried).toEqual([key.label]);
    expect(plan.accepted).toEqual(['publickey']);
  });

  it('goes in the order of the profile', () => {
    const plan = new LoginPlan([key, agent, password], nothing);
    const all = ['publickey', 'password'];
    plan.next(null, false);
    expect([1, 2, 3, 4].map(() => plan.next(all, false))).toEqual([key, agent, password, null]);
  });

  it('asks for the second factor a server wants beyond the profile', () => {
    const plan = new LoginPlan([key], (method) => (method === code.method ? [code] : []));
    plan.next(null, false);
    plan.next(['publickey'], false);
    expect(plan.next(['keyboard-interactive'], true)).toBe(code);
    expect(plan.authenticatedBy).toBe(`${key.label} + ${code.label}`);
  });

  it('does not take a second factor for a first one', () => {
    const plan = new LoginPlan([key], () => [code]);
    plan.next(null, false);
    plan.next(['publickey', 'keyboard-interactive'], false);
    expect(plan.next(['publickey', 'keyboard-interactive'], false)).toBeNull();
  });

  it('says that nothing was needed where nothing was', () => {
    const plan = new LoginPlan([key], nothing);
    plan.next(null, false);
    expect(plan.authenticatedBy).toBe('none');
  });
});
