import type { Failure } from '../../shared/model/failure';
import type { SessionFacts } from '../../shared/model/tunnel-state';
import type { Destination, Flow } from '../socks/flow';
import { type ByteCounter, bridge } from './bridge';
import type { Link } from './link';
import { watchLiveness } from './liveness';
import { discard, openChannel } from './open-channel';

export interface ConnectionTarget {
  readonly host: string;
  readonly port: number;
}

/** An authenticated SSH connection to a bastion, through which flows are opened. */
export class BastionConnection {
  readonly facts: SessionFacts;
  /** Resolves once, when the connection is over, with why. */
  readonly closed: Promise<Failure>;
  readonly #link: Link;
  readonly #target: ConnectionTarget;
  #lost: Failure | null = null;
  #silent = false;

  /**
   * @param intervalMs how often the server is pinged; the link counts as dead after three
   * intervals without a byte.
   */
  constructor(link: Link, target: ConnectionTarget, facts: SessionFacts, intervalMs: number) {
    this.#link = link;
    this.#target = target;
    this.facts = facts;
    const stopWatching = watchLiveness(link.socket, {
      intervalMs,
      intervals: 3,
      dead: () => {
        this.#silent = true;
        link.destroy(null);
      },
    });
    this.closed = link.ended.then((reason) => {
      stopWatching();
      this.#lost = this.#silent
        ? { code: 'connection-lost', ...this.#target, why: 'silent' }
        : connectionLost(this.#target, reason);
      return this.#lost;
    });
  }

  get isOpen(): boolean {
    return this.#link.isOpen;
  }

  /**
   * Opens a flow to a destination the bastion can reach.
   *
   * @throws FailureError as {@link openChannel}; `connection-lost` when the connection has gone.
   */
  async openFlow(
    destination: Destination,
    signal: AbortSignal,
    counter: ByteCounter,
  ): Promise<Flow> {
    const lost = () =>
      this.#link.isOpen ? null : (this.#lost ?? connectionLost(this.#target, null));
    const channel = await openChannel(this.#link.client, destination, signal, lost);
    return {
      carry: (client, early) => bridge(client, channel, early, counter, () => this.#link.isOpen),
      abandon: () => discard(channel),
    };
  }

  /** Says goodbye and closes; `closed` resolves within about a second. */
  close(): void {
    this.#link.end();
  }
}

/** Why an established connection ended, from the error that came first, if any did. */
export function connectionLost(
  target: ConnectionTarget,
  reason: (Error & { code?: string | number; level?: string }) | null,
): Failure {
  const at = { host: target.host, port: target.port };
  if (reason === null) return { code: 'connection-lost', ...at, why: 'closed' };
  const detail = reason.message.slice(0, 256);
  if (reason.code === 'ECONNRESET' || reason.code === 'EPIPE') {
    return { code: 'connection-lost', ...at, why: 'reset', detail };
  }
  if (reason.code === 'ETIMEDOUT') return { code: 'connection-lost', ...at, why: 'silent', detail };
  if (typeof reason.code === 'string' && /^E(HOST|NET)/.test(reason.code)) {
    return { code: 'connection-lost', ...at, why: 'no-route', detail };
  }
  const why = typeof reason.code === 'number' ? 'disconnected' : 'protocol';
  return { code: 'connection-lost', ...at, why, detail };
}
