import type { AcceptConnection, Client, ClientChannel, TcpConnectionDetails } from 'ssh2';
import { FailureError } from '../../shared/model/failure';

/** A server that has not answered by then will not, ms. */
const answerMs = 15_000;

/** Where a server is to listen for us. */
export interface RemoteBind {
  readonly address: string;
  /** 0 leaves the choice to the server. */
  readonly port: number;
}

/** One connection somebody made to the server's port; it is opened only when it is accepted. */
export interface Incoming {
  accept(): ClientChannel;
  reject(): void;
}

/**
 * Has the server listen and hand the connections made there to us (RFC 4254, 7.1 and 7.2).
 *
 * @param host names the server in a failure.
 * @returns the port it listens on.
 * @throws FailureError `remote-port-refused` when it does not want to, or does not answer.
 */
export function listenRemotely(
  client: Client,
  host: string,
  bind: RemoteBind,
  onIncoming: (incoming: Incoming) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = () =>
      reject(new FailureError({ code: 'remote-port-refused', host, port: bind.port }));
    const late = setTimeout(refuse, answerMs);
    client.on(
      'tcp connection',
      (_details: TcpConnectionDetails, accept: AcceptConnection, decline: () => void) =>
        onIncoming({ accept: () => accept() as ClientChannel, reject: decline }),
    );
    try {
      client.forwardIn(bind.address, bind.port, (error, port) => {
        clearTimeout(late);
        if (error) refuse();
        else resolve(port);
      });
    } catch {
      clearTimeout(late);
      refuse();
    }
  });
}
