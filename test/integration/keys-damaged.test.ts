import { basename } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  bad,
  canary,
  changed,
  changedWithin,
  KeyBench,
  output,
  withBody,
} from '../support/key-bench';

const bench = await KeyBench.open();
const { maker } = bench;
afterAll(() => bench.close());

function certificate(): string {
  const file = maker.write('user.pub', `${maker.base('ed25519').publicLine}\n`);
  output('ssh-keygen', '-q', '-s', maker.base('ecdsa-256').file, '-I', 'id', file);
  return output('cat', file.replace(/\.pub$/, '-cert.pub'));
}

function x509(): string {
  const key = maker.path('x509.key');
  return output(
    'openssl',
    'req',
    '-x509',
    '-subj',
    '/CN=x',
    '-nodes',
    '-newkey',
    'rsa:2048',
    '-keyout',
    key,
  );
}

function exported(kind: 'rsa-2048' | 'ed25519', ...format: string[]): string {
  return output('ssh-keygen', '-e', ...format, '-f', maker.base(kind).file);
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

function withoutLines(text: string, from: number, count: number): string {
  return text
    .split('\n')
    .filter((_line, index) => index < from || index >= from + count)
    .join('\n');
}

const noKeys = [
  bad('nothing at all', () => '', { code: 'key-empty' }),
  bad('blank lines', () => ' \r\n\n', { code: 'key-empty' }),
  bad('a byte order mark and nothing', () => '\ufeff', { code: 'key-empty' }),
  bad('prose', () => 'Dear diary,\n', { code: 'key-not-recognised' }),
  bad('bytes without sense', () => Buffer.alloc(2048, 0x9d), { code: 'key-not-recognised' }),
  bad('65 KiB', () => 'x'.repeat(65 * 1024), {
    code: 'key-too-large',
    bytes: 66_560,
    limit: 65_536,
  }),
];

const encodings = [
  bad('UTF-16 with a mark', () => utf16(`\ufeff${bench.openssh()}`), {
    code: 'key-encoding',
    encoding: 'utf-16le',
  }),
  bad('UTF-16 without a mark', () => utf16(bench.ppk(3)), {
    code: 'key-encoding',
    encoding: 'utf-16le',
  }),
  bad('UTF-16, big end first', () => utf16(`\ufeff${bench.openssh()}`).swap16(), {
    code: 'key-encoding',
    encoding: 'utf-16be',
  }),
];

const notPrivate = [
  bad('an OpenSSH .pub', () => maker.base('rsa-2048').publicLine, { code: 'key-is-public' }),
  bad('a line of authorized_keys', () => `restrict,pty ${maker.base('ecdsa-256').publicLine}`, {
    code: 'key-is-public',
  }),
  bad('an RFC 4716 public key', () => exported('ed25519'), { code: 'key-is-public' }),
  bad('a PEM public key', () => exported('rsa-2048', '-m', 'PEM'), { code: 'key-is-public' }),
  bad('a PKCS#8 public key', () => exported('rsa-2048', '-m', 'PKCS8'), { code: 'key-is-public' }),
  bad('an OpenSSH certificate', certificate, { code: 'key-is-certificate' }),
  bad('an X.509 certificate', x509, { code: 'key-is-certificate' }),
];

function truncated(name: string, format: string, make: () => string, secret: string | null = null) {
  return bad(name, make, { code: 'key-truncated', format }, secret);
}

const cutOff = [
  truncated('OpenSSH cut within its base64', 'openssh', () => bench.openssh().slice(0, 200)),
  truncated('OpenSSH cut within its first line', 'pem', () => bench.openssh().slice(0, 20)),
  truncated('OpenSSH with a line missing', 'openssh', () => withoutLines(bench.openssh(), 3, 1)),
  truncated('OpenSSH with half a group missing', 'openssh', () =>
    changed(bench.openssh(), /..\n-----END/, '\n-----END'),
  ),
  truncated('PKCS#1 without its end', 'pkcs1', () => changed(bench.rsaPem(), /-----END.*/, '')),
  truncated('PKCS#1 with lines missing', 'pkcs1', () => withoutLines(bench.rsaPem(), 5, 4)),
  truncated('PKCS#8 shorter than it says', 'pkcs8', () =>
    withBody(bench.pkcs8(), (der) => der.subarray(0, 40)),
  ),
  truncated(
    'encrypted PKCS#8 shorter than it says',
    'pkcs8',
    () => withBody(bench.pkcs8(canary), (der) => der.subarray(0, -16)),
    canary,
  ),
  truncated('PPK without its MAC', 'ppk3', () => changed(bench.ppk(3), /Private-MAC[\s\S]*/, '')),
  truncated('PPK cut within a header', 'ppk2', () =>
    changed(bench.ppk(2), /Private-Lines[\s\S]*/, 'Priv'),
  ),
  truncated('PPK with fewer lines than announced', 'ppk3', () =>
    changed(bench.ppk(3), /Private-Lines: 1\n[\s\S]*/, 'Private-Lines: 9\nAAAA\n'),
  ),
  truncated('PPK with half a MAC', 'ppk3', () => changed(bench.ppk(3), /.{8}\s*$/, '')),
  truncated('PPK of one word', 'ppk', () => 'PuTTY-User-Key-File'),
];

function corrupt(name: string, format: string, make: () => string) {
  return bad(name, make, { code: 'key-corrupt', format });
}

const spoilt = [
  corrupt('OpenSSH with a wrong magic', 'openssh', () =>
    changedWithin(bench.openssh(), 'key-v1', 'key-v9'),
  ),
  corrupt('OpenSSH with a stray character', 'openssh', () =>
    changed(bench.openssh(), 'AAAA', 'AA*A'),
  ),
  corrupt('OpenSSH with bytes behind its end', 'openssh', () =>
    withBody(bench.openssh(), (body) => Buffer.concat([body, Buffer.alloc(3)])),
  ),
  corrupt('PKCS#1 that is not DER', 'pkcs1', () =>
    withBody(bench.rsaPem(), () => Buffer.alloc(30, 0x41)),
  ),
  corrupt('PPK with another comment', 'ppk3', () =>
    changed(bench.ppk(3), ': culvert', ': culverT'),
  ),
  corrupt('PPK version 2 with another comment', 'ppk2', () =>
    changed(bench.ppk(2), ': culvert', ': culverT'),
  ),
  corrupt('PPK of one type with another in it', 'ppk3', () =>
    changed(bench.ppk(3), ': ssh-ed25519', ': ssh-rsa'),
  ),
  bad(
    'an encrypted PPK with another comment',
    () => changed(bench.ppk(3, canary), ': culvert', ': culverT'),
    { code: 'passphrase-wrong' },
    canary,
  ),
];

describe.each([
  ['no key', noKeys],
  ['an encoding of Windows', encodings],
  ['not the private half', notPrivate],
  ['cut off', cutOff],
  ['spoilt', spoilt],
])('%s', (_group, files) => {
  it.each(files)('$name', async ({ name, make, expected, secret }) => {
    const file = maker.write('bad', make());
    const failure = await bench.failureOf(file, secret);
    expect(failure, name).toMatchObject({ ...expected, name: basename(file) });
  });
});
