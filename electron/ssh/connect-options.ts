import type { Failure } from '../../shared/model/failure';
import type { Stage } from '../../shared/model/tunnel-state';
import type { Credentials } from './credentials';
import type { HostKeyGate } from './host-key-gate';
import type { Questions } from './questions';
import type { LastSeen, Reach } from './reach';
import type { ReceiveLimit } from './receive-budget';
import type { RekeyLimits } from './rekeying';
import type { KeyChange } from './trust/host-trust';

export interface StageLimits {
  readonly keyExchangeSeconds: number;
  readonly authenticationSeconds: number;
  /**
   * From a password, a code or an agent's question on: somebody may have to confirm the login on a
   * telephone or touch a key. sshd gives a login as long (sshd_config(5), LoginGraceTime).
   */
  readonly confirmationSeconds: number;
}

export const defaultLimits: StageLimits = {
  keyExchangeSeconds: 15,
  authenticationSeconds: 30,
  confirmationSeconds: 120,
};

/** What a connection to a bastion is made with, and whom it tells. */
export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Opens what the connection is carried by: a TCP connection from here where nothing is given. */
  readonly reach?: Reach;
  readonly credentials: Credentials;
  readonly gate: HostKeyGate;
  readonly questions: Questions;
  readonly onStage: (stage: Stage) => void;
  /** The server's greeting (RFC 4252, 5.4): data, for the log only. */
  readonly onBanner: (text: string) => void;
  /** A key seen for the first time was put into our own store. */
  readonly onTrusted: (fingerprint: string) => void;
  /** The bastion has announced new keys or given up old ones, and our own store has followed. */
  readonly onHostKeysChanged: (change: KeyChange) => void;
  /** It could not be put there: it is trusted until this process ends. */
  readonly onNotKept: (failure: Failure) => void;
  /** Aborting gives the attempt up and closes what was opened. */
  readonly signal: AbortSignal;
  /** What all connections of one tunnel may hold unread together; each its own where none is given. */
  readonly receiveLimit?: ReceiveLimit;
  /** Whether a session is opened on the server for a moment: see {@link openBriefSession}. */
  readonly session: boolean;
  /** How often the established connection is pinged, ms. */
  readonly keepAliveMs: number;
  /**
   * How long a host-key question may hold its connection, ms; then it is made anew after the
   * answer. 20 s where nothing is given.
   */
  readonly hostKeyHoldMs?: number;
  /** How long the server may take, not counting waits for a person: 15 s and 30 s by default. */
  readonly limits?: Partial<StageLimits>;
  /** How long one set of keys is used; see {@link rekeyLimits} where nothing is given. */
  readonly rekeyAfter?: RekeyLimits;
  /** Where this tunnel found its bastion last: for when names cannot be resolved for a while. */
  readonly lastSeen?: LastSeen;
  /** Waits for this login's turn: few are made at once. */
  readonly inTurn: <Value>(login: () => Promise<Value>) => Promise<Value>;
}
