import { describe, expect, it } from 'vitest';
import { mayBeHidden } from '../../../electron/ssh/local-network';

const macOS15 = { platform: 'darwin', release: '24.0.0' } as const;
const noHost = Object.assign(new Error('no host'), { code: 'EHOSTUNREACH' });

describe('FLT-10: what macOS may hide', () => {
  it.each([
    ['bastion.example', '10.255.255.254', true],
    ['bastion.example', '11.0.0.1', false],
    ['bastion.example', '172.15.255.254', false],
    ['bastion.example', '172.16.0.1', true],
    ['bastion.example', '172.31.255.254', true],
    ['bastion.example', '172.32.0.1', false],
    ['bastion.example', '192.167.255.254', false],
    ['bastion.example', '192.168.0.1', true],
    ['bastion.example', '169.254.1.1', true],
    ['bastion.example', '100.64.0.1', false],
    ['bastion.example', 'fe80::1%en0', true],
    ['bastion.example', 'febf::1', true],
    ['bastion.example', 'fec0::1', false],
    ['bastion.example', 'fd12::1', true],
    ['bastion.example', '2001:db8::1', false],
    ['bastion.example', '::ffff:192.168.0.1', true],
    ['Bastion.LOCAL', '203.0.113.1', true],
    ['bastion.local.', '203.0.113.1', true],
    ['bastion.local.example', '203.0.113.1', false],
    ['local', '203.0.113.1', false],
  ])('%s at %s: %s', (host, address, expected) => {
    expect(mayBeHidden(macOS15, host, address, noHost)).toBe(expected);
  });

  it.each(['ENETUNREACH', 'ETIMEDOUT', 'ECONNREFUSED', 'EACCES'])('is not told by %s', (code) => {
    const error = Object.assign(new Error('another'), { code });
    expect(mayBeHidden(macOS15, 'bastion.local', '192.168.0.1', error)).toBe(false);
  });
});
