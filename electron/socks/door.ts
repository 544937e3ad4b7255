import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Failure } from '../../shared/model/failure';
import type { Admission } from './admission';
import type { FrontDoorEvents } from './flow';
import { lendingClient } from './lending-client';
import { errorCode, listenAlone } from './listen';
import type { PortGuard } from './port-guard';
import { resetClient, resetTorn } from './reset-client';

/** A port of this computer whose only way on is the `dial` it was given. */
export interface Door {
  /** The port that is bound, for as long as the door is open. */
  readonly port: number;
  /** Flows that are open now. */
  readonly flows: number;
  /**
   * Resolves when the port turned out to be somebody else's as well: then it is to be closed. Null
   * where nobody looks.
   */
  readonly lost: Promise<Failure> | null;
  /**
   * Cuts every open flow with a reset, so that no client takes a torn answer for a whole one; who is
   * still reading a whole one gets it. The port stays bound, and requests that wait for `dial` go on
   * waiting.
   */
  resetFlows(): void;
  /** Gives up the port and every client; resolves when all their sockets have closed. */
  close(): Promise<void>;
}

export interface DoorOptions {
  readonly address: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly events: Partial<FrontDoorEvents>;
  /** Sees that nobody else is given what comes to the port, where the system leaves that open. */
  readonly guard: PortGuard | null;
}

/** What becomes of those who come in. */
export interface Welcome {
  /** Ended with the door. */
  readonly admission: Admission;
  /** Clients whose flow is open; kept by whoever serves them. */
  readonly established: ReadonlySet<Socket>;
  /** Answers a client; whatever goes wrong is its own loss. */
  serve(socket: Socket): void;
}

/**
 * How a door's server accepts: half-open, or a client that has said all it had to say would lose
 * its answer; and paused, for {@link lendingClient}.
 */
const clientSockets = { allowHalfOpen: true, noDelay: true, pauseOnConnect: true } as const;

/**
 * Binds a port, and has everybody served who comes to it.
 *
 * @throws FailureError `port-in-use`, `port-reserved`, `port-shared` or `listen-failed`.
 */
export async function openDoor(options: DoorOptions, welcome: Welcome): Promise<Door> {
  const { address, guard, events } = options;
  const { admission, established } = welcome;
  const clients = new Set<Socket>();
  const server = createServer(clientSockets, (accepted) => {
    if (guard?.claims(accepted)) return;
    const socket = lendingClient(accepted);
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
    // An error nobody listens for ends the process. `close` follows each one and says all we need.
    socket.on('error', () => socket.destroy());
    welcome.serve(socket);
  });
  const close = () => closeDown(server, clients, guard).then(() => admission.close());
  const port = await listenAlone(server, address, options.port, guard).catch(async (error) => {
    await close();
    throw error;
  });
  // A connection that could not be accepted (EMFILE) is that client's loss, not the listener's.
  server.on('error', (error) => {
    events.refused?.({ code: 'internal', detail: `accept: ${errorCode(error)}` });
  });
  let closed: Promise<void> | null = null;
  return {
    port,
    lost: guard?.lost ?? null,
    get flows() {
      return established.size;
    },
    resetFlows() {
      resetTorn(established);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** Gives up a listener and every client; resolves when all their sockets have closed. */
async function closeDown(
  server: Server,
  clients: ReadonlySet<Socket>,
  guard: PortGuard | null,
): Promise<void> {
  guard?.end();
  const closed = [...clients].map((socket) => once(socket, 'close'));
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of clients) resetClient(socket);
  await Promise.all([done, ...closed]);
}
