import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerReader, isSequence, refuseTruncated, tags } from '../../../electron/keys/formats/der';
import { KeyProblemError } from '../../../electron/keys/key-problem';

function reader(hex: string): DerReader {
  return new DerReader(Buffer.from(hex, 'hex'), 'pkcs8');
}

describe('an element', () => {
  it.each([
    ['020100', 0n],
    ['02017f', 127n],
    ['02020080', 128n],
    ['0203010001', 65537n],
  ])('INTEGER %s', (hex, value) => {
    const fields = reader(hex);
    expect(fields.integer()).toBe(value);
    fields.end();
  });

  it.each([
    ['0200', 'has no content'],
    ['0201ff', 'is negative'],
    ['0202007f', 'is longer than it need be'],
    ['02810101', 'has a length longer than it need be'],
    ['0280', 'has no definite length'],
    ['0285010101010101', 'has a length beyond any file'],
    ['020201', 'ends too early'],
    ['02', 'has no length'],
    ['0400', 'is something else'],
    ['', 'is not there'],
  ])('INTEGER %s is refused: it %s', (hex) => {
    expect(() => reader(hex).integer()).toThrow('key-corrupt');
  });

  it.each([
    ['06092a864886f70d01050d', '1.2.840.113549.1.5.13'],
    ['06032b6570', '1.3.101.112'],
    ['0609608648016503040102', '2.16.840.1.101.3.4.1.2'],
  ])('OBJECT IDENTIFIER %s', (hex, dotted) => {
    expect(reader(hex).oid()).toBe(dotted);
  });

  it.each(['0600', '06022b86'])('OBJECT IDENTIFIER %s is refused', (hex) => {
    expect(() => reader(hex).oid()).toThrow('key-corrupt');
  });

  it('BIT STRING of whole bytes only', () => {
    expect(reader('03020041').bits().toString()).toBe('A');
    expect(() => reader('03020141').bits()).toThrow('key-corrupt');
    expect(() => reader('0300').bits()).toThrow('key-corrupt');
  });
});

it('whatever the bytes, reading ends with a value or a code', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...Object.values(tags)),
      (bytes, tag) => {
        const fields = new DerReader(Buffer.from([tag, ...bytes]), 'pkcs1');
        try {
          expect(fields.take(tag).length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(KeyProblemError);
        }
      },
    ),
  );
});

it('a SEQUENCE is told from one cut off, and from other bytes', () => {
  const whole = Buffer.from('3003020100', 'hex');
  const long = Buffer.concat([Buffer.from('30820100', 'hex'), Buffer.alloc(256)]);
  expect([whole, long].map(isSequence)).toEqual([true, true]);
  for (const cut of [whole.subarray(0, 4), long.subarray(0, 100)]) {
    expect(isSequence(cut)).toBe(false);
    expect(() => refuseTruncated(cut, 'pkcs8')).toThrow('key-truncated');
  }
  expect(isSequence(Buffer.from('0403020100', 'hex'))).toBe(false);
  expect(refuseTruncated(whole, 'pkcs8')).toBeUndefined();
});
