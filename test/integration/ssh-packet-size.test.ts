import type { Connection } from 'ssh2';
import { afterAll, describe, expect, it } from 'vitest';
import type { BastionConnection } from '../../electron/ssh/connection';
import { dialBastion } from '../support/bastion-dial';
import { closeCases, serverFor, until } from '../support/ssh-cases';

afterAll(closeCases);

/** Where a server of ssh2 says how large packets it takes: always the last number but one. */
interface Wire {
  channelOpenConfirm(remote: number, local: number, window: number, packet: number): void;
  forwardedTcpip(channel: number, window: number, packet: number, about: object): void;
}

function wireOf(connection: Connection): Wire {
  return (connection as unknown as { _protocol: Wire })._protocol;
}

async function connectedTo(onConnection: (connection: Connection) => void) {
  const { port } = await serverFor({ onConnection });
  const authentication = [{ method: 'keyboard-interactive' }] as const;
  const dial = await dialBastion({ port, user: 'somebody', authentication, acceptNew: true });
  until(dial, (each) => each.close());
  return dial.outcome;
}

const destination = { host: 'page.internal', port: 8088, kind: 'name' } as const;
const counter = { up: () => undefined, down: () => undefined };

function openFlow(connection: BastionConnection) {
  return connection.openFlow(destination, new AbortController().signal, counter);
}

// Patched in ssh2: unpatched, the first byte for such a channel ends all work of the process.
describe('a channel whose server takes packets of no bytes', () => {
  it('is as one that could not be opened, and others open', async () => {
    let packet = 0;
    const connection = await connectedTo((server) => {
      const wire = wireOf(server);
      const confirm = wire.channelOpenConfirm.bind(wire);
      wire.channelOpenConfirm = (remote, local, window) => confirm(remote, local, window, packet);
    });
    await expect(openFlow(connection)).rejects.toMatchObject({
      failure: { code: 'destination-unreachable', host: 'page.internal' },
    });
    packet = 32_768;
    const flow = await openFlow(connection);
    flow.abandon();
    expect(connection.isOpen).toBe(true);
  });

  it('is refused where the server opens it', async () => {
    let opened: Promise<string> | undefined;
    const connection = await connectedTo((server) => {
      const wire = wireOf(server);
      const open = wire.forwardedTcpip.bind(wire);
      wire.forwardedTcpip = (channel, window, _packet, about) => open(channel, window, 0, about);
      server.on('request', (accept) => {
        accept?.(4_022);
        opened = new Promise((resolve) => {
          server.forwardOut('127.0.0.1', 4_022, '127.0.0.1', 1, (error) =>
            resolve(error === undefined ? 'opened' : 'refused'),
          );
        });
      });
    });
    let handed = 0;
    const bind = { address: '127.0.0.1', port: 4_022 };
    await connection.listenRemotely(bind, (incoming) => {
      handed += 1;
      incoming.accept();
    });
    expect(await opened).toBe('refused');
    expect(handed).toBe(0);
  });
});
