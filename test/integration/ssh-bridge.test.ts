import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TcpOrigin, tcpOrigin, type WebOrigin, webOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { readAll, socksConnect } from '../support/socks-connect';
import {
  closeCases,
  rigAt,
  rigFor,
  serverFor,
  sshdFor,
  startedUp,
  until,
} from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

let sshd: Sshd;
let rig: Rig;
let web: WebOrigin;
/** Answers with the SHA-256 of what it got, once it has got all. */
let digest: TcpOrigin;

beforeAll(async () => {
  sshd = await sshdFor();
  rig = await rigAt(sshd);
  await startedUp(rig);
  web = until(await webOrigin(24 << 20), (each) => each.close());
  digest = await originFor((socket) => {
    const hash = createHash('sha256');
    socket.on('data', (chunk) => hash.update(chunk));
    socket.on('end', () => setTimeout(() => socket.end(hash.digest('hex')), 50));
  });
});
afterAll(closeCases);

async function originFor(onConnection: (socket: Socket) => void): Promise<TcpOrigin> {
  return until(await tcpOrigin(onConnection), (each) => each.close());
}

async function open(origin: { readonly port: number }): Promise<Socket> {
  const { socket, code } = await socksConnect(rig.socksPort(), '127.0.0.1', origin.port);
  if (code !== 0) throw new Error(`answered ${code}`);
  return socket;
}

async function noFlowsLeft(): Promise<void> {
  await waitUntil('flows to end', () => rig.traffic()?.flows === 0, 20_000);
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

describe('half-close (SSH-11)', () => {
  it('lets 200 late answers through whole', async () => {
    const rounds = Array.from({ length: 200 }, () => randomBytes(1 + Math.random() * 5_000));
    const answers = await Promise.all(
      rounds.map(async (data) => {
        const socket = await open(digest);
        socket.end(data);
        return (await readAll(socket)).toString();
      }),
    );
    expect(answers).toEqual(rounds.map(sha256));
    await noFlowsLeft();
  });

  it('goes on sending to an origin that has said all', async () => {
    let received = 0;
    const origin = await originFor((socket) => {
      socket.end('all I have to say');
      socket.on('data', (chunk) => {
        received += chunk.length;
      });
    });
    const socket = await open(origin);
    expect((await readAll(socket)).toString()).toBe('all I have to say');
    for (let round = 0; round < 10; round += 1) {
      socket.write(Buffer.alloc(10_000));
      await delay(10);
    }
    socket.end();
    await waitUntil('the rest to arrive', () => received === 100_000);
    await noFlowsLeft();
  });
});

describe('much data', () => {
  it('goes up whole: 48 MiB', async () => {
    const data = randomBytes(48 << 20);
    const socket = await open(digest);
    socket.end(data);
    expect((await readAll(socket)).toString()).toBe(sha256(data));
    await noFlowsLeft();
  });

  it('waits for a client that reads slowly, and holds little meanwhile', async () => {
    const socket = await open(web);
    const before = rig.traffic()?.bytesDown ?? 0;
    socket.write('GET /body HTTP/1.0\r\n\r\n');
    // Nobody reads for a while: only what windows and buffers hold may come out of the origin.
    await delay(1_500);
    const held = (rig.traffic()?.bytesDown ?? 0) - before;
    const chunks: Buffer[] = [];
    for await (const chunk of socket) {
      chunks.push(chunk as Buffer);
      if (chunks.length % 64 === 0) await delay(5);
    }
    const answer = Buffer.concat(chunks);
    expect(sha256(answer.subarray(answer.indexOf('\r\n\r\n') + 4))).toBe(web.sha256);
    // The channel's window is 2 MiB and refilled at half; the rest are buffers of the system.
    expect(held).toBeLessThan(12 << 20);
    await noFlowsLeft();
  });
});

describe('an abrupt end (SSH-10)', () => {
  it('of the client, in the middle of a download, ends it at the origin', async () => {
    const origin = await originFor((socket) => {
      const pump = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536)));
      };
      socket.on('drain', pump);
      pump();
    });
    const socket = await open(origin);
    await once(socket, 'readable');
    socket.resetAndDestroy();
    await waitUntil('the origin to be let go', () => origin.sockets.size === 0);
    await noFlowsLeft();
  });

  it('of the origin, while the client keeps sending, ends the client', async () => {
    const origin = await originFor((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const socket = await open(origin);
    socket.on('error', () => socket.destroy());
    const timer = setInterval(() => socket.writable && socket.write(Buffer.alloc(1_000)), 5);
    socket.resume();
    await waitUntil('the client to be let go', () => socket.closed);
    clearInterval(timer);
    await noFlowsLeft();
  });

  it('of 500 flows at random moments leaves nothing behind', async () => {
    const origin = await originFor((socket) => {
      socket.on('end', () => socket.end());
      socket.write(randomBytes(Math.ceil(Math.random() * 100_000)));
      socket.resume();
    });
    const before = openFiles();
    let opened = 0;
    const cycle = async () => {
      const socket = await open(origin);
      opened += 1;
      socket.on('error', () => socket.destroy());
      const chance = Math.random();
      if (chance < 0.5) socket.resume();
      socket.write(randomBytes(Math.ceil(Math.random() * 50_000)));
      if (chance < 0.3) socket.end();
      await delay(Math.random() * 10);
      if (chance < 0.6) socket.resetAndDestroy();
      else socket.destroy();
    };
    for (let batch = 0; batch < 10; batch += 1) {
      await Promise.all(Array.from({ length: 50 }, cycle));
    }
    expect(opened).toBe(500);
    await noFlowsLeft();
    await waitUntil('the origins to be let go', () => origin.sockets.size === 0);
    await waitUntil('files to close', () => openFiles() <= before + 3);
    // The connection is as good as new.
    expect(rig.state().state).toBe('up');
    const socket = await open(digest);
    socket.end('x');
    expect((await readAll(socket)).toString()).toBe(sha256(Buffer.from('x')));
  });

  it('of the connection resets its flows: no torn answer passes for a whole one', async () => {
    const origin = await originFor((socket) => socket.write('half of the ans'));
    const server = await serverFor();
    const own = await rigFor({ port: server.port, user: 'somebody' });
    await startedUp(own);
    const sockets = await Promise.all(
      Array.from({ length: 20 }, () => socksConnect(own.socksPort(), '127.0.0.1', origin.port)),
    );
    await waitUntil('the halves', () =>
      sockets.every(({ socket }) => socket.readableLength === 15),
    );
    const ends = sockets.map(({ socket }) =>
      readAll(socket).then(
        () => 'whole',
        (error: NodeJS.ErrnoException) => error.code,
      ),
    );
    for (const socket of server.sockets) socket.resetAndDestroy();
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['ECONNRESET']));
    await own.until('up', 20_000);
  });
});

describe('an answer that has come whole', () => {
  it('reaches a slow client although the connection ends meanwhile', async () => {
    const answer = randomBytes(5_300_000);
    const origin = await originFor((socket) => socket.end(answer));
    const server = await serverFor();
    const own = await rigFor({ port: server.port, user: 'somebody' });
    await startedUp(own);
    const { socket } = await socksConnect(own.socksPort(), '127.0.0.1', origin.port);
    await waitUntil('all of it', () => own.traffic()?.bytesDown === answer.length);
    await delay(100);
    for (const each of server.sockets) each.resetAndDestroy();
    await own.until('up', 20_000);
    await delay(1_500);
    // It still holds what the system did not take at once.
    expect(own.traffic()?.flows).toBe(1);
    expect(sha256(await readAll(socket))).toBe(sha256(answer));
    socket.destroy();
    await waitUntil('the flow to end', () => own.traffic()?.flows === 0, 5_000);
  });
});

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}
