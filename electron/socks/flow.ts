import type { Socket } from 'node:net';
import type { Failure } from '../../shared/model/failure';

/** Where a SOCKS client wants to go, after IP literals inside names were recognised. */
export interface Destination {
  /** A name, passed on as given and never resolved here, or the canonical text of an address. */
  readonly host: string;
  readonly port: number;
  readonly kind: 'name' | 'ipv4' | 'ipv6';
}

/** The far side has opened: this is the way there. */
export interface Flow {
  /**
   * Carries bytes both ways between the client and the far side until both are done, honouring
   * half-close and back-pressure. Takes over the socket and never rejects.
   *
   * @param early bytes the client sent behind its request, to be sent first.
   */
  carry(client: Socket, early: Buffer): Promise<void>;
  /** Gives the far side up without a client: it vanished while the flow was being opened. */
  abandon(): void;
}

/**
 * Opens a flow through the tunnel. There is no other way out: the front door knows no network of
 * its own.
 *
 * @param signal aborted when the client has gone or the front door closes.
 * @throws FailureError with a destination failure, `tunnel-down` or `too-many-connections`.
 */
export type Dial = (destination: Destination, signal: AbortSignal) => Promise<Flow>;

/** What the front door tells whoever watches it. */
export interface FrontDoorEvents {
  /** A request was answered with a failure. */
  readonly refused: (failure: Failure) => void;
  readonly opened: (destination: Destination) => void;
  readonly closed: (destination: Destination) => void;
}
