import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipv4Address, ipv6Address, recogniseAddress } from '../../../electron/socks/address';

describe('recogniseAddress', () => {
  it.each([
    ['10.0.1.23', '10.0.1.23'],
    ['255.255.255.255', '255.255.255.255'],
    ['0.0.0.0', '0.0.0.0'],
    ['127.1', '127.0.0.1'],
    ['127.0.1', '127.0.0.1'],
    ['10.1.258', '10.1.1.2'],
    ['2130706433', '127.0.0.1'],
    ['4294967295', '255.255.255.255'],
    ['0x7f000001', '127.0.0.1'],
    ['0X7F.1', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['017700000001', '127.0.0.1'],
    ['0xa9.0xfe.0xa9.0xfe', '169.254.169.254'],
    ['169.254.43518', '169.254.169.254'],
    ['0', '0.0.0.0'],
    ['127.0.0.1.', '127.0.0.1'],
  ])('reads %s as IPv4 %s, as inet_aton does', (text, canonical) => {
    expect(recogniseAddress(text)).toEqual({ kind: 'ipv4', text: canonical });
  });

  it.each([
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0000', '2001:db8::'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['[FE80::1%eth0]', 'fe80::1%eth0'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
    ['fd00:EC2::254', 'fd00:ec2::254'],
  ])('reads %s as IPv6 %s (RFC 5952)', (text, canonical) => {
    expect(recogniseAddress(text)).toEqual({ kind: 'ipv6', text: canonical });
  });

  it.each([
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::FFFF:7f00:1', '127.0.0.1'],
    ['[0:0:0:0:0:ffff:a9fe:a9fe]', '169.254.169.254'],
    ['::ffff:10.0.0.1%lo', '10.0.0.1'],
  ])('reads the IPv4-mapped %s as IPv4 %s', (text, canonical) => {
    expect(recogniseAddress(text)).toEqual({ kind: 'ipv4', text: canonical });
  });

  it.each([
    '',
    '.',
    'ip-10-0-1-23.ap-northeast-2.compute.internal',
    'localhost',
    '10.0.0.256',
    '10.256.0.1',
    '1.2.3.4.5',
    '1..2',
    '08.0.0.1',
    '4294967296',
    '99999999999999999999999',
    '0x1g',
    '1e3',
    '-1',
    '10.0.0.1/8',
    '::1::2',
    ':::',
    '1:2:3:4:5:6:7:8:9',
    '[::1',
    '[10.0.0.1]',
    'a%b',
  ])('takes %j for a name', (text) => {
    expect(recogniseAddress(text)).toBeNull();
  });

  it('agrees with the WHATWG URL parser on every IPv6 text', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const address = recogniseAddress(text);
        if (address?.kind === 'ipv4') return;
        expect(`[${address?.text}]`).toBe(new URL(`http://[${text}]/`).hostname);
      }),
      { numRuns: 5_000 },
    );
  });

  it('agrees with the WHATWG URL parser on every spelling of IPv4', () => {
    const number = fc.oneof(fc.nat(300), fc.nat(0xffff_ffff));
    const part = fc.tuple(number, fc.constantFrom(10, 16, 8)).map(([value, base]) => {
      const digits = value.toString(base);
      return base === 16 ? `0x${digits}` : base === 8 ? `0${digits}` : digits;
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const text = parts.join('.');
        const expected = URL.canParse(`http://${text}/`)
          ? new URL(`http://${text}/`).hostname
          : null;
        expect(recogniseAddress(text)?.text ?? null).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('addresses in bytes', () => {
  it('writes IPv4 in dotted decimal', () => {
    expect(ipv4Address(Uint8Array.of(10, 0, 1, 23)).text).toBe('10.0.1.23');
  });

  it('reads 16 bytes as the text of the same address', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const address = ipv6Address(Buffer.from(bytes));
        expect(recogniseAddress(address.text)).toEqual(address);
      }),
      { numRuns: 5_000 },
    );
  });

  it('turns IPv4-mapped bytes into IPv4', () => {
    const bytes = Buffer.from('00000000000000000000ffffa9fea9fe', 'hex');
    expect(ipv6Address(bytes)).toEqual({ kind: 'ipv4', text: '169.254.169.254' });
  });
});
