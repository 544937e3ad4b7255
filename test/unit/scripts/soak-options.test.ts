import { describe, expect, it } from 'vitest';
import { soakPlan } from '../../../scripts/lib/soak-options.mjs';

describe('the options of a soak', () => {
  it('follow the minutes where nothing else is said', () => {
    expect(soakPlan({})).toMatchObject({ minutes: 20, kills: 20, fuzz: 20_000, gigabytes: 2 });
    expect(soakPlan({ minutes: '0.5' })).toMatchObject({ minutes: 0.5, kills: 1, fuzz: 500 });
    expect(soakPlan({ kills: '0', cases: '1000000' })).toMatchObject({
      kills: 0,
      cases: 1_000_000,
    });
  });

  it.each(['', ' ', 'many', '-1', 'Infinity', '1,000'])('do not take %j for a number', (text) => {
    expect(() => soakPlan({ flows: text })).toThrow('--flows takes a number');
  });
});
