import { describe, expect, it } from 'vitest';
import { openFailure } from '../../../electron/ssh/open-channel';

const target = { host: 'ip-10-0-1-23.ec2.internal', port: 8088 };

/** Reason and text as sshd 9.2, dropbear 2022.83 and resolvers of three systems send them. */
const rows: readonly (readonly [number, string, string])[] = [
  [1, 'open failed', 'forwarding-prohibited'],
  [1, 'administratively prohibited: open failed', 'forwarding-prohibited'],
  [2, 'Connection refused', 'destination-refused'],
  [2, 'Connection timed out', 'destination-timeout'],
  [2, 'Name or service not known', 'destination-unresolvable'],
  [2, 'Temporary failure in name resolution', 'destination-unresolvable'],
  [2, 'No address associated with hostname', 'destination-unresolvable'],
  [2, 'nodename nor servname provided, or not known', 'destination-unresolvable'],
  [2, "Error resolving 'nowhere' port '80'", 'destination-unresolvable'],
  [2, 'No route to host', 'destination-unreachable'],
  [2, 'Network is unreachable', 'destination-unreachable'],
  [2, 'Verbindungsaufbau abgelehnt', 'destination-unreachable'],
  [4, 'resource shortage', 'too-many-connections'],
];

describe('what a refused channel means (SSH-14)', () => {
  it.each([
    ['Network is unreachable', 'network'],
    ['No route to host', 'host'],
    ['Verbindungsaufbau abgelehnt', undefined],
  ])('"%s" is about %s', (text, scope) => {
    const failure = openFailure(Object.assign(new Error(text), { reason: 2 }), target);
    if (failure.code !== 'destination-unreachable') throw new Error(failure.code);
    expect(failure.scope).toBe(scope);
  });

  it.each(rows)('reason %i "%s" → %s', (reason, text, code) => {
    const error = Object.assign(new Error(`(SSH) Channel open failure: ${text}`), { reason });
    expect(openFailure(error, target).code).toBe(code);
  });
});
