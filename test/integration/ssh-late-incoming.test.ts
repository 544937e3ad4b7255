import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import type { Incoming } from '../../electron/ssh/remote-forward';
import { dialBastion } from '../support/bastion-dial';
import { KeyMaker } from '../support/key-files';
import { waitUntil } from '../support/ports';
import { closeCases, sshdFor, until } from '../support/ssh-cases';

const maker = new KeyMaker();
afterAll(async () => {
  await closeCases();
  maker.remove();
});

/** A connection that has just been made to what a remote tunnel leads to, seen from both ends. */
async function target(): Promise<{ ours: Socket; program: Socket }> {
  const server = createServer({ allowHalfOpen: true });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(server, 'connection');
  const { port } = server.address() as AddressInfo;
  const ours = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [program] = (await accepted) as [Socket];
  server.close();
  for (const socket of [ours, program]) {
    until(socket, async (each) => each.destroy());
    socket.on('error', () => undefined);
  }
  return { ours, program };
}

it('resets what a bastion handed over just before it went', async () => {
  const key = maker.base('ed25519');
  const sshd = await sshdFor({ authorizedKeys: [key.publicLine] });
  const authentication = [{ method: 'key-file', path: key.file }] as const;
  const { port, user } = sshd;
  const dial = until(await dialBastion({ port, user, authentication, acceptNew: true }), (each) =>
    each.close(),
  );
  const connection = await dial.outcome;
  const handed: Incoming[] = [];
  const bind = { address: '127.0.0.1', port: 0 };
  const remote = await connection.listenRemotely(bind, (incoming) => handed.push(incoming));
  until(connect({ port: remote, host: '127.0.0.1' }), async (socket) => socket.destroy());
  await waitUntil('the connection', () => handed.length === 1);
  const { ours, program } = await target();
  const reset = once(program, 'error', { signal: AbortSignal.timeout(5_000) });
  program.resume().write('would be swallowed');
  connection.condemn();
  await connection.closed;

  const [incoming] = handed;
  if (incoming === undefined) throw new Error('nothing was handed over');
  const counter = { up: () => undefined, down: () => undefined };
  const carried = connection.carryIncoming(incoming, ours, counter).then(() => 'over');
  expect(await Promise.race([carried, waitUntil('its end', () => false, 3_000)])).toBe('over');
  expect(await reset).toMatchObject([{ code: 'ECONNRESET' }]);
});
