import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../electron/cli/arguments';
import { limitFrom } from '../../../electron/cli/only-option';
import { destinationPolicy } from '../../../electron/socks/policy';
import { noLimit } from '../../../shared/model/profile';

describe('SOX-13: --only', () => {
  it('takes domains, ranges and ports in any order', () => {
    const words = ['8088', '10.0.0.0/16', 'compute.internal', '.ec2.internal', '::1', '18080'];
    expect(limitFrom(words, noLimit)).toEqual({
      suffixes: ['compute.internal', '.ec2.internal'],
      ranges: ['10.0.0.0/16', '::1'],
      ports: [8088, 18_080],
    });
  });

  it('adds to the limit of a profile', () => {
    const stored = { suffixes: ['ec2.internal'], ranges: [], ports: [8088] };
    expect(limitFrom(['10.0.0.0/8', '80'], stored)).toEqual({
      suffixes: ['ec2.internal'],
      ranges: ['10.0.0.0/8'],
      ports: [8088, 80],
    });
    expect(limitFrom([], stored)).toEqual(stored);
  });

  it.each([
    '0',
    '65536',
    '',
    '10.0.0.0/33',
    '10.0.0',
    '256.1.1.1',
    'http://compute.internal/',
    '*.compute.internal',
    'a b',
    '-8088',
  ])('does not take %j', (word) => {
    expect(() => limitFrom([word], noLimit)).toThrow(UsageError);
  });

  it('leaves out what it does not name', () => {
    const policy = destinationPolicy([], limitFrom(['compute.internal', '8088'], noLimit));
    const permits = (host: string, port: number) => policy.permits({ host, port, kind: 'name' });
    expect(permits('ip-10-0-1-23.compute.internal', 8088)).toBe(true);
    expect(permits('ip-10-0-1-23.compute.internal', 22)).toBe(false);
    expect(permits('www.example.com', 8088)).toBe(false);
  });
});
