import type { Socket } from 'node:net';
import type { Failure } from '../../shared/model/failure';

/** Makes sure that what programs send to a listener's port comes to that listener. */
export interface PortGuard {
  /**
   * Whether a connection that was accepted is one of the guard's own, made to see that it comes
   * here. Then the guard ends it, and it is no client of the listener's.
   */
  claims(accepted: Socket): boolean;
  /**
   * Looks for the first time, and from then on now and again.
   *
   * @throws FailureError `port-shared` when somebody else listens there as well.
   */
  begin(address: string, port: number): Promise<void>;
  /** Resolves when somebody else was found to listen there later on; never otherwise. */
  readonly lost: Promise<Failure>;
  /** Looks no more. */
  end(): void;
}
