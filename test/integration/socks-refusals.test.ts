import { afterEach, describe, expect, it } from 'vitest';
import { destinationPolicy } from '../../electron/socks/policy';
import type { Failure } from '../../shared/model/failure';
import { waitUntil } from '../support/ports';
import { cleanUp, doorWith, echoDoor, failing, hello, request } from '../unit/socks/door-harness';
import { greeting, socks4a, socks5Ipv4, socks5Name } from '../unit/socks/messages';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

describe('SOX-03: a failure', () => {
  const at = { host: 'node.internal', port: 8088 };
  const rows: readonly (readonly [Failure, string])[] = [
    [{ code: 'forwarding-prohibited', ...at }, '02'],
    [{ code: 'destination-refused', ...at }, '05'],
    [{ code: 'destination-unresolvable', ...at }, '04'],
    [{ code: 'destination-timeout', ...at }, '04'],
    [{ code: 'destination-unreachable', ...at, scope: 'network' }, '03'],
    [{ code: 'destination-unreachable', ...at }, '04'],
    [{ code: 'tunnel-down' }, '01'],
    [{ code: 'too-many-connections', limit: 1 }, '01'],
  ];

  it.each(rows)('%j is answered in full, then FIN, never a reset', async (failure, code) => {
    const { door, refused } = await doorWith(failing(failure));
    const client = await RawClient.connect(door.port);
    // Payload behind the request is what turns a careless close into a reset.
    client.socket.write(Buffer.concat([request, Buffer.alloc(50_000, 'p')]));
    client.socket.write(Buffer.alloc(8_000_000, 'q'));
    await client.end();
    expect(client.hex).toBe(`050005${code}0001000000000000`);
    expect(client.ended).toBe(true);
    client.socket.end();
    await waitUntil('the client to be rid of all it had to say', () => client.socket.closed);
    expect(client.error).toBeNull();
    expect(refused).toEqual([failure]);
    const old = await RawClient.say(door.port, socks4a('node.internal', 8088));
    await old.end();
    expect(old.hex).toBe('005b000000000000');
  });

  it('thrown by dial itself is no more than a failed request', async () => {
    const { door, refused } = await doorWith(() => {
      throw new TypeError('broken');
    });
    const client = await RawClient.say(door.port, request);
    await client.end();
    expect(client.hex).toBe('050005010001000000000000');
    expect(refused).toEqual([{ code: 'internal', detail: 'TypeError: broken' }]);
  });
});

describe('SOX-07, SSH-23: what is refused before any dial', () => {
  const rows: readonly (readonly [string, Buffer, string])[] = [
    ['the metadata service', Buffer.concat([hello, socks5Ipv4('169.254.169.254', 80)]), '02'],
    ['loopback by name', Buffer.concat([hello, socks5Name('localhost', 22)]), '02'],
    ['loopback in hex', Buffer.concat([hello, socks5Name('0x7f.1', 22)]), '02'],
    ['BIND', Buffer.concat([hello, socks5Name('a.b', 80, 2)]), '07'],
    ['UDP ASSOCIATE', Buffer.concat([hello, socks5Name('a.b', 80, 3)]), '07'],
    ['address type 2', Buffer.concat([hello, Buffer.from('0501000261', 'hex')]), '08'],
    ['a name with CR LF', Buffer.concat([hello, socks5Name('a\r\nb', 80)]), '04'],
    ['port 0', Buffer.concat([hello, socks5Name('a.b', 0)]), '01'],
  ];

  it.each(rows)('%s', async (_what, message, code) => {
    const { door, way, refused } = await echoDoor();
    const client = await RawClient.say(door.port, message);
    await client.end();
    expect(client.hex).toBe(`050005${code}0001000000000000`);
    expect(way.asked).toEqual([]);
    expect(refused).toHaveLength(1);
  });

  it.each([
    ['a password', greeting(2), '05ff'],
    ['no method', greeting(), ''],
    ['TLS', Buffer.from('16030100a5', 'hex'), ''],
    ['something else', Buffer.from('SSH-2.0-x\r\n'), ''],
  ])('%s is answered and closed', async (_what, message, reply) => {
    const { door, way } = await echoDoor();
    const client = await RawClient.say(door.port, message);
    await client.end();
    expect(client.hex).toBe(reply);
    expect(client.error).toBeNull();
    expect(way.asked).toEqual([]);
  });

  it('an allowed range reaches dial', async () => {
    const { door, way } = await echoDoor({ policy: destinationPolicy(['127.0.0.0/8']) });
    const client = await RawClient.say(door.port, Buffer.concat([hello, socks5Name('127.1', 22)]));
    await client.bytes(12);
    expect(way.asked).toEqual([{ host: '127.0.0.1', port: 22, kind: 'ipv4' }]);
    client.reset();
  });
});
