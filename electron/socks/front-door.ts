import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Failure, failureFrom } from '../../shared/model/failure';
import { type Admission, everybody, sameUserOnly } from './admission';
import { type Reception, serveClient } from './client';
import type { Credential } from './credential';
import type { Dial, FrontDoorEvents } from './flow';
import { lendingClient } from './lending-client';
import { defaultLimits, type FrontDoorLimits } from './limits';
import { errorCode, listenAlone } from './listen';
import type { DestinationPolicy } from './policy';
import type { PortGuard } from './port-guard';
import { resetClient, resetTorn } from './reset-client';
import { Slots } from './slots';

export interface FrontDoorOptions {
  /** A literal address: whoever reaches the port reaches the private network. */
  readonly address: string;
  /** What clients must know (RFC 1929); without one only 127.0.0.1 can be listened on. */
  readonly credential?: Credential | null;
  /** 0 picks a free one. */
  readonly port: number;
  readonly dial: Dial;
  readonly policy: DestinationPolicy;
  readonly events: Partial<FrontDoorEvents>;
  readonly limits?: Partial<FrontDoorLimits>;
  /** Sees that nobody else is given what comes to the port, where the system leaves that open. */
  readonly guard?: PortGuard | null;
}

/** A SOCKS server whose only way out is the `dial` it was given. */
export interface FrontDoor {
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

/**
 * Binds the port and serves SOCKS 4, 4A and 5 there (RFC 1928, without authentication); with a
 * credential only SOCKS 5, and only to clients who know it.
 *
 * @throws RangeError beyond loopback without a credential.
 * @throws FailureError `port-in-use`, `port-reserved`, `port-shared` or `listen-failed`.
 */
export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const onLoopback = options.address === '127.0.0.1';
  if (!onLoopback && !options.credential) {
    throw new RangeError('beyond loopback only with a credential');
  }
  // Users of other computers have no number here: those prove themselves by the credential alone.
  const admission = onLoopback ? await sameUserOnly(options.port) : everybody;
  const reception = receptionOf(options, admission);
  const guard = options.guard ?? null;
  const clients = new Set<Socket>();
  const server = createServer(clientSockets, (accepted) => {
    if (guard?.claims(accepted)) return;
    const socket = lendingClient(accepted);
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
    welcome(socket, reception);
  });
  const close = () => closeDown(server, clients, guard).then(() => admission.close());
  const { address } = options;
  const port = await listenAlone(server, address, options.port, guard).catch(async (error) => {
    await close();
    throw error;
  });
  // A connection that could not be accepted (EMFILE) is that client's loss, not the listener's.
  server.on('error', (error) => {
    options.events.refused?.({ code: 'internal', detail: `accept: ${errorCode(error)}` });
  });
  let closed: Promise<void> | null = null;
  return {
    port,
    lost: guard?.lost ?? null,
    get flows() {
      return reception.established.size;
    },
    resetFlows() {
      resetTorn(reception.established);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

function receptionOf(options: FrontDoorOptions, admission: Admission): Reception {
  const limits = { ...defaultLimits, ...options.limits };
  return {
    admission,
    credential: options.credential ?? null,
    dial: options.dial,
    policy: options.policy,
    events: options.events,
    handshakeMs: limits.handshakeMs,
    openMs: limits.openMs,
    handshakes: new Slots(limits.handshakes, limits.flows),
    requests: new Slots(limits.flows, 0),
    openings: new Slots(limits.opening, limits.openQueue),
    strangers: new Set(),
    established: new Set(),
  };
}

function welcome(socket: Socket, reception: Reception): void {
  // An error nobody listens for ends the process. `close` follows each one and says all we need.
  socket.on('error', () => socket.destroy());
  serveClient(socket, reception).catch((error: unknown) => {
    socket.destroy();
    reception.events.refused?.(failureFrom(error));
  });
}

/**
 * How a door's server accepts: half-open, or a client that has said all it had to say would lose
 * its answer; and paused, for {@link lendingClient}.
 */
export const clientSockets = { allowHalfOpen: true, noDelay: true, pauseOnConnect: true } as const;

/** Gives up a listener and every client; resolves when all their sockets have closed. */
export async function closeDown(
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
