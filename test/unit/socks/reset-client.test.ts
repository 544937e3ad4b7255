import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { resetClient, resetTorn } from '../../../electron/socks/reset-client';
import { waitUntil } from '../../support/ports';

const open: { destroy(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.destroy();
});

/** A client that reads nothing yet, and the socket on our side of it. */
async function pair(): Promise<{ ours: Socket; client: Socket }> {
  const server = createServer({ allowHalfOpen: true });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'connection');
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [ours] = (await accepted) as [Socket];
  server.close();
  ours.on('error', () => ours.destroy());
  open.push(ours, client);
  return { ours, client };
}

/** How a client's answer ends, once it reads. */
function endOf(client: Socket): Promise<string> {
  return new Promise((resolve) => {
    client.on('end', () => resolve('whole'));
    client.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    client.resume();
  });
}

/** More than the systems of both ends hold. */
const much = 20 << 20;

it.each([false, true])('tears an answer loudly, its end having been said: %s', async (ended) => {
  const { ours, client } = await pair();
  ours.write(Buffer.alloc(much));
  if (ended) ours.end();
  await waitUntil('the system to be full', () => ours.writableLength > 0);
  resetClient(ours);
  expect(await endOf(client)).toBe('ECONNRESET');
});

it('closes a client that has been given everything', async () => {
  const { ours, client } = await pair();
  ours.end('all');
  await once(ours, 'finish');
  resetClient(ours);
  await waitUntil('the socket to close', () => ours.closed);
  expect(await endOf(client)).toBe('whole');
});

it('lets a client be whose answer is whole, and resets the others', async () => {
  const [whole, torn] = await Promise.all([pair(), pair()]);
  whole.ours.end(Buffer.alloc(much));
  torn.ours.write('half');
  resetTorn([whole.ours, torn.ours]);
  expect(await Promise.all([endOf(whole.client), endOf(torn.client)])).toEqual([
    'whole',
    'ECONNRESET',
  ]);
});
