import { afterEach, describe, expect, it } from 'vitest';
import { credentialOf } from '../../../electron/socks/credential';
import { SocksParser, type SocksStep } from '../../../electron/socks/socks-parser';
import { cleanUp, echoDoor, success5 } from './door-harness';
import { greeting, socks5Name } from './messages';
import { RawClient } from './raw-client';

afterEach(cleanUp);

const bytes = (text: string) => new TextEncoder().encode(text);
const credential = credentialOf(bytes('ana'), bytes('s3cret — 비밀'));
const socks4 = Buffer.from([4, 1, 0x1f, 0x98, 10, 0, 1, 23, 0]);
const target = socks5Name('node.internal', 8088);

/** RFC 1929, section 2. */
function login(user: string, password: string): Buffer {
  const [name, word] = [Buffer.from(user), Buffer.from(password)];
  return Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([word.length]), word]);
}
const right = login('ana', 's3cret — 비밀');

function stepsOf(...pieces: Buffer[]): readonly SocksStep[] {
  const parser = new SocksParser(credential);
  return pieces.flatMap((piece) => (parser.over ? [] : parser.push(Buffer.from(piece))));
}

function hexOf(steps: readonly SocksStep[]): string[] {
  return steps.map((step) => {
    if (step.kind === 'answer') return step.bytes.toString('hex');
    return step.kind === 'refuse' ? `refused ${step.reply.toString('hex')}` : 'request';
  });
}

describe('SOX-01, SOX-11: a door that asks for a credential', () => {
  it.each([
    ['02 alone', [2], '0502'],
    ['00 and 02', [0, 2], '0502'],
    ['02 among others', [1, 2, 0x80], '0502'],
    ['00 alone', [0], 'refused 05ff'],
    ['GSSAPI alone', [1], 'refused 05ff'],
  ])('answers an offer of %s', (_what, methods, answer) => {
    expect(hexOf(stepsOf(greeting(...methods)))).toEqual([answer]);
  });

  it.each([
    ['the right one', right, ['0502', '0100', 'request']],
    ['another password', login('ana', 's3cret'), ['0502', 'refused 0101']],
    ['another user', login('eve', 's3cret — 비밀'), ['0502', 'refused 0101']],
    ['both swapped', login('s3cret — 비밀', 'ana'), ['0502', 'refused 0101']],
    ['an empty one', login('', ''), ['0502', 'refused 0101']],
    ['a prefix', login('an', 's3cret — 비밀'), ['0502', 'refused 0101']],
    [
      'the version of SOCKS',
      Buffer.concat([Buffer.from([5]), right.subarray(1)]),
      ['0502', 'refused 0101'],
    ],
  ])('given %s', (_what, given, answers) => {
    expect(hexOf(stepsOf(greeting(2), given, target))).toEqual(answers);
  });

  it('reads all of it however it is cut', () => {
    const whole = Buffer.concat([greeting(2), right, target]);
    for (let cut = 1; cut < whole.length; cut++) {
      const steps = stepsOf(whole.subarray(0, cut), whole.subarray(cut));
      expect(hexOf(steps), `cut at ${cut}`).toEqual(['0502', '0100', 'request']);
    }
    expect(hexOf(stepsOf(...Array.from(whole, (byte) => Buffer.from([byte]))))).toHaveLength(3);
  });

  it('refuses SOCKS 4, which cannot carry one', () => {
    expect(hexOf(stepsOf(socks4))).toEqual(['refused 005b000000000000']);
  });

  it('keeps 200 half-sent logins apart', async () => {
    const { door, way } = await echoDoor({ credential, limits: { handshakes: 400 } });
    const clients = await Promise.all(
      Array.from({ length: 200 }, () => RawClient.say(door.port, greeting(0, 2))),
    );
    await Promise.all(clients.map((client) => client.bytes(2)));
    const logins = clients.map((_, turn) =>
      turn % 2 === 0 ? right : login('ana', `wrong ${turn}`),
    );
    clients.forEach((client, turn) => {
      client.socket.write(logins[turn]?.subarray(0, 4) ?? '');
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    clients.forEach((client, turn) => {
      client.socket.write(Buffer.concat([logins[turn]?.subarray(4) ?? Buffer.alloc(0), target]));
    });
    for (const [turn, client] of clients.entries()) {
      if (turn % 2 === 0) await client.bytes(14);
      else await client.end();
      expect(client.hex).toBe(turn % 2 === 0 ? `05020100${success5}` : '05020101');
      client.reset();
    }
    expect(way.asked).toHaveLength(100);
  });

  it('is the only one that opens beyond loopback', async () => {
    await expect(echoDoor({ address: '0.0.0.0' })).rejects.toThrow(RangeError);
    const { door } = await echoDoor({ address: '0.0.0.0', credential });
    const client = await RawClient.say(door.port, Buffer.concat([greeting(2), right, target]));
    await client.bytes(14);
    expect(client.hex).toBe(`05020100${success5}`);
    client.reset();
  });

  it.each([
    ['', 'x'],
    ['x', ''],
    ['x'.repeat(256), 'x'],
  ])('cannot be made of what the protocol cannot carry (%#)', (user, password) => {
    expect(() => credentialOf(bytes(user), bytes(password))).toThrow(RangeError);
  });
});
