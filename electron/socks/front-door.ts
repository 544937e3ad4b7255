import type { Socket } from 'node:net';
import { failureFrom } from '../../shared/model/failure';
import { type Admission, everybody, sameUserOnly } from './admission';
import { type Reception, serveClient } from './client';
import type { Credential } from './credential';
import { type Door, openDoor } from './door';
import type { Dial, FrontDoorEvents } from './flow';
import { defaultLimits, type FrontDoorLimits } from './limits';
import type { DestinationPolicy } from './policy';
import type { PortGuard } from './port-guard';
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

/**
 * Binds the port and serves SOCKS 4, 4A and 5 there (RFC 1928, without authentication); with a
 * credential only SOCKS 5, and only to clients who know it.
 *
 * @throws RangeError beyond loopback without a credential.
 * @throws FailureError `port-in-use`, `port-reserved`, `port-shared` or `listen-failed`.
 */
export async function openFrontDoor(options: FrontDoorOptions): Promise<Door> {
  const onLoopback = options.address === '127.0.0.1';
  if (!onLoopback && !options.credential) {
    throw new RangeError('beyond loopback only with a credential');
  }
  // Users of other computers have no number here: those prove themselves by the credential alone.
  const admission = onLoopback ? await sameUserOnly(options.port) : everybody;
  const reception = receptionOf(options, admission);
  const { address, port, events, guard = null } = options;
  return openDoor(
    { address, port, events, guard },
    {
      admission,
      established: reception.established,
      serve: (socket) => welcome(socket, reception),
    },
  );
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
  serveClient(socket, reception).catch((error: unknown) => {
    socket.destroy();
    reception.events.refused?.(failureFrom(error));
  });
}
