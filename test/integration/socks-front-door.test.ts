import { afterEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import { directDial } from '../unit/socks/direct-dial';
import {
  cleanUp,
  doorWith,
  echoDoor,
  flowThat,
  hello,
  request,
  serverOf,
  slowDial,
  success5,
} from '../unit/socks/door-harness';
import { socks4, socks4a } from '../unit/socks/messages';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

describe('a request', () => {
  it('gets success only after the far side has opened', async () => {
    const { dial, pending } = slowDial();
    const { door, opened } = await doorWith(dial);
    const client = await RawClient.say(door.port, request);
    await waitUntil('the dial', () => pending.length === 1);
    expect(client.hex).toBe('0500');
    expect(opened).toEqual([]);
    pending[0]?.open(flowThat({ carried: 0, abandoned: 0 }));
    await client.end();
    expect(client.hex).toBe(`0500${success5}`);
    expect(opened).toEqual([{ host: 'node.internal', port: 8088, kind: 'name' }]);
  });

  it('may bring its payload along in one segment, byte-exact', async () => {
    const { door } = await echoDoor();
    const payload = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7) & 255));
    const client = await RawClient.say(door.port, Buffer.concat([request, payload]));
    const all = await client.bytes(12 + payload.length);
    expect(all.subarray(0, 12).toString('hex')).toBe(`0500${success5}`);
    expect(all.subarray(12).equals(payload)).toBe(true);
    client.reset();
  });

  it.each([
    ['SOCKS4', socks4('10.0.1.23', 80, 'me')],
    ['SOCKS4A', socks4a('node.internal', 80, 'me')],
  ])('of %s gets 8 bytes and its payload back', async (_what, message) => {
    const { door } = await echoDoor();
    const client = await RawClient.say(door.port, Buffer.concat([message, Buffer.from('ping')]));
    await client.bytes(12);
    expect(client.hex).toBe(`005a000000000000${Buffer.from('ping').toString('hex')}`);
    client.reset();
  });

  it('may come one byte at a time', async () => {
    const { door } = await echoDoor();
    const client = await RawClient.connect(door.port);
    for (const byte of Buffer.concat([request, Buffer.from('ping')])) {
      client.socket.write(Buffer.from([byte]));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect((await client.bytes(16)).subarray(12).toString()).toBe('ping');
    client.reset();
  });

  it('is half-closed by the client and still answered in full', async () => {
    const answer = Buffer.alloc(1_000_000, 'x');
    const port = await serverOf((socket) => {
      socket.resume();
      socket.on('end', () => setTimeout(() => socket.end(answer), 100));
    });
    const { door, closed } = await doorWith(directDial(port).dial);
    const client = await RawClient.say(door.port, request);
    await client.bytes(12);
    client.socket.end('that is all');
    expect((await client.end()).length).toBe(12 + answer.length);
    await waitUntil('the flow to be over', () => door.flows === 0 && closed.length === 1);
  });

  it('with payload and FIN in the same segment keeps both', async () => {
    const { door } = await echoDoor();
    const client = await RawClient.connect(door.port);
    client.socket.end(Buffer.concat([request, Buffer.from('last words')]));
    expect((await client.end()).subarray(12).toString()).toBe('last words');
    expect(client.error).toBeNull();
  });

  it('half-closed by the server lets the client go on sending', async () => {
    const received: Buffer[] = [];
    const port = await serverOf((socket) => {
      socket.end('bye');
      socket.on('data', (chunk) => received.push(chunk));
    });
    const { door } = await doorWith(directDial(port).dial);
    const client = await RawClient.say(door.port, request);
    expect((await client.end()).subarray(12).toString()).toBe('bye');
    client.socket.end('still here');
    await waitUntil('late bytes', () => Buffer.concat(received).toString() === 'still here');
  });
});

describe('resetFlows', () => {
  it('resets every open flow, keeps the port and the requests that wait', async () => {
    const port = await serverOf((socket) => socket.pipe(socket));
    const way = directDial(port);
    const slow = slowDial();
    let held = false;
    const { door, closed } = await doorWith((destination, signal) =>
      held ? slow.dial(destination, signal) : way.dial(destination, signal),
    );
    const clients = await Promise.all([1, 2, 3].map(() => RawClient.say(door.port, request)));
    for (const client of clients) await client.bytes(12);
    held = true;
    const waiting = await RawClient.say(door.port, request);
    await waitUntil('the held dial', () => slow.pending.length === 1);
    expect(door.flows).toBe(3);
    door.resetFlows();
    for (const client of clients) {
      await waitUntil('the reset', () => client.error?.code === 'ECONNRESET');
      expect(client.ended).toBe(false);
    }
    await waitUntil('the flows to be over', () => closed.length === 3 && way.open === 0);
    expect(door.flows).toBe(0);
    expect(slow.pending[0]?.signal.aborted).toBe(false);
    held = false;
    slow.pending[0]?.open(
      await way.dial({ host: 'x', port, kind: 'name' }, new AbortController().signal),
    );
    await waiting.bytes(12);
    expect(waiting.hex).toBe(`0500${success5}`);
    waiting.reset();
  });
});

describe('close', () => {
  it('abandons a flow that opens in the same moment', async () => {
    const { dial, pending } = slowDial();
    const { door } = await doorWith(dial);
    const client = await RawClient.say(door.port, request);
    await waitUntil('the dial', () => pending.length === 1);
    const counts = { carried: 0, abandoned: 0 };
    pending[0]?.open(flowThat(counts));
    await door.close();
    await client.end();
    expect(counts).toEqual({ carried: 0, abandoned: 1 });
    expect(client.hex).toBe('0500');
  });

  it('ends clients in every stage, aborts their dials, and frees the port', async () => {
    const { dial, pending } = slowDial();
    const { door } = await doorWith(dial);
    const clients = await Promise.all([
      RawClient.connect(door.port),
      RawClient.say(door.port, hello),
      RawClient.say(door.port, request),
    ]);
    await waitUntil('the dial', () => pending.length === 1);
    await Promise.all([door.close(), door.close()]);
    for (const client of clients) await client.end();
    await waitUntil('the abort', () => pending[0]?.signal.aborted === true);
    await expect(RawClient.connect(door.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const again = await doorWith(dial, { port: door.port });
    expect(again.door.port).toBe(door.port);
  });
});
