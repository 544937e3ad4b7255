import { describe, expect, it } from 'vitest';
import { readDestination } from '../../../electron/socks/destination-name';
import { destinationPolicy } from '../../../electron/socks/policy';

function permitted(host: string, allow: readonly string[] = []): boolean {
  const destination = readDestination(Buffer.from(host), 80);
  if (destination === null) throw new Error(`${host} is not a destination`);
  return destinationPolicy(allow).permits(destination);
}

describe('destinationPolicy', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
    '127.0.0.1.',
    '::1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    '::1%1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '0',
    '0.1.2.3',
    '::',
    '::ffff:0.0.0.0',
    '169.254.169.254',
    '169.254.0.1',
    '169.254.43518',
    '0xa9fea9fe',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    'fe80::1',
    'fe80::1%eth0',
    'febf:ffff::1',
    'fd00:ec2::254',
    'FD00:0EC2:0:0::254',
    'localhost',
    'LocalHost',
    'localhost.',
    'app.localhost',
    'a.b.LOCALHOST.',
    'localhost.localdomain',
    'localhost6.localdomain6',
    'ip6-loopback',
    'instance-data',
    'instance-data.ec2.internal',
    'instance-data.eu-west-1.compute.internal.',
    'ⓛocalhost',
    'localhost。',
    '１２７.0.0.1',
    '①⑥⑨.254.169.254',
  ])('refuses %s by default', (host) => {
    expect(permitted(host)).toBe(false);
  });

  it.each([
    '10.0.1.23',
    '172.31.0.1',
    '192.168.1.1',
    '8.8.8.8',
    '126.255.255.255',
    '128.0.0.1',
    '1.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '::2',
    'fec0::1',
    'fd00:ec2::253',
    'fd00:ec2::1:254',
    '2001:db8::1',
    'ip-10-0-1-23.ap-northeast-2.compute.internal',
    'localhost.example.com',
    'notlocalhost',
    'localhosts',
    'instance-database',
    'instance-data.example.com',
    'bücher.example',
    'under_score.internal',
  ])('permits %s by default', (host) => {
    expect(permitted(host)).toBe(true);
  });

  it.each([
    ['127.0.0.1', '127.0.0.0/8'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.1', '127.0.0.1/32'],
    ['localhost', '127.0.0.0/8'],
    ['app.localhost.', '127.0.0.1/32'],
    ['localhost', '::1'],
    ['::1', '::1/128'],
    ['::1%1', '::1/128'],
    ['::ffff:127.0.0.1', '127.0.0.0/8'],
    ['127.0.0.1', '::ffff:127.0.0.0/104'],
    ['169.254.169.254', '169.254.169.254/32'],
    ['instance-data', '169.254.0.0/16'],
    ['fe80::1%eth0', 'fe80::/10'],
    ['fd00:ec2::254', 'fd00::/8'],
    ['0.0.0.0', '0.0.0.0/0'],
    ['127.9.9.9', '0.0.0.0/0'],
  ])('permits %s when %s is allowed', (host, allow) => {
    expect(permitted(host, [allow])).toBe(true);
  });

  it.each([
    ['127.0.0.2', '127.0.0.1/32'],
    ['localhost', '127.0.1.0/24'],
    ['localhost', '10.0.0.0/8'],
    ['::1', '127.0.0.0/8'],
    ['127.0.0.1', '::1/128'],
    ['169.254.169.254', '169.254.169.253'],
    ['instance-data', '127.0.0.0/8'],
    ['169.254.169.254', '127.0.0.0/8'],
  ])('still refuses %s when %s is allowed', (host, allow) => {
    expect(permitted(host, [allow])).toBe(false);
  });

  it.each([
    '',
    'localhost',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '::::',
    '1.2.3.4/-1',
    '::ffff:1.2.3.4/64',
  ])('does not take %j for a range', (range) => {
    expect(() => destinationPolicy([range])).toThrow(RangeError);
  });
});

describe('a limit to the destinations of a tunnel', () => {
  const limit = {
    suffixes: ['compute.internal', '.ec2.internal'],
    ranges: ['10.0.0.0/16'],
    ports: [],
  };
  const table: readonly (readonly [string, number, boolean])[] = [
    ['ip-10-0-1-23.ap-northeast-2.compute.internal', 8088, true],
    ['IP-10-0-1-23.EC2.Internal.', 8088, true],
    ['compute.internal', 80, true],
    ['notcompute.internal', 80, false],
    ['compute.internal.evil.example', 80, false],
    ['www.google.com', 443, false],
    ['10.0.255.1', 22, true],
    ['10.1.0.1', 22, false],
    ['167772161', 80, true],
    ['127.0.0.1', 80, false],
    ['::1', 80, false],
  ];

  it.each(table)('%s:%i → %s', (host, port, permitted) => {
    const policy = destinationPolicy([], limit);
    const address = /^[\d.]+$/.test(host) && host.includes('.') ? 'ipv4' : 'name';
    const kind = host.includes(':') ? 'ipv6' : address;
    expect(policy.permits({ host, port, kind })).toBe(permitted);
  });

  it('narrows to ports alone, and leaves the rest open', () => {
    const policy = destinationPolicy([], { suffixes: [], ranges: [], ports: [8088] });
    expect(policy.permits({ host: 'anything.example', port: 8088, kind: 'name' })).toBe(true);
    expect(policy.permits({ host: 'anything.example', port: 80, kind: 'name' })).toBe(false);
  });

  it('does not open what is refused by default', () => {
    const policy = destinationPolicy([], { suffixes: [], ranges: ['127.0.0.0/8'], ports: [] });
    expect(policy.permits({ host: '127.0.0.1', port: 80, kind: 'ipv4' })).toBe(false);
  });
});
