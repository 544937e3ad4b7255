import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { dialBastion } from '../support/bastion-dial';
import { tcpOrigin } from '../support/origin';
import { freePort, waitUntil } from '../support/ports';
import { startRelay } from '../support/relay';
import {
  cameToNothing,
  closeCases,
  rigAt,
  rigFor,
  secret,
  serverFor,
  sshdFor,
  startedUp,
  until,
} from '../support/ssh-cases';

afterAll(closeCases);

const user = 'somebody';
const identification = 'SSH-2.0-OpenSSH_9.2\r\n';

async function originFor(onConnection: (socket: Socket) => void) {
  const origin = await tcpOrigin((socket) => {
    socket.resume().on('end', () => socket.end());
    onConnection(socket);
  });
  return until(origin, (each) => each.close());
}

describe.concurrent('a port behind which no SSH server works (SSH-12)', () => {
  const lost = (why: string) => ({ code: 'connection-lost', why });
  const notSsh = (received: string) => ({ code: 'not-ssh', received });
  const noise = randomBytes(40_960).map((byte) => byte | 0x80);
  const cases: [string, (socket: Socket) => void, object][] = [
    ['closes at once', (socket) => socket.end(), lost('closed')],
    // Seen while connecting or right after it.
    [
      'resets at once',
      (socket) => socket.resetAndDestroy(),
      { code: expect.stringMatching(/^(bastion-unreachable|connection-lost)$/), why: 'reset' },
    ],
    ['names itself and closes', (socket) => socket.end(identification), lost('closed')],
    [
      'names itself behind a long preamble and closes',
      (socket) => socket.end(`${'For authorised use only.\r\n'.repeat(20)}${identification}`),
      lost('closed'),
    ],
    ['talks 40 KB of noise', (socket) => socket.end(noise), { code: 'not-ssh' }],
    // What we had sent was never read there, so its system may send a reset ahead of the noise.
    [
      'names itself and talks noise',
      (socket) => socket.end(Buffer.concat([Buffer.from(identification), noise])),
      { code: 'connection-lost', why: expect.stringMatching(/^(protocol|reset)$/) },
    ],
    [
      'is a web server',
      (socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n')),
      notSsh('HTTP/1.1 400 Bad Request'),
    ],
    [
      'is a mail server',
      (socket) => socket.end('220 mail.example ESMTP\r\n'),
      notSsh('220 mail.example ESMTP'),
    ],
    [
      'answers like TLS',
      (socket) => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70])),
      notSsh('......F'),
    ],
  ];
  it.each(cases)('%s', async (_what, behave, cause) => {
    const origin = await originFor(behave);
    const outcome = await cameToNothing({ port: origin.port, user });
    expect(outcome.cause).toMatchObject(cause);
    await waitUntil('the socket to close', () => origin.sockets.size === 0);
  });

  it('says nothing at all', async () => {
    const origin = await originFor(() => undefined);
    const limits = { keyExchangeSeconds: 0.5, authenticationSeconds: 30 };
    const dial = until(
      await dialBastion({
        port: origin.port,
        user,
        authentication: [{ method: 'password' }],
        limits,
      }),
      (each) => each.close(),
    );
    await waitUntil('the question', () => dial.prompts.length > 0);
    dial.answer(dial.prompts[0], secret('x'));
    await expect(dial.outcome).rejects.toMatchObject({
      failure: { code: 'handshake-timeout', stage: 'key-exchange', seconds: 0.5 },
    });
    await waitUntil('the socket to close', () => origin.sockets.size === 0);
  });

  it('is not there', async () => {
    const port = await freePort();
    const { cause } = await cameToNothing({ port, user });
    expect(cause).toEqual({ code: 'bastion-unreachable', host: '127.0.0.1', port, why: 'refused' });
  });

  it('has a name nobody knows', async () => {
    const { cause } = await cameToNothing({ host: 'no-such-host.invalid', port: 22, user });
    expect(cause).toMatchObject({ code: 'bastion-unresolvable', host: 'no-such-host.invalid' });
  });
});

describe.concurrent('an sshd with which nothing can be agreed', () => {
  it.each([
    ['KexAlgorithms diffie-hellman-group16-sha512', 'key-exchange'],
    ['Ciphers aes192-ctr', 'cipher'],
  ])('%s', async (line, kind) => {
    const sshd = await sshdFor({ config: [line] });
    const { rig, cause } = await cameToNothing({ port: sshd.port, user: sshd.user });
    expect(cause).toMatchObject({
      code: 'algorithms-mismatch',
      kind,
      offered: [line.split(' ')[1]],
    });
    expect(rig.states).not.toContainEqual({ state: 'connecting', stage: 'host-key' });
  });
});

describe.concurrent('an sshd that is short of time or room', () => {
  it('ends idle connections: the tunnel comes back (UnusedConnectionTimeout 2)', async () => {
    const sshd = await sshdFor({ config: ['UnusedConnectionTimeout 2'] });
    const rig = await rigAt(sshd);
    await startedUp(rig);
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(rig.log).toContainEqual({
      code: 'lost',
      cause: { code: 'connection-lost', host: '127.0.0.1', port: sshd.port, why: 'closed' },
    });
  });

  it('waits 3 s for a login, the person takes 5: dialled again after the answer (SSH-13)', async () => {
    const sshd = await sshdFor({ config: ['LoginGraceTime 3'] });
    const rig = await rigAt(sshd, {
      trust: { expected: [], acceptNew: false },
      answer: async (prompt) => {
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        if (prompt.kind !== 'host-key') return { kind: 'cancel' };
        return { kind: 'trust', fingerprint: prompt.fingerprint };
      },
    });
    await startedUp(rig);
    expect(rig.prompts).toHaveLength(1);
    expect(sshd.log().match(/Connection from/g)).toHaveLength(2);
  });

  it('drops logins beyond its limit: told as a loss that time mends', async () => {
    const sshd = await sshdFor({ config: ['PerSourceMaxStartups 1'] });
    const idle = connect({ port: sshd.port, host: '127.0.0.1' });
    await new Promise((resolve) => idle.once('data', resolve));
    const { cause } = await cameToNothing({ port: sshd.port, user: sshd.user });
    idle.destroy();
    expect(cause).toMatchObject({
      code: 'connection-lost',
      why: 'disconnected',
      detail: 'Exceeded MaxStartups',
    });
  });
});

describe('a connection that is reset somewhere on its way', () => {
  it('ends once, and nothing is thrown, wherever that is', async () => {
    const server = await serverFor();
    const whole = until(await startRelay(server.port), (each) => each.close());
    const first = await rigFor({ port: whole.port, user });
    await startedUp(first);
    const total = whole.fromServer();
    expect(total).toBeGreaterThan(1_000);
    const offsets = Array.from({ length: 30 }, (_, index) => 1 + Math.floor((index * total) / 30));
    const outcomes = await Promise.all(
      offsets.map(async (resetAfter) => {
        const relay = until(await startRelay(server.port, { resetAfter }), (each) => each.close());
        const rig = await rigFor({ port: relay.port, user, reconnect: false });
        await rig.start();
        const cause = await rig.blockedBy(45_000);
        return { cause, blocked: rig.states.filter(({ state }) => state === 'blocked').length };
      }),
    );
    for (const { cause, blocked } of outcomes) {
      expect(cause).toMatchObject({
        code: 'connection-lost',
        why: expect.stringMatching(/^(reset|closed)$/),
      });
      expect(blocked).toBe(1);
    }
  });
});
