import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { hostKeyOf, isWholeKey } from '../../../electron/ssh/trust/host-key';
import { coversHost, knownHostsName } from '../../../electron/ssh/trust/host-pattern';
import { knownKeys } from '../../../electron/ssh/trust/known-hosts';
import { defaultKnownHostsFiles } from '../../../electron/ssh/trust/known-hosts-files';

describe('the name a host has in known_hosts', () => {
  it.each([
    ['Bastion.Example', 22, 'bastion.example'],
    ['bastion.example', 2222, '[bastion.example]:2222'],
    ['::1', 22, '::1'],
    ['FE80::1%eth0', 2222, '[fe80::1%eth0]:2222'],
  ])('%s port %i is %s', (host, port, name) => {
    expect(knownHostsName(host, port)).toBe(name);
  });
});

describe('host patterns', () => {
  it.each([
    ['a.b', 'a.b', true],
    ['A.B', 'a.b', true],
    ['a?b', 'a.b', true],
    ['a?b', 'ab', false],
    ['a*b', 'ab', true],
    ['*', '', true],
    ['**?**', 'x', true],
    ['*.b.*.d', 'a.b.c.b.d', true],
    ['*,!a.b', 'a.b', false],
    ['!a.b,*', 'a.b', false],
    ['!a.b', 'c', false],
    ['!!a', 'a', false],
    ['x,y,z', 'y', true],
    ['[a]:22', 'a', false],
    ['|1|damaged', 'a', null],
  ])('%s and %s: %s', (field, name, expected) => {
    expect(coversHost(field, name)).toBe(expected);
  });

  it('cannot be made slow by a line full of stars', () => {
    const began = performance.now();
    expect(coversHost(`${'*a'.repeat(400)}b`, 'a'.repeat(1000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('host keys', () => {
  const ed25519 = Buffer.concat([
    Buffer.from('0000000b7373682d65643235353139', 'hex'),
    Buffer.from('00000020', 'hex'),
    Buffer.alloc(32, 7),
  ]);

  it('have the name their blob begins with', () => {
    expect(hostKeyOf(ed25519).type).toBe('ssh-ed25519');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a length beyond the end', Buffer.from('000000ff73', 'hex')],
    ['an empty name', Buffer.alloc(4)],
    ['control characters', Buffer.from('000000021b5b', 'hex')],
  ])('are refused when a server sends %s', (_, blob) => {
    expect(() => hostKeyOf(blob)).toThrowError('internal');
  });

  it('are whole or not taken from a file', () => {
    expect(isWholeKey('ssh-ed25519', ed25519)).toBe(true);
    expect(isWholeKey('ssh-rsa', ed25519)).toBe(false);
    expect(isWholeKey('ssh-ed25519', ed25519.subarray(0, -1))).toBe(false);
    expect(isWholeKey('ssh-ed25519', Buffer.concat([ed25519, Buffer.alloc(4)]))).toBe(false);
    const inherited = Buffer.from('0000000b636f6e7374727563746f72', 'hex');
    expect(isWholeKey('constructor', inherited)).toBe(false);
  });

  it('are found on a line of a list that ends without a newline, after bytes that are no text', () => {
    const line = `bastion ssh-ed25519 ${ed25519.toString('base64')} comment`;
    const file = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, 0x0a]), Buffer.from(line)]);
    expect(knownKeys(file, 'bastion')).toEqual([
      { marker: 'none', line: 2, key: hostKeyOf(ed25519) },
    ]);
  });
});

describe('the lists OpenSSH reads by default', () => {
  it('on Linux and macOS', () => {
    expect(defaultKnownHostsFiles({ HOME: '/home/u' }, 'linux')).toEqual([
      '/home/u/.ssh/known_hosts',
      '/home/u/.ssh/known_hosts2',
      '/etc/ssh/ssh_known_hosts',
      '/etc/ssh/ssh_known_hosts2',
    ]);
    expect(defaultKnownHostsFiles({}, 'darwin')).toEqual([
      '/etc/ssh/ssh_known_hosts',
      '/etc/ssh/ssh_known_hosts2',
    ]);
  });

  it('on Windows', () => {
    const env = { USERPROFILE: 'C:\\Users\\u', ProgramData: 'C:\\ProgramData' };
    expect(defaultKnownHostsFiles(env, 'win32')).toEqual([
      'C:\\Users\\u\\.ssh\\known_hosts',
      'C:\\Users\\u\\.ssh\\known_hosts2',
      'C:\\ProgramData\\ssh\\ssh_known_hosts',
    ]);
  });
});
