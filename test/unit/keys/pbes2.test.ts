import { describe, expect, it } from 'vitest';
import { readPbes2 } from '../../../electron/keys/formats/pbes2';

/** One element of DER; lengths up to 255 are all a test needs. */
function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string, 'hex')));
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: (Buffer | string)[]): Buffer => der(0x30, ...parts);
const octets = (length: number): Buffer => der(0x04, Buffer.alloc(length, 9));
const integer = (hex: string): Buffer => der(0x02, hex);

const pbes2 = '06092a864886f70d01050d';
const pbkdf2 = '06092a864886f70d01050c';
const scrypt = '06092b06010401da47040b';
const aes256 = '060960864801650304012a';
const hmacSha256 = sequence('06082a864886f70d0209', '0500');

function file(
  derivation: Buffer,
  cipher: Buffer = sequence(aes256, octets(16)),
  data = octets(48),
) {
  return readPbes2(sequence(sequence(pbes2, sequence(derivation, cipher)), data));
}

const salted = (iterations: string, ...rest: Buffer[]) =>
  sequence(pbkdf2, sequence(octets(16), integer(iterations), ...rest));
const memory = (n: string, r: string, p: string, ...rest: Buffer[]) =>
  sequence(scrypt, sequence(octets(16), integer(n), integer(r), integer(p), ...rest));

describe('PBES2', () => {
  it.each([
    ['PBKDF2 with what is default left out', salted('0800')],
    ['PBKDF2 with a digest and a key length', salted('0800', integer('20'), hmacSha256)],
    ['scrypt', memory('4000', '08', '01')],
    ['scrypt with a key length', memory('4000', '08', '01', integer('20'))],
  ])('over %s derives a key of the length of the cipher', (_name, derivation) => {
    expect(file(derivation).derive(Buffer.from('x'))).toHaveLength(32);
  });

  it.each([
    ['PBKDF2 of 2 thousand million rounds', salted('7fffffff')],
    ['PBKDF2 of eleven million rounds', salted('00a7d8c0')],
    ['scrypt over 1 GiB', memory('100000', '08', '01')],
    ['scrypt in seventeen lanes', memory('4000', '08', '11')],
    ['a digest unknown here', salted('0800', sequence('06082a864886f70d020c', '0500'))],
    ['a derivation unknown here', sequence('06032a0304', sequence(octets(8)))],
  ])('over %s is not for us', (_name, derivation) => {
    expect(() => file(derivation)).toThrow('key-unsupported');
  });

  it.each([
    ['no rounds', salted('00')],
    ['a key length of another cipher', salted('0800', integer('10'))],
    ['scrypt whose N is no power of two', memory('4001', '08', '01')],
    ['scrypt of no blocks', memory('4000', '00', '01')],
  ])('over %s is damage', (_name, derivation) => {
    expect(() => file(derivation)).toThrow('key-corrupt');
  });

  it('with an IV or data of a length no block fits is damage', () => {
    expect(() => file(salted('0800'), sequence(aes256, octets(15)))).toThrow('key-corrupt');
    expect(() => file(salted('0800'), undefined, octets(47))).toThrow('key-corrupt');
    expect(() => file(salted('0800'), undefined, octets(0))).toThrow('key-corrupt');
  });

  it('with DES or RC2 is named', () => {
    const des = sequence('06052b0e030207', octets(8));
    expect(() => file(salted('0800'), des)).toThrow('key-unsupported');
  });
});
