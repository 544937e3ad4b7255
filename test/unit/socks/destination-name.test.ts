import { describe, expect, it } from 'vitest';
import { readDestination } from '../../../electron/socks/destination-name';

describe('readDestination', () => {
  it.each([
    'ip-10-0-1-23.ap-northeast-2.compute.internal',
    'UPPER.Case.',
    'under_score',
    'xn--bcher-kva.example',
    'bücher.example',
    '例え.テスト',
    'a',
    'a'.repeat(255),
    '<b>&\'"`$(x)',
  ])('passes %s on as it was given', (name) => {
    expect(readDestination(Buffer.from(name), 8088)).toEqual({
      host: name,
      port: 8088,
      kind: 'name',
    });
  });

  it('keeps every byte of a name that is UTF-8', () => {
    const bytes = Buffer.from('\ufeffbücher.例え', 'utf8');
    expect(Buffer.from(readDestination(bytes, 1)?.host ?? '')).toEqual(bytes);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['256 bytes', Buffer.alloc(256, 'a')],
    ['NUL', Buffer.from('a\0b')],
    ['CR LF', Buffer.from('a\r\nb')],
    ['a tab', Buffer.from('a\tb')],
    ['a space', Buffer.from('a b')],
    ['an escape sequence', Buffer.from('\u001b[31mred')],
    ['DEL', Buffer.from('a\u007f')],
    ['a C1 control', Buffer.from('a\u0085b')],
    ['a no-break space', Buffer.from('a\u00a0b')],
    ['a line separator', Buffer.from('a\u2028b')],
    ['a right-to-left override', Buffer.from('a\u202egpj.exe')],
    ['a bidirectional isolate', Buffer.from('a\u2066b')],
    ['a slash', Buffer.from('host/path')],
    ['a tag with a blank', Buffer.from('<img onerror=alert(1)>')],
    ['Latin-1', Buffer.from('b\u00fccher', 'latin1')],
    ['an overlong slash', Buffer.from([0x61, 0xc0, 0xaf, 0x62])],
    ['a lone surrogate', Buffer.from([0xed, 0xa0, 0x80])],
    ['a cut sequence', Buffer.from([0x61, 0xe2, 0x82])],
  ])('refuses %s', (_what, bytes) => {
    expect(readDestination(bytes, 80)).toBeNull();
  });

  it('recognises an address, as browsers send literals as names', () => {
    expect(readDestination(Buffer.from('[2001:DB8::1]'), 80)).toEqual({
      host: '2001:db8::1',
      port: 80,
      kind: 'ipv6',
    });
  });
});
