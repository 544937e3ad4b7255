import { describe, expect, it } from 'vitest';
import { destinationPolicy } from '../../../electron/socks/policy';
import {
  hostProblem,
  nameSchema,
  portSchema,
  rangeSchema,
  userSchema,
} from '../../../shared/model/profile';

function problemOf(result: {
  success: boolean;
  error?: { issues: readonly { message: string }[] };
}): string | null {
  return result.success ? null : (result.error?.issues[0]?.message ?? 'no reason');
}

describe('a bastion host', () => {
  it.each([
    ['bastion.example.com', null],
    ['bastion', null],
    ['BASTION-1.example.', null],
    ['under_score.example', null],
    ['203.0.113.7', null],
    ['2001:db8::1', null],
    ['fe80::1%eth0', null],
    ['', 'host-empty'],
    ['bastion seoul', 'host-has-space'],
    ['https://bastion.example.com', 'host-is-url'],
    ['ssh://bastion', 'host-is-url'],
    ['ec2-user@bastion', 'host-has-user'],
    ['bastion:22', 'host-has-port'],
    ['[2001:db8::1]:22', 'host-has-port'],
    ['bastion..example', 'host-invalid'],
    ['-bastion', 'host-invalid'],
    ['a'.repeat(64), 'host-invalid'],
    ['bastion;reboot', 'host-invalid'],
    ['bastion\u0000', 'host-invalid'],
    ['배스천', 'host-invalid'],
  ])('%j → %s', (host, problem) => {
    expect(hostProblem(host)).toBe(problem);
  });
});

describe('the other fields', () => {
  it.each([
    [portSchema, 22, null],
    [portSchema, 0, 'port-out-of-range'],
    [portSchema, 65_536, 'port-out-of-range'],
    [portSchema, 22.5, 'port-not-a-number'],
    [portSchema, Number.NaN, 'port-not-a-number'],
    [portSchema, '22', 'port-not-a-number'],
    [userSchema, 'ec2-user', null],
    [userSchema, 'DOMAIN\\user', null],
    [userSchema, '', 'user-empty'],
    [userSchema, '   ', 'user-empty'],
    [userSchema, 'two words', 'user-invalid'],
    [userSchema, 'a@b', 'user-invalid'],
    [userSchema, 'a\nb', 'user-invalid'],
    [nameSchema, 'Nightly ETL', null],
    [nameSchema, ' ', 'name-empty'],
    [nameSchema, 'n'.repeat(81), 'name-too-long'],
  ] as const)('case %# is judged', (schema, value, problem) => {
    expect(problemOf(schema.safeParse(value))).toBe(problem);
  });
});

describe('a range that a tunnel may reach', () => {
  const good = ['127.0.0.0/8', '10.0.0.1', '::1', '::1/128', 'fd00:ec2::254', '2001:db8::/32'];
  const bad = [
    '',
    '10.0.0.0/33',
    '10.0.0',
    '256.0.0.1',
    '::::',
    '::/129',
    'localhost',
    '10.0.0.0/',
    '1:2:3/12',
  ];

  it.each(good)('%s is one, and the policy takes it', (range) => {
    expect(problemOf(rangeSchema.safeParse(range))).toBeNull();
    expect(() => destinationPolicy([range])).not.toThrow();
  });

  it.each(bad)('%j is none', (range) => {
    expect(problemOf(rangeSchema.safeParse(range))).toBe('range-invalid');
  });
});
