import { describe, expect, it } from 'vitest';
import {
  failureReply,
  httpPage,
  noAuthenticationChosen,
  noMethodAcceptable,
  replyCodeOf,
  successReply,
} from '../../../electron/socks/replies';
import type { Failure } from '../../../shared/model/failure';

const at = { host: 'ip-10-0-1-23', port: 8088 };
const refused = 'socks-request-refused';

const table: readonly (readonly [Failure, number])[] = [
  [{ code: 'forwarding-prohibited', ...at }, 2],
  [{ code: 'destination-prohibited', ...at }, 2],
  [{ code: 'destination-refused', ...at }, 5],
  [{ code: 'destination-unresolvable', ...at }, 4],
  [{ code: 'destination-timeout', ...at }, 4],
  [{ code: 'destination-unreachable', ...at }, 4],
  [{ code: 'destination-unreachable', ...at, scope: 'host' }, 4],
  [{ code: 'destination-unreachable', ...at, scope: 'network' }, 3],
  [{ code: 'tunnel-down' }, 1],
  [{ code: 'too-many-connections', limit: 64 }, 1],
  [{ code: 'connection-lost', ...at, why: 'silent' }, 1],
  [{ code: 'internal', detail: 'x' }, 1],
  [{ code: refused, why: 'command' }, 7],
  [{ code: refused, why: 'address-type' }, 8],
  [{ code: refused, why: 'name' }, 4],
  [{ code: refused, why: 'port' }, 1],
  [{ code: refused, why: 'malformed' }, 1],
];

describe('replies', () => {
  it.each(table)('answers %j with code %i', (failure, code) => {
    expect(replyCodeOf(failure)).toBe(code);
    expect(failureReply(5, failure)).toEqual(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
    expect(failureReply(4, failure)).toEqual(Buffer.from([0, 0x5b, 0, 0, 0, 0, 0, 0]));
  });

  it('writes success in full', () => {
    expect(successReply(5).toString('hex')).toBe('05000001000000000000');
    expect(successReply(4).toString('hex')).toBe('005a000000000000');
  });

  it('writes method selection', () => {
    expect(noAuthenticationChosen.toString('hex')).toBe('0500');
    expect(noMethodAcceptable.toString('hex')).toBe('05ff');
  });

  it('answers HTTP with a fixed page that no other site may read', () => {
    const [head = '', body = ''] = httpPage.toString().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.0 501 Not Implemented\r\n/);
    expect(head).not.toMatch(/access-control|server:/i);
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    expect(body).toContain('This is a SOCKS proxy');
  });
});
