import { describe, expect, it } from 'vitest';
import { HandshakeTrace } from '../../../electron/ssh/handshake-failure';

const target = { host: 'bastion', port: 22 };

function failureAfter(
  received: string,
  debug: readonly string[] = [],
  reason: Error | null = null,
) {
  const trace = new HandshakeTrace();
  trace.firstBytes(Buffer.from(received, 'latin1'));
  for (const line of debug) trace.debug(line);
  return trace.failure(target, reason);
}

describe('why a handshake came to nothing', () => {
  it.each([
    ['', 'connection-lost'],
    ['S', 'connection-lost'],
    ['SSH', 'connection-lost'],
    ['SSH-2.0-Open', 'connection-lost'],
    ['Welcome\r\nSS', 'connection-lost'],
    ['SMTP', 'not-ssh'],
    ['HTTP/1.1 400 Bad Request\r\n', 'not-ssh'],
    ['Exceeded MaxStartups\r\n', 'connection-lost'],
    ['Not allowed at this time\r\n', 'connection-lost'],
    ['\x15\x03\x01', 'not-ssh'],
  ])('%j and then the end is %s', (received, code) => {
    expect(failureAfter(received).code).toBe(code);
  });

  it('is a loss once the server has named itself, whatever came before', () => {
    const preamble = 'x'.repeat(500);
    expect(failureAfter(preamble, ["Remote ident: 'SSH-2.0-x'"]).code).toBe('connection-lost');
  });

  it('shows what came as one printable line', () => {
    expect(failureAfter('a\x1b[31m\x00b\r\nsecond')).toMatchObject({ received: 'a.[31m.b' });
  });

  it('names what the server offered, without the markers among the key exchanges', () => {
    const offer =
      'Handshake: (remote) KEX method: dh-a,ext-info-s,kex-strict-s-v00@openssh.com,dh-b';
    const reason = new Error('Handshake failed: no matching key exchange algorithm');
    expect(failureAfter('SSH-2.0-x', [offer], reason)).toEqual({
      code: 'algorithms-mismatch',
      ...target,
      kind: 'key-exchange',
      offered: ['dh-a', 'dh-b'],
    });
  });
});
