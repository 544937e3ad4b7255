import { connect, type Socket } from 'node:net';
import type { Destination, Dial, Flow } from '../../../electron/socks/flow';
import { FailureError } from '../../../shared/model/failure';

/** A way to a port of this machine that stands for the tunnel, and what was asked of it. */
export interface DirectDial {
  readonly dial: Dial;
  readonly asked: Destination[];
  /** Flows that were given up, and those that are still open. */
  abandoned: number;
  open: number;
}

/** Takes every destination to the same port on loopback, whatever its name. */
export function directDial(port: number): DirectDial {
  const way: DirectDial = {
    asked: [],
    abandoned: 0,
    open: 0,
    dial: async (destination) => {
      way.asked.push(destination);
      return flowOver(await connected(port, destination), way);
    },
  };
  return way;
}

function connected(port: number, { host, port: wanted }: Destination): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const far = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    far.once('connect', () => resolve(far));
    far.once('error', () =>
      reject(new FailureError({ code: 'destination-refused', host, port: wanted })),
    );
  });
}

function flowOver(far: Socket, way: DirectDial): Flow {
  way.open++;
  far.once('close', () => {
    way.open--;
  });
  return {
    carry: (client, early) => {
      if (early.length > 0) far.write(early);
      client.pipe(far);
      far.pipe(client);
      client.on('error', () => far.destroy());
      far.on('error', () => client.destroy());
      client.once('close', () => far.destroySoon());
      return Promise.all([closed(client), closed(far)]).then(() => undefined);
    },
    abandon: () => {
      way.abandoned++;
      far.destroy();
    },
  };
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
