import { createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { BastionConnection } from '../../../electron/ssh/connection';
import type { Incoming } from '../../../electron/ssh/remote-forward';
import { RemoteDoor } from '../../../electron/tunnel/remote-door';
import { waitUntil } from '../../support/ports';

const warnings: Error[] = [];
const onWarning = (warning: Error) => warnings.push(warning);
process.on('warning', onWarning);
afterEach(() => {
  process.off('warning', onWarning);
});

it('takes as many connections at once as a browser opens, without a warning of Node’s', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const door = new RemoteDoor({
    bind: { address: '127.0.0.1', port: 0 },
    target: { host: '127.0.0.1', port },
    counter: { up: () => undefined, down: () => undefined },
    refused: () => undefined,
  });
  let come: (incoming: Incoming) => void = () => undefined;
  let carried = 0;
  await door.attach({
    listenRemotely: async (_bind: unknown, onIncoming: typeof come) => {
      come = onIncoming;
      return port;
    },
    carryIncoming: async () => {
      carried += 1;
    },
  } as unknown as BastionConnection);
  for (let count = 0; count < 40; count += 1) {
    come({ accept: () => expect.fail('carried by nobody here'), reject: () => undefined });
  }
  await waitUntil('all of them to be carried', () => carried === 40);
  await setImmediate();
  await door.close();
  server.close();
  expect(warnings).toEqual([]);
});
