import { describe, expect, it } from 'vitest';
import { httpPage } from '../../../electron/socks/replies';
import { SocksParser, type SocksStep } from '../../../electron/socks/socks-parser';
import { greeting, socks4, socks4a, socks5Ipv4, socks5Ipv6, socks5Name } from './messages';

/** What a client sees and what is asked for it, however its bytes were cut. */
interface Seen {
  answers: string;
  asked?: { version: number; host: string; port: number; kind: string };
  refused?: string;
  /** In hex. */
  early: string;
}

function play(chunks: readonly Buffer[]): Seen {
  const parser = new SocksParser();
  const seen: Seen = { answers: '', early: '' };
  const late: Buffer[] = [];
  for (const chunk of chunks) {
    if (parser.over) late.push(chunk);
    else for (const step of parser.push(chunk)) note(seen, step);
  }
  if (seen.asked !== undefined) seen.early += Buffer.concat(late).toString('hex');
  return seen;
}

function note(seen: Seen, step: SocksStep): void {
  if (step.kind === 'answer') {
    seen.answers += step.bytes.toString('hex');
  } else if (step.kind === 'request') {
    seen.asked = { version: step.version, ...step.destination };
    seen.early = step.early.toString('hex');
  } else {
    seen.answers += step.reply.toString('hex');
    seen.refused = step.failure.why;
  }
}

const hello = greeting(0);
const v5 = (message: Buffer): Buffer => Buffer.concat([hello, message]);
const bytes = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)));

const asked: readonly (readonly [string, Buffer, number, string, number, string])[] = [
  ['5, name', v5(socks5Name('node.internal', 8088)), 5, 'node.internal', 8088, 'name'],
  ['5, one byte', v5(socks5Name('a', 1)), 5, 'a', 1, 'name'],
  ['5, 255 bytes', v5(socks5Name('n'.repeat(255), 65535)), 5, 'n'.repeat(255), 65535, 'name'],
  ['5, UTF-8', v5(socks5Name('bücher.例え', 80)), 5, 'bücher.例え', 80, 'name'],
  ['5, IPv4', v5(socks5Ipv4('10.0.1.23', 443)), 5, '10.0.1.23', 443, 'ipv4'],
  ['5, IPv6', v5(socks5Ipv6(`20010db8${'0'.repeat(23)}1`, 80)), 5, '2001:db8::1', 80, 'ipv6'],
  ['5, mapped', v5(socks5Ipv6(`${'0'.repeat(20)}ffff0a000117`, 80)), 5, '10.0.1.23', 80, 'ipv4'],
  ['5, IPv4 as name', v5(socks5Name('10.0.1.23', 80)), 5, '10.0.1.23', 80, 'ipv4'],
  ['5, short IPv4', v5(socks5Name('10.1', 80)), 5, '10.0.0.1', 80, 'ipv4'],
  ['5, hex IPv4', v5(socks5Name('0xa000117', 80)), 5, '10.0.1.23', 80, 'ipv4'],
  ['5, IPv6 as name', v5(socks5Name('2001:DB8:0::1', 80)), 5, '2001:db8::1', 80, 'ipv6'],
  ['5, brackets', v5(socks5Name('[2001:db8::1]', 80)), 5, '2001:db8::1', 80, 'ipv6'],
  ['5, mapped name', v5(socks5Name('::ffff:10.0.0.1', 80)), 5, '10.0.0.1', 80, 'ipv4'],
  ['5, several methods', bytes(greeting(2, 0, 1), socks5Name('a.b', 9)), 5, 'a.b', 9, 'name'],
  [
    '5, 255 methods',
    bytes(greeting(...Array.from({ length: 254 }, () => 0x80), 0), socks5Name('a.b', 9)),
    5,
    'a.b',
    9,
    'name',
  ],
  ['5, RSV not 0', bytes(hello, '0501ff03', '03612e62', '0050'), 5, 'a.b', 80, 'name'],
  ['4', socks4('10.0.1.23', 8088), 4, '10.0.1.23', 8088, 'ipv4'],
  ['4, user', socks4('10.0.1.23', 80, 'hadoop'), 4, '10.0.1.23', 80, 'ipv4'],
  ['4, long user', socks4('10.0.1.23', 80, 'u'.repeat(1024)), 4, '10.0.1.23', 80, 'ipv4'],
  ['4, 0.0.0.0', socks4('0.0.0.0', 80), 4, '0.0.0.0', 80, 'ipv4'],
  ['4, 0.0.1.1', socks4('0.0.1.1', 80), 4, '0.0.1.1', 80, 'ipv4'],
  ['4a', socks4a('node.internal', 8088), 4, 'node.internal', 8088, 'name'],
  ['4a, user', socks4a('node.internal', 8088, 'me'), 4, 'node.internal', 8088, 'name'],
  ['4a, 255 bytes', socks4a('n'.repeat(255), 80), 4, 'n'.repeat(255), 80, 'name'],
  ['4a, address', socks4a('10.0.1.23', 80), 4, '10.0.1.23', 80, 'ipv4'],
];

const reply5 = (code: string): string => `0500${`05${code}0001000000000000`}`;
const reply4 = '005b000000000000';

const refused: readonly (readonly [string, Buffer, string, string])[] = [
  ['no methods', bytes('0500'), 'malformed', ''],
  ['password only', greeting(2), 'authentication', '05ff'],
  ['GSSAPI and password', greeting(1, 2), 'authentication', '05ff'],
  ['255 unknown methods', greeting(...new Array<number>(255).fill(0x80)), 'authentication', '05ff'],
  ['BIND', v5(socks5Name('a.b', 80, 2)), 'command', reply5('07')],
  ['UDP ASSOCIATE', v5(socks5Name('a.b', 80, 3)), 'command', reply5('07')],
  ['command 9', v5(socks5Name('a.b', 80, 9)), 'command', reply5('07')],
  ['command 0', v5(socks5Name('a.b', 80, 0)), 'command', reply5('07')],
  ['address type 0', bytes(hello, '05010000'), 'address-type', reply5('08')],
  ['address type 2', bytes(hello, '05010002', '0a000117', '0050'), 'address-type', reply5('08')],
  ['address type 5', bytes(hello, '05010005'), 'address-type', reply5('08')],
  ['version 4 inside 5', bytes(hello, '0401'), 'malformed', reply5('01')],
  ['empty name', v5(socks5Name('', 80)), 'name', reply5('04')],
  ['NUL in name', v5(socks5Name('a\0b', 80)), 'name', reply5('04')],
  ['CR LF in name', v5(socks5Name('a\r\nb', 80)), 'name', reply5('04')],
  ['space in name', v5(socks5Name('a b', 80)), 'name', reply5('04')],
  ['slash in name', v5(socks5Name('a/b', 80)), 'name', reply5('04')],
  ['not UTF-8', v5(socks5Name(Buffer.from([0xff, 0xfe]), 80)), 'name', reply5('04')],
  ['port 0, name', v5(socks5Name('a.b', 0)), 'port', reply5('01')],
  ['port 0, IPv4', v5(socks5Ipv4('10.0.0.1', 0)), 'port', reply5('01')],
  ['port 0, IPv6', v5(socks5Ipv6('20010db8'.padEnd(32, '0'), 0)), 'port', reply5('01')],
  ['4: BIND', socks4('10.0.0.1', 80, '', 2), 'command', reply4],
  ['4: port 0', socks4('10.0.0.1', 0), 'port', reply4],
  ['4: user id of 1025', socks4('10.0.0.1', 80, 'u'.repeat(1025)), 'malformed', reply4],
  ['4a: empty name', socks4a('', 80), 'name', reply4],
  ['4a: 256 bytes', socks4a('n'.repeat(256), 80), 'name', reply4],
  ['4a: space', socks4a('a b', 80), 'name', reply4],
  ['4a: port 0', socks4a('a.b', 0), 'port', reply4],
  ['HTTP GET', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'http', httpPage.toString('hex')],
  ['HTTP CONNECT', Buffer.from('CONNECT a:443 HTTP/1.1\r\n'), 'http', httpPage.toString('hex')],
  ['HTTP DELETE', Buffer.from('DELETE / HTTP/1.1\r\n'), 'http', httpPage.toString('hex')],
  ['HTTP HEAD', Buffer.from('HEAD / HTTP/1.1\r\n'), 'http', httpPage.toString('hex')],
  ['HTTP OPTIONS', Buffer.from('OPTIONS / HTTP/1.1\r\n'), 'http', httpPage.toString('hex')],
  ['HTTP POST', Buffer.from('POST / HTTP/1.1\r\n'), 'http', httpPage.toString('hex')],
  ['HTTP TRACE', Buffer.from('TRACE / HTTP/1.1\r\n'), 'http', httpPage.toString('hex')],
  ['HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n'), 'http', httpPage.toString('hex')],
  ['TLS hello', bytes('1603010200'), 'tls', ''],
  ['SSH banner', Buffer.from('SSH-2.0-x\r\n'), 'not-socks', ''],
  ['version 0', bytes('00'), 'not-socks', ''],
  ['version 6', bytes('0600'), 'not-socks', ''],
];

describe('SocksParser, whole messages', () => {
  it.each(asked)('takes SOCKS%s', (_what, message, version, host, port, kind) => {
    expect(play([message])).toEqual({
      answers: version === 5 ? '0500' : '',
      asked: { version, host, port, kind },
      early: '',
    });
  });

  it.each(refused)('refuses %s', (_what, message, why, answers) => {
    expect(play([message])).toEqual({ answers, refused: why, early: '' });
  });

  it.each(asked)('waits for the last byte of SOCKS%s', (_what, message) => {
    const seen = play([message.subarray(0, -1)]);
    expect(seen.asked).toBeUndefined();
    expect(seen.refused).toBeUndefined();
  });

  it('refuses bytes after the last step rather than losing them', () => {
    const parser = new SocksParser();
    parser.push(socks4('10.0.0.1', 80));
    expect(() => parser.push(Buffer.from('x'))).toThrow();
  });
});

describe('SOX-02: SocksParser, fragments', () => {
  const payload = Buffer.from(Array.from({ length: 64 }, (_, index) => index * 4));
  const messages = [...asked, ...refused].map(([what, message]) => [what, message] as const);

  it.each(messages)('sees the same in every split of %s', (_what, message) => {
    const whole = Buffer.concat([message, payload]);
    const expected = play([whole]);
    if (expected.asked !== undefined) expect(expected.early).toBe(payload.toString('hex'));
    for (let at = 1; at < whole.length; at++) {
      const seen = play([whole.subarray(0, at), whole.subarray(at)]);
      if (JSON.stringify(seen) !== JSON.stringify(expected)) expect(seen).toEqual(expected);
    }
  });

  it.each(messages)('sees the same when %s comes byte by byte', (_what, message) => {
    const whole = Buffer.concat([message, payload]);
    const single = Array.from(whole, (_, at) => whole.subarray(at, at + 1));
    expect(play(single)).toEqual(play([whole]));
  });
});
