import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../shared/model/profile';
import { startDropbear } from '../support/dropbear';
import { type WebOrigin, webOrigin } from '../support/origin';
import { freePort, waitUntil } from '../support/ports';
import { closeCases, isListening, rigFor, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig, RigOptions } from '../support/tunnel-rig';

const run = promisify(execFile);

afterAll(closeCases);

let sshd: Sshd;
let origin: WebOrigin;
beforeAll(async () => {
  [sshd, origin] = await Promise.all([sshdFor(), webOrigin(3 << 20)]);
  until(origin, (each) => each.close());
});

type Server = Pick<Sshd, 'port' | 'user' | 'authorize'>;

async function rigTo(
  server: Server,
  kind: Profile['kind'],
  forward: { host?: string; port: number },
  options: Partial<RigOptions> = {},
): Promise<Rig> {
  const listen = { address: '127.0.0.1', port: 0 };
  const way = { kind, listen, forward: { host: '127.0.0.1', ...forward } };
  const rig = await rigFor({
    port: server.port,
    user: server.user,
    ...options,
    way: { ...way, ...options.way },
  });
  server.authorize(rig.publicKey);
  return rig;
}

async function body(port: number): Promise<Buffer> {
  const url = `http://127.0.0.1:${port}/body`;
  const { stdout } = await run('curl', ['-sS', url], { encoding: 'buffer', maxBuffer: 64 << 20 });
  return stdout;
}

/** A TCP server that says back what it hears, and ends when its client has. */
async function echo(): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function said(port: number, text: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.end(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

describe('a local forward', () => {
  it('leads a port of this computer to one place behind the bastion', async () => {
    const rig = await rigTo(sshd, 'local', { host: 'localhost', port: origin.port });
    const { listen } = await startedUp(rig);
    expect(listen.address).toBe('127.0.0.1');
    expect((await body(listen.port)).equals(origin.body)).toBe(true);
    await waitUntil('the bytes to be counted', () => (rig.traffic()?.bytesDown ?? 0) >= 3 << 20);
  });

  it('keeps half-closes apart and takes many connections at once', async () => {
    const server = until(await echo(), (each) => each.close());
    const rig = await rigTo(sshd, 'local', { port: server.port });
    const { listen } = await startedUp(rig);
    const texts = Array.from({ length: 40 }, (_, at) => `text ${at} ${'x'.repeat(at * 1_000)}`);
    const answers = await Promise.all(texts.map((text) => said(listen.port, text)));
    expect(answers).toEqual(texts);
  });

  it('tells by an opened connection whether there is anything, and by which failure not', async () => {
    const rig = await rigTo(sshd, 'local', { port: origin.port });
    await startedUp(rig);
    const url = `tcp://127.0.0.1:${origin.port}`;
    const answers = { outcome: 'answering', status: null };
    await waitUntil('the look', () => rig.reach.at(-1)?.checks === 1);
    expect(rig.reach.at(-1)).toMatchObject({ forwards: 'yes', pages: [{ url, check: answers }] });
    const gone = await freePort();
    const other = await rigTo(sshd, 'local', { port: gone });
    const { listen } = await startedUp(other);
    await waitUntil('the look', () => other.reach.at(-1)?.checks === 1);
    expect(other.reach.at(-1)?.pages[0]?.check).toMatchObject({
      outcome: 'failed',
      cause: { code: 'destination-refused', port: gone },
    });
    // The client speaks an unknown protocol: all it can be told is a reset, not an empty answer. One
    // that was just about to write hears of it as a broken pipe.
    await expect(said(listen.port, 'a request')).rejects.toMatchObject({
      code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/),
    });
    await waitUntil('the failure to be told', () =>
      other.log.some((event) => event.code === 'request-failed'),
    );
  });

  it('takes nobody who has gone at once for another user', async () => {
    const server = until(await echo(), (each) => each.close());
    const rig = await rigTo(sshd, 'local', { port: server.port });
    const { listen } = await startedUp(rig);
    const left = Array.from({ length: 300 }, async () => {
      const socket = connect({ port: listen.port, host: '127.0.0.1' });
      await once(socket, 'connect');
      socket.resetAndDestroy();
    });
    await Promise.all(left);
    expect(await said(listen.port, 'still there')).toBe('still there');
    expect(rig.log.filter(({ code }) => code === 'request-failed')).toEqual([]);
  });

  it('holds a connection while the bastion is away, and heals', async () => {
    const own = await sshdFor();
    const rig = await rigTo(own, 'local', { port: origin.port });
    const { listen } = await startedUp(rig);
    const back = own.restart(1_500);
    await rig.until('reconnecting');
    const held = body(listen.port);
    await back;
    expect((await held).equals(origin.body)).toBe(true);
  });
});

describe('a remote forward', () => {
  it.each(['OpenSSH', 'dropbear'])('leads a port of the bastion back here: %s', async (which) => {
    const server: Server =
      which === 'OpenSSH' ? sshd : until(await startDropbear(), (each) => each.stop());
    const port = await freePort();
    const way = { listen: { address: '127.0.0.1', port } };
    const rig = await rigTo(server, 'remote', { port: origin.port }, { way });
    const up = await startedUp(rig);
    expect(up.listen).toEqual({ address: '127.0.0.1', port });
    expect((await body(port)).equals(origin.body)).toBe(true);
    await waitUntil('the bytes to be counted', () => (rig.traffic()?.bytesUp ?? 0) >= 3 << 20);
    await rig.stop();
    await waitUntil('the port to be free', async () => !(await isListening(port)));
  });

  it('lets the bastion choose the port, and tells which it is', async () => {
    const rig = await rigTo(sshd, 'remote', { port: origin.port });
    const up = await startedUp(rig);
    expect(up.listen.port).toBeGreaterThan(1_023);
    expect((await body(up.listen.port)).equals(origin.body)).toBe(true);
    await waitUntil('the look', () => rig.reach.at(-1)?.checks === 1);
    expect(rig.reach.at(-1)?.pages).toMatchObject([{ check: { outcome: 'answering' } }]);
  });

  it('heals, with the same port on the bastion', async () => {
    const own = await sshdFor();
    const rig = await rigTo(own, 'remote', { port: origin.port });
    const { listen } = await startedUp(rig);
    await own.restart();
    await rig.until('reconnecting');
    const again = await startedUpAgain(rig);
    expect(again.port).toBe(listen.port);
    expect((await body(listen.port)).equals(origin.body)).toBe(true);
  });

  it.each([
    ['the port is taken there', async () => ({ server: sshd, port: origin.port })],
    [
      'sshd does not permit it',
      async () => ({
        server: await sshdFor({ config: ['AllowTcpForwarding local'] }),
        port: await freePort(),
      }),
    ],
  ])('is refused when %s, and leaves no connection behind', async (_what, given) => {
    const { server, port } = await given();
    const way = { listen: { address: '127.0.0.1', port } };
    const rig = await rigTo(server, 'remote', { port: origin.port }, { way });
    await rig.start();
    expect(await rig.blockedBy()).toEqual({ code: 'remote-port-refused', host: '127.0.0.1', port });
    await waitUntil('the bastion to be left', () =>
      /Disconnected from|Connection closed/.test(server.log()),
    );
  });

  it('tells when nothing listens here, to whoever comes and to its owner', async () => {
    const gone = await freePort();
    const rig = await rigTo(sshd, 'remote', { port: gone });
    const { listen } = await startedUp(rig);
    await expect(body(listen.port)).rejects.toThrow();
    const cause = {
      code: 'local-target-unreachable',
      host: '127.0.0.1',
      port: gone,
      why: 'refused',
    };
    await waitUntil('the failure to be told', () =>
      rig.log.some((event) => event.code === 'request-failed'),
    );
    expect(rig.log).toContainEqual({ code: 'request-failed', cause });
    expect(rig.reach.at(-1)?.pages[0]?.check).toMatchObject({ outcome: 'failed', cause });
  });
});

async function startedUpAgain(rig: Rig): Promise<{ port: number }> {
  const state = await rig.until('up', 45_000);
  if (state.state !== 'up') throw new Error(`is ${state.state}`);
  return state.listen;
}
