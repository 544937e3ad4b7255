import { createServer, type Socket } from 'node:net';
import ssh2 from 'ssh2';

/** What a server that cannot wait says behind its new keys. */
export type Haste = 'asks for a password' | 'lets everybody in' | 'lets everybody in later';

/** Somebody in a bastion's place, who does not wait until his host key has been accepted. */
export interface HastyServer {
  readonly port: number;
  /** All that a client has sent, as it went over the wire. */
  readonly heard: () => string;
  /** Whether it has said what it could not wait with. */
  readonly hasSpoken: () => boolean;
  close(): Promise<void>;
}

/** ssh2's own side of a connection, as much of it as is forced here. */
interface Forced {
  readonly _sock: Socket;
  readonly _protocol: {
    readonly _kex?: { readonly _sentNEWKEYS?: boolean; finish(): void };
    readonly _authsQueue: string[];
    parse: () => void;
    serviceAccept(service: string): void;
    authFailure(methods: readonly string[], isPartial: boolean): void;
    authSuccess(): void;
  };
}

/** An answer that comes while a person looks at the host key, ms. */
const laterMs = 300;

/**
 * Starts a server that sends its new keys together with its reply to the key exchange, takes them
 * into use without the client's, and then speaks of logins although none was asked for. RFC 4253,
 * 7.3, lets it send; what it says must not be listened to before its host key is accepted.
 */
export async function startHastyServer(haste: Haste): Promise<HastyServer> {
  const { private: hostKey } = ssh2.utils.generateKeyPairSync('ed25519');
  const heard: Buffer[] = [];
  let hasSpoken = false;
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connection.on('error', () => undefined);
    const { _sock: socket, _protocol: protocol } = connection as unknown as Forced;
    const speak = () => {
      protocol._kex?.finish();
      protocol.parse = () => undefined;
      protocol.serviceAccept('ssh-userauth');
      protocol._authsQueue.push('none');
      if (haste === 'asks for a password') protocol.authFailure(['password'], false);
      else if (haste === 'lets everybody in') protocol.authSuccess();
      else setTimeout(() => protocol.authSuccess(), laterMs);
      socket.uncork();
      hasSpoken = true;
    };
    // What is said within one turn leaves together: its reply, its new keys and all behind them.
    socket.cork();
    const oncePerTurn = () => {
      socket.uncork();
      if (hasSpoken || socket.destroyed) return;
      socket.cork();
      setImmediate(oncePerTurn);
    };
    setImmediate(oncePerTurn);
    socket.on('data', (bytes: Buffer) => {
      heard.push(bytes);
      if (!hasSpoken && protocol._kex?._sentNEWKEYS === true) speak();
    });
  });
  const sockets = new Set<Socket>();
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    (server as unknown as { injectSocket(socket: Socket): void }).injectSocket(socket);
  });
  const port = await new Promise<number>((resolve) => {
    front.listen(0, '127.0.0.1', () => {
      const address = front.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    heard: () => Buffer.concat(heard).toString('latin1'),
    hasSpoken: () => hasSpoken,
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
