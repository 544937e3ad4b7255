import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bitLength,
  unsigned,
  WireReader,
  wireMpint,
  wireString,
  wireUint32,
} from '../../../electron/keys/formats/wire';

function reader(bytes: Buffer): WireReader {
  return new WireReader(bytes, () => new Error('too short'));
}

describe('mpint', () => {
  // RFC 4251 section 5 gives these.
  it.each([
    [0n, '00000000'],
    [0x9a378f9b2e332a7n, '0000000809a378f9b2e332a7'],
    [0x80n, '000000020080'],
  ])('%s is written as in the RFC', (value, hex) => {
    expect(wireMpint(value).toString('hex')).toBe(hex);
    expect(reader(Buffer.from(hex, 'hex')).mpint()).toBe(value);
  });

  it('is null when negative', () => {
    expect(reader(Buffer.from('00000002edcc', 'hex')).mpint()).toBeNull();
  });

  it('comes back whatever it is', () => {
    const value = fc.bigInt({ min: 0n, max: 2n ** 4096n });
    fc.assert(fc.property(value, (number) => reader(wireMpint(number)).mpint() === number));
  });
});

describe('a reader', () => {
  it('gives strings back in order and knows what is left', () => {
    const strings = fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 8 });
    fc.assert(
      fc.property(strings, (values) => {
        const fields = reader(Buffer.concat(values.map(wireString)));
        for (const value of values) expect(fields.string()).toEqual(Buffer.from(value));
        expect(fields.left).toBe(0);
      }),
    );
  });

  it.each(['', '00', '000000', '00000001', '0000000461', 'ffffffff61'])(
    'refuses to read past the end of %j',
    (hex) => {
      expect(() => reader(Buffer.from(hex, 'hex')).string()).toThrow('too short');
    },
  );

  it('never yields more bytes than there are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const fields = reader(Buffer.from(bytes));
        try {
          while (fields.left > 0) fields.string();
        } catch (error) {
          expect(String(error)).toBe('Error: too short');
        }
        expect(fields.left).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

it('counts bits', () => {
  expect([0n, 1n, 255n, 256n, 2n ** 2048n - 1n].map(bitLength)).toEqual([0, 1, 8, 9, 2048]);
  expect(unsigned(Buffer.from('0100', 'hex'))).toBe(256n);
  expect(wireUint32(0xfffffffe).toString('hex')).toBe('fffffffe');
});
