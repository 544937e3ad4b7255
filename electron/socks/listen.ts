import type { AddressInfo, Server } from 'node:net';
import { FailureError } from '../../shared/model/failure';
import { canBind } from './can-bind';
import type { PortGuard } from './port-guard';
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
    throw await listenFailure(error, address, port);
  }
  return boundPort(server.address());
}

/**
 * Binds a server as {@link listen} does, and has the guard see that nobody else listens there, so
 * that nobody is told of the port before.
 *
 * @throws FailureError `port-shared` as well; the server listens all the same then.
 */
export async function listenAlone(
  server: Server,
  address: string,
  port: number,
  guard: PortGuard | null,
): Promise<number> {
  const bound = await listen(server, address, port);
  await guard?.begin(address, bound);
  return bound;
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not bound to a port');
  return address.port;
}

async function listenFailure(error: unknown, address: string, port: number): Promise<FailureError> {
  const why = errorCode(error);
  if (why === 'EADDRINUSE') {
    const [holder, free] = await Promise.all([portHolder(port), freePortAfter(address, port)]);
    const failure = {
      code: 'port-in-use',
      port,
      ...holder,
      ...(free !== null && { free }),
    } as const;
    return new FailureError(failure, { cause: error });
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

/** Ports tried beside one that is taken: a person wants a neighbour, not any of 65,535. */
const neighbours = 20;

/** The next port that could be bound just now; null when none of the nearest can. */
async function freePortAfter(address: string, port: number): Promise<number | null> {
  for (let next = port + 1; next <= Math.min(port + neighbours, 65_535); next += 1) {
    if (await canBind(address, next)) return next;
  }
  return null;
}
