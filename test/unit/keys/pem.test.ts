import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../electron/keys/formats/base64';
import { commentText } from '../../../electron/keys/formats/comment';
import { readPem } from '../../../electron/keys/formats/pem';
import { readPemEncryption } from '../../../electron/keys/formats/pem-encryption';

const block = (label: string, body: string) =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

describe('PEM', () => {
  it('is found between other text, with any line end', () => {
    const text = `Bag Attributes\n${block('EC PARAMETERS', 'AAAA')}\n${block('EC PRIVATE KEY', 'BBBB\nCCCC')}`;
    for (const end of ['\n', '\r\n', '\r']) {
      const { blocks, unfinished } = readPem(text.replaceAll('\n', end));
      expect(blocks.map(({ label, base64 }) => [label, base64])).toEqual([
        ['EC PARAMETERS', 'AAAA'],
        ['EC PRIVATE KEY', 'BBBBCCCC'],
      ]);
      expect(unfinished).toBeNull();
    }
  });

  it('keeps its headers apart', () => {
    const text = block(
      'RSA PRIVATE KEY',
      'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA',
    );
    const [first] = readPem(text).blocks;
    expect(first?.base64).toBe('AAAA');
    expect([...(first?.headers ?? [])]).toEqual([
      ['Proc-Type', '4,ENCRYPTED'],
      ['DEK-Info', 'AES-128-CBC,00'],
    ]);
  });

  it('without an end, or with that of another, is unfinished', () => {
    expect(readPem('-----BEGIN PRIVATE KEY-----\nAAAA\n').unfinished).toBe('PRIVATE KEY');
    const mixed = '-----BEGIN A-----\n-----BEGIN B-----\n-----END A-----\n-----END B-----\n';
    expect(readPem(mixed)).toMatchObject({ blocks: [{ label: 'B' }], unfinished: 'A' });
  });
});

describe('the headers of an encrypted PEM', () => {
  const encryption = (kind: string | null, info: string | null) => {
    const headers = new Map<string, string>();
    if (kind !== null) headers.set('Proc-Type', kind);
    if (info !== null) headers.set('DEK-Info', info);
    return readPemEncryption({ label: 'RSA PRIVATE KEY', headers, base64: '' }, 'pkcs1');
  };

  it('name the cipher and the IV, or are not there', () => {
    const iv = '00112233445566778899AABBCCDDEEFF';
    expect(encryption('4,ENCRYPTED', `AES-256-CBC,${iv}`)).toMatchObject({
      cipher: { name: 'aes-256-cbc', keyLength: 32 },
      iv: Buffer.from(iv, 'hex'),
    });
    expect(encryption(null, null)).toBeNull();
  });

  it.each([
    [null, 'AES-128-CBC,00'],
    ['4,ENCRYPTED', null],
    ['4,MIC-CLEAR', 'AES-128-CBC,00'],
    ['4,ENCRYPTED', 'AES-128-CBC'],
    ['4,ENCRYPTED', 'AES-128-CBC,0011'],
    ['4,ENCRYPTED', `AES-128-CBC,${'zz'.repeat(16)}`],
  ])('%s and %s are damage', (kind, info) => {
    expect(() => encryption(kind, info)).toThrow('key-corrupt');
  });

  it('name a cipher nobody should use', () => {
    expect(() => encryption('4,ENCRYPTED', 'DES-CBC,0011223344556677')).toThrow('key-unsupported');
  });
});

describe('base64', () => {
  it.each([
    ['', ''],
    ['QQ==', 'A'],
    ['QUI=', 'AB'],
    ['QUJD', 'ABC'],
  ])('%j', (text, bytes) => {
    expect(decodeBase64(text, 'openssh').toString()).toBe(bytes);
  });

  it.each(['QR==', 'QU=I', 'QQ===', 'Q*==', 'Q-__', 'QQ== '])('%j is damage', (text) => {
    expect(() => decodeBase64(text, 'openssh')).toThrow('key-corrupt');
  });

  it.each(['Q', 'QQ', 'QQ=', 'QUJDQ'])('%j stops too early', (text) => {
    expect(() => decodeBase64(text, 'openssh')).toThrow('key-truncated');
  });
});

describe('a comment', () => {
  it.each([
    [Buffer.from('ключ'), 'ключ'],
    [Buffer.from('Schl\xfcssel', 'latin1'), 'Schlüssel'],
    [Buffer.from('a\u0007\r\n\u001b[31mb\u009b'), 'a[31mb'],
    [Buffer.alloc(70_000, 'x'), 'x'.repeat(512)],
  ])('of example %# is text fit to be shown', (bytes, text) => {
    expect(commentText(bytes)).toBe(text);
  });
});
