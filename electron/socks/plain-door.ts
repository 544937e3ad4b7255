import type { Socket } from 'node:net';
import { failureFrom } from '../../shared/model/failure';
import { type Admission, sameUserOnly } from './admission';
import { ClientInput } from './client-input';
import { type Door, openDoor } from './door';
import type { Destination, Dial, FrontDoorEvents } from './flow';
import { defaultLimits, type FrontDoorLimits } from './limits';
import { openFlow } from './opening';
import type { PortGuard } from './port-guard';
import { resetClient } from './reset-client';
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
export async function openPlainDoor(options: PlainDoorOptions): Promise<Door> {
  const limits = { ...defaultLimits, ...options.limits };
  const reception: Reception = {
    ...options,
    admission: await sameUserOnly(options.port),
    requests: new Slots(limits.flows, 0),
    openings: new Slots(limits.opening, limits.openQueue),
    openMs: limits.openMs,
    established: new Set(),
  };
  const { port, events, guard = null } = options;
  const { admission, established } = reception;
  return openDoor(
    { address: '127.0.0.1', port, events, guard },
    { admission, established, serve: (socket) => void serve(socket, reception) },
  );
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
      // Whoever has gone is nobody's any more, and no stranger: nothing is told of them.
      const hasGone = socket.destroyed || socket.remoteAddress === undefined;
      if (!hasGone) events.refused?.(stranger);
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
