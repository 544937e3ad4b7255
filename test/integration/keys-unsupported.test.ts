import { afterAll, describe, expect, it } from 'vitest';
import {
  bad,
  canary,
  changed,
  changedWithin,
  KeyBench,
  output,
  textOf,
} from '../support/key-bench';

const bench = await KeyBench.open();
const { maker } = bench;
afterAll(() => bench.close());

function unsupported(
  type: string | RegExp,
  name: string,
  make: () => string,
  secret: string | null = null,
) {
  const named = typeof type === 'string' ? type : expect.stringMatching(type);
  return bad(name, make, { code: 'key-unsupported', type: named }, secret);
}

function generated(...options: string[]): string {
  return output('openssl', 'genpkey', '-algorithm', ...options);
}

function dsa(): string {
  const parameters = maker.path('dsa.pem');
  output('openssl', 'dsaparam', '-out', parameters, '1024');
  return output('openssl', 'gendsa', parameters);
}

function curve(...options: string[]): string {
  return output('openssl', 'ecparam', '-name', ...options, '-genkey');
}

function oldPkcs8(): string {
  const source = maker.sshKeygen('ecdsa-256', 'PEM', '');
  return textOf(maker.opensslPkcs8(source, canary, ['-v1', 'PBE-SHA1-3DES']));
}

const types = [
  unsupported('ssh-dss', 'DSA in PEM', dsa),
  unsupported('ssh-dss', 'DSA in PKCS#8', () =>
    output('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', maker.write('dsa.pem', dsa())),
  ),
  unsupported('ssh-ed448', 'Ed448', () => generated('ed448')),
  unsupported('ssh-ed448', 'Ed448 in PPK', () => changed(bench.ppk(3), 'ssh-ed25519', 'ssh-ed448')),
  unsupported('X25519', 'X25519', () => generated('x25519')),
  unsupported('RSASSA-PSS', 'RSA for PSS only', () =>
    generated('rsa-pss', '-pkeyopt', 'rsa_keygen_bits:1024'),
  ),
  unsupported('ssh-rsa, 768 bits', 'RSA of 768 bits', () =>
    output('openssl', 'genrsa', '-traditional', '768'),
  ),
  unsupported('multi-prime RSA', 'RSA of three primes', () =>
    output('openssl', 'genrsa', '-traditional', '-primes', '3', '2048'),
  ),
  unsupported('secp256k1', 'a curve SSH does not know', () => curve('secp256k1')),
  unsupported('explicit curve parameters', 'a curve spelt out', () =>
    curve('prime256v1', '-param_enc', 'explicit', '-noout'),
  ),
  unsupported('sk-ssh-ed25', 'a key of a security token', () =>
    changedWithin(bench.openssh(), 'ssh-ed25519\0\0\0 ', 'sk-ssh-ed25\0\0\0 '),
  ),
];

const formats = [
  unsupported('PuTTY-User-Key-File-1', 'PPK version 1', () =>
    changed(bench.ppk(2), 'File-2', 'File-1'),
  ),
  unsupported('PuTTY-User-Key-File-4', 'PPK version 4', () =>
    changed(bench.ppk(3), 'File-3', 'File-4'),
  ),
  unsupported(
    'ssh.com',
    'an ssh.com private key',
    () => '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA\n',
  ),
  unsupported('SSH-1', 'an SSH-1 private key', () => 'SSH PRIVATE KEY FILE FORMAT 1.1\n\0'),
  unsupported(
    'PGP PRIVATE KEY BLOCK',
    'a PGP private key',
    () => '-----BEGIN PGP PRIVATE KEY BLOCK-----\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----\n',
  ),
];

const chacha = 'chacha20-poly1305@openssh.com';
const ciphers = [
  unsupported(
    'twofish',
    'PPK of another cipher',
    () => changed(bench.ppk(3, canary), 'aes256-cbc', 'twofish'),
    canary,
  ),
  unsupported(
    chacha,
    'OpenSSH of another cipher',
    () => textOf(maker.sshKeygen('ed25519', 'RFC4716', canary, ['-Z', chacha])),
    canary,
  ),
  unsupported(
    'CAMELLIA-128-CBC',
    'PEM of another cipher',
    () => changed(bench.rsaPem(canary), 'AES-128-CBC', 'CAMELLIA-128-CBC'),
    canary,
  ),
  unsupported('pbeWithSHAAnd3-KeyTripleDES-CBC', 'PKCS#8 of an old scheme', oldPkcs8, canary),
];

const derivations = [
  unsupported(
    'Argon3',
    'PPK of another derivation',
    () => changed(bench.ppk(3, canary), 'Argon2id', 'Argon3'),
    canary,
  ),
  unsupported(
    'scrypt',
    'OpenSSH of another derivation',
    () => changedWithin(bench.openssh(canary), 'bcrypt', 'scrypt'),
    canary,
  ),
  unsupported(
    /16777232 rounds/,
    'OpenSSH of millions of rounds',
    () => changedWithin(bench.openssh(canary), '\0\0\0\x10\0\0\0\x01', '\x01\0\0\x10\0\0\0\x01'),
    canary,
  ),
  unsupported(
    /4294967295 KiB/,
    'Argon2 over 4 TiB',
    () => changed(bench.ppk(3, canary), /Memory: \d+/, 'Memory: 4294967295'),
    canary,
  ),
  unsupported(
    /1000000 passes/,
    'Argon2 over a million passes',
    () => changed(bench.ppk(3, canary), /Passes: \d+/, 'Passes: 1000000'),
    canary,
  ),
  unsupported(
    /1000 lanes/,
    'Argon2 over a thousand lanes',
    () => changed(bench.ppk(3, canary), /Parallelism: \d+/, 'Parallelism: 1000'),
    canary,
  ),
  bad(
    'Argon2 over no memory',
    () => changed(bench.ppk(3, canary), /Memory: \d+/, 'Memory: 0'),
    { code: 'key-corrupt' },
    canary,
  ),
];

describe.each([
  ['key types', types],
  ['formats', formats],
  ['ciphers', ciphers],
  ['derivations', derivations],
])('SSH-21: %s that cannot be used are named', (_group, files) => {
  it.each(files)('$name', async ({ make, expected, secret }) => {
    const failure = await bench.failureOf(maker.write('unsupported', make()), secret);
    expect(failure).toMatchObject(expected);
  });
});
