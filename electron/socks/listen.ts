import type { AddressInfo, Server } from 'node:net';
import { FailureError } from '../../shared/model/failure';
import { portHolder } from './port-holder';

/** A browser opens many connections at once; the system caps this where it allows less. */
const backlog = 1_024;

/**
 * Binds a server to a port of one address, 0 for any free one.
 *
 * @returns the port that was bound.
 * @throws FailureError `port-in-use` with the holder where it can be told, `port-reserved` when the
 *   system keeps the port for others (EACCES), or `listen-failed`.
 */
export async function listen(server: Server, address: string, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: address, port, backlog, exclusive: true }, () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw await listenFailure(error, port);
  }
  return boundPort(server.address());
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not bound to a port');
  return address.port;
}

async function listenFailure(error: unknown, port: number): Promise<FailureError> {
  const why = errorCode(error);
  if (why === 'EADDRINUSE') {
    const holder = await portHolder(port);
    return new FailureError({ code: 'port-in-use', port, ...holder }, { cause: error });
  }
  if (why === 'EACCES') return new FailureError({ code: 'port-reserved', port }, { cause: error });
  return new FailureError({ code: 'listen-failed', port, why }, { cause: error });
}

/** The system's name of an error (`EMFILE`), or its message where it has none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 128);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return code.slice(0, 128);
}
