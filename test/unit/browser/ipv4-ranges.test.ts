import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipv4RangePattern } from '../../../electron/browser/ipv4-ranges';
import { urlExpression } from '../../../electron/browser/url-patterns';

function text(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** Whether two addresses agree in their first bits: the meaning of a range, by arithmetic. */
function sameNetwork(one: number, other: number, prefix: number): boolean {
  return prefix === 0 || one >>> (32 - prefix) === other >>> (32 - prefix);
}

function expressionFor(range: string): RegExp {
  return new RegExp(urlExpression(ipv4RangePattern(range)), 'i');
}

const anyAddress = fc.integer({ min: 0, max: 0xffffffff });
const anyPrefix = fc.integer({ min: 0, max: 32 });

describe('a range of IPv4 addresses as an expression', () => {
  it('is exact in every octet, for every prefix and every block: all 256 values tried', () => {
    let tried = 0;
    for (let prefix = 0; prefix <= 32; prefix += 1) {
      const octet = Math.min(3, Math.floor(Math.max(0, prefix - 1) / 8));
      const shift = 24 - 8 * octet;
      const size = 2 ** (8 - (prefix - 8 * octet));
      for (let low = 0; low < 256; low += size) {
        const base = [203, 7, 99, 250].map((value, index) => (index === octet ? low : value));
        const expression = expressionFor(`${base.join('.')}/${prefix}`);
        const network = Number.parseInt(
          base.map((value) => value.toString(16).padStart(2, '0')).join(''),
          16,
        );
        for (let value = 0; value < 256; value += 1) {
          const address = ((network & ~(255 << shift)) | (value << shift)) >>> 0;
          const covered = expression.test(`http://${text(address)}:8088/`);
          if (covered !== sameNetwork(address, network, prefix)) {
            expect.fail(`${base.join('.')}/${prefix} and ${text(address)}: ${covered}`);
          }
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(500_000);
  });

  it('agrees with arithmetic for any range and any address', () => {
    fc.assert(
      fc.property(anyAddress, anyPrefix, anyAddress, (network, prefix, address) => {
        const covered = expressionFor(`${text(network)}/${prefix}`).test(
          `https://${text(address)}/`,
        );
        expect(covered).toBe(sameNetwork(network, address, prefix));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends exactly at its borders', () => {
    fc.assert(
      fc.property(anyAddress, anyPrefix, (network, prefix) => {
        const expression = expressionFor(`${text(network)}/${prefix}`);
        const size = 2 ** (32 - prefix);
        const first = network - (network % size);
        const covers = (address: number) => expression.test(`ws://${text(address)}:1/`);
        expect(covers(first)).toBe(true);
        expect(covers(first + size - 1)).toBe(true);
        if (first > 0) expect(covers(first - 1)).toBe(false);
        if (first + size <= 0xffffffff) expect(covers(first + size)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [
      '10.20.0.0/16',
      String.raw`10\.20\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`,
    ],
    ['10.0.1.23', String.raw`10\.0\.1\.23`],
    ['10.0.16.0/22', String.raw`10\.0\.1[6-9]\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`],
    ['192.168.4.96/27', String.raw`192\.168\.4\.(9[6-9]|1[0-1]\d|12[0-7])`],
  ])('writes %s the way a person would', (range, host) => {
    expect(ipv4RangePattern(range).host).toBe(host);
  });

  it('names itself after the network, not after the address it was given by', () => {
    expect(ipv4RangePattern(' 10.20.33.44/16 ').title).toBe('Addresses 10.20.0.0/16');
    expect(ipv4RangePattern('10.0.1.23').title).toBe('Addresses 10.0.1.23/32');
  });

  it.each(['http://10.20.1.1.evil.example/', 'http://10.20.1/x', 'http://10.20.1.1@evil.example/'])(
    'does not mistake %s for an address of 10.20.0.0/16',
    (url) => {
      expect(expressionFor('10.20.0.0/16').test(url)).toBe(false);
    },
  );

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0/8',
    '256.0.0.0/8',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    'fd00::/8',
    '10.0.0.0/-1',
    'ten',
  ])('refuses %j', (range) => {
    expect(() => ipv4RangePattern(range)).toThrow(RangeError);
  });
});
