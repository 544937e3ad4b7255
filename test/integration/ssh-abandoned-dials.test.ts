import { connect } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import type { Reach } from '../../electron/ssh/reach';
import { dialBastion } from '../support/bastion-dial';
import { waitUntil } from '../support/ports';
import { closeCases, serverFor, until } from '../support/ssh-cases';

afterAll(closeCases);

it('a way that opens only after its dial was given up is closed, and nobody logs in by it', async () => {
  const server = await serverFor();
  let open: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    open = resolve;
  });
  // As a program that takes a while to start, and is told of no signal.
  const reach: Reach = async ({ host, port }) => {
    const socket = connect({ host, port });
    await asked;
    return { socket, address: host };
  };
  const dial = await dialBastion({
    port: server.port,
    user: 'ana',
    authentication: [{ method: 'keyboard-interactive' }],
    acceptNew: true,
    reach,
  });
  until(dial, (each) => each.close());
  await waitUntil('the server to be called', () => server.sockets.size === 1);
  dial.stop();
  open();
  await expect(dial.outcome).rejects.toMatchObject({ failure: { code: 'auth-cancelled' } });
  await waitUntil('the way to be closed', () => server.sockets.size === 0);
  expect([server.requests, dial.stages]).toEqual([[], []]);
});
