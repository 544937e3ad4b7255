import type { Failure } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { SessionFacts, TunnelState } from '../../shared/model/tunnel-state';
import type { Destination, Dial, Flow } from '../socks/flow';
import type { ByteCounter } from '../ssh/bridge';
import type { OnStage } from './dialler';

/** A live connection to the bastion, as much of it as a tunnel needs. */
export interface Connection {
  readonly facts: SessionFacts;
  readonly isOpen: boolean;
  readonly closed: Promise<Failure>;
  openFlow(destination: Destination, signal: AbortSignal, counter: ByteCounter): Promise<Flow>;
  /** @param listener told when the server has been silent for too long to be trusted. */
  onQuiet(listener: () => void): void;
  /** Asks whether the link lives; resolves with false when it did not, and is closed. */
  check(): Promise<boolean>;
  /** Closes the link of a silent server. */
  condemn(): void;
  close(): void;
}

/** The listener, as much of it as a tunnel needs. */
export interface Listener {
  /** Where it listens on the bastion; absent for 127.0.0.1 of this computer. */
  readonly address?: string;
  /** A bastion may choose it only when it is connected. */
  readonly port: number;
  readonly flows: number;
  /** Resolves when the port turned out to be somebody else's as well; nobody may use it then. */
  readonly lost?: Promise<Failure> | null;
  resetFlows(): void;
  close(): Promise<void>;
}

export interface SupervisorOptions {
  readonly reconnect: boolean;
  /** Binds the listener; rejects with FailureError `port-…` or `listen-failed`. */
  readonly bind: (
    dial: Dial,
    refused: (failure: Failure) => void,
    /** Counts what does not come by `dial`. */
    counter: ByteCounter,
  ) => Promise<Listener>;
  /** Dials and logs in; rejects with FailureError. */
  readonly connect: (onStage: OnStage, signal: AbortSignal) => Promise<Connection>;
  readonly onState: (state: TunnelState) => void;
  readonly onLog: (event: LogEvent) => void;
}
