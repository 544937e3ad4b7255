import { createServer, type Socket } from 'node:net';
import { failureFrom } from '../../shared/model/failure';
import { type Admission, sameUserOnly } from './admission';
import { ClientInput } from './client-input';
import type { Destination, Dial, FrontDoorEvents } from './flow';
import { clientSockets, closeDown, type FrontDoor } from './front-door';
import { lendingClient } from './lending-client';
import { defaultLimits, type FrontDoorLimits } from './limits';
import { errorCode, listenAlone } from './listen';
import { openFlow } from './opening';
import type { PortGuard } from './port-guard';
import { resetClient, resetTorn } from './reset-client';
import { Slots } from './slots';

export interface PlainDoorOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Where every connection leads. */
  readonly destination: Destination;
  readonly dial: Dial;
  readonly events: Partial<FrontDoorEvents>;
  readonly limits?: Partial<FrontDoorLimits>;
  readonly guard?: PortGuard | null;
}

/** What all clients of one door share. */
interface Reception extends PlainDoorOptions {
  readonly admission: Admission;
  readonly requests: Slots;
  readonly openings: Slots;
  readonly openMs: number;
  readonly established: Set<Socket>;
}

/**
 * Binds a port of 127.0.0.1 that leads to one place through the tunnel, as `ssh -L` does. A client
 * speaks no protocol of ours, so that it can only be told by a reset that there is no way.
 *
 * @throws FailureError `port-in-use`, `port-reserved`, `port-shared` or `listen-failed`.
 */
export async function openPlainDoor(options: PlainDoorOptions): Promise<FrontDoor> {
  const limits = { ...defaultLimits, ...options.limits };
  const reception: Reception = {
    ...options,
    admission: await sameUserOnly(options.port),
    requests: new Slots(limits.flows, 0),
    openings: new Slots(limits.opening, limits.openQueue),
    openMs: limits.openMs,
    established: new Set(),
  };
  const guard = options.guard ?? null;
  const clients = new Set<Socket>();
  const server = createServer(clientSockets, (accepted) => {
    if (guard?.claims(accepted)) return;
    const socket = lendingClient(accepted);
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
    // An error nobody listens for ends the process. `close` follows each one and says all we need.
    socket.on('error', () => socket.destroy());
    void serve(socket, reception);
  });
  const close = () => closeDown(server, clients, guard).then(() => reception.admission.close());
  const port = await listenAlone(server, '127.0.0.1', options.port, guard).catch(async (error) => {
    await close();
    throw error;
  });
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

/** Takes one client to the destination; whatever goes wrong is its own loss. */
async function serve(socket: Socket, reception: Reception): Promise<void> {
  const { admission, requests, openings, dial, destination, events, openMs } = reception;
  const gone = new AbortController();
  const input = new ClientInput(socket);
  socket.once('close', () => gone.abort());
  try {
    const stranger = await admission.refusal(socket);
    if (stranger !== null) {
      events.refused?.(stranger);
      return resetClient(socket);
    }
    const release = await requests.acquire(gone.signal);
    if (release === null) return;
    try {
      const flow = await openFlow(destination, gone.signal, { dial, slots: openings, openMs });
      if (flow === null) return;
      reception.established.add(socket);
      events.opened?.(destination);
      await flow.carry(socket, input.handOver());
      socket.destroySoon();
    } finally {
      release();
      if (reception.established.delete(socket)) events.closed?.(destination);
    }
  } catch (error) {
    if (!gone.signal.aborted) events.refused?.(failureFrom(error));
    if (!socket.destroyed) resetClient(socket);
  }
}
