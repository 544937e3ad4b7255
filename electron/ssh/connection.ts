import type { Socket } from 'node:net';
import { type Failure, FailureError } from '../../shared/model/failure';
import type { SessionFacts } from '../../shared/model/tunnel-state';
import type { Destination, Flow } from '../socks/flow';
import { resetClient } from '../socks/reset-client';
import { type BridgedChannel, type ByteCounter, bridge } from './bridge';
import { type ByteStream, CarriedStream } from './byte-stream';
import { type LentReads, lentReadsOf } from './lent-reads';
import type { Link } from './link';
import { isHeard } from './link-check';
import { watchLiveness } from './liveness';
import { admitted, discard, type OpenChannel, openChannel } from './open-channel';
import { roundTrip } from './ping';
import { acknowledgePromptly } from './prompt-acknowledgement';
import { ReceiveBudget, type ReceiveLimit } from './receive-budget';
import { keepKeysFresh, type RekeyLimits, rekeyLimits } from './rekeying';
import { type Incoming, listenRemotely, type RemoteBind } from './remote-forward';
import { SendBudget } from './send-budget';
import { sendTogether } from './session-internals';

/** A server that takes longer has no latency worth showing. */
const roundTripMs = 10_000;

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
  readonly #received: ReceiveBudget;
  readonly #send: SendBudget;
  readonly #reads: LentReads | null;
  readonly #beside = new Set<BastionConnection>();
  #lost: Failure | null = null;
  #silent = false;
  #checking: Promise<boolean> | null = null;
  #onQuiet: () => void = () => undefined;

  /**
   * @param intervalMs how often the server is pinged; the link counts as dead after three
   * intervals without a byte.
   * @param rekeyAfter how long one set of keys is used.
   * @param receiveLimit what is shared with other connections of the same tunnel.
   */
  constructor(
    link: Link,
    target: ConnectionTarget,
    facts: SessionFacts,
    {
      intervalMs,
      rekeyAfter = rekeyLimits,
      receiveLimit,
    }: {
      readonly intervalMs: number;
      readonly rekeyAfter?: RekeyLimits | undefined;
      readonly receiveLimit?: ReceiveLimit | undefined;
    },
  ) {
    this.#link = link;
    this.#target = target;
    this.#received = new ReceiveBudget(link.client, receiveLimit, () => this.roundTrip());
    this.#send = new SendBudget(
      link.socket,
      {
        roundTrip: () => this.roundTrip(),
        roundTripBeside: () => this.#roundTripBeside(),
        bareMs: () => this.lineMs,
      },
      (send) => sendTogether(link, send),
    );
    this.#reads = lentReadsOf(link.socket);
    this.#reads?.lend();
    acknowledgePromptly(link, () => this.lineMs);
    this.facts = facts;
    const stopWatching = watchLiveness(link.socket, {
      intervalMs,
      intervals: 3,
      quiet: () => this.#onQuiet(),
      dead: () => this.condemn(),
    });
    const stopRekeying = keepKeysFresh(link, rekeyAfter);
    this.closed = link.ended.then((reason) => {
      stopWatching();
      stopRekeying();
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
    const { client } = this.#link;
    const open = await openChannel(client, this.#received, destination, signal, lost);
    const flow = this.#bridged(open, counter);
    return {
      carry: (local, early) => bridge(local, early, flow),
      abandon: () => discard(open),
    };
  }

  /**
   * Opens a way to another server behind this one, for an SSH connection inside this one.
   *
   * @param place says of this connection's end what the stream then ends with.
   * @throws FailureError as {@link openFlow}.
   */
  async openStream(
    server: ConnectionTarget,
    signal: AbortSignal,
    place: (lost: Failure) => Failure,
  ): Promise<ByteStream> {
    const lost = () =>
      this.#link.isOpen ? null : (this.#lost ?? connectionLost(this.#target, null));
    const { client } = this.#link;
    const open = await openChannel(client, this.#received, server, signal, lost);
    const { channel, received } = open;
    return new CarriedStream({
      readable: channel,
      writable: channel,
      // The account hears of a packet only after the stream has.
      onTaken: (bytes) => queueMicrotask(() => received.consumed(bytes)),
      why: async () => (this.#link.isOpen ? null : this.closed.then(place)),
      close: () => discard(open),
    });
  }

  /**
   * Has the server listen and hand over the connections made there.
   *
   * @returns the port it listens on.
   * @throws FailureError `remote-port-refused`.
   */
  listenRemotely(bind: RemoteBind, onIncoming: (incoming: Incoming) => void): Promise<number> {
    return listenRemotely(this.#link.client, this.#target.host, bind, onIncoming);
  }

  /** Accepts a connection the server has handed over, and carries it to and from a socket. */
  async carryIncoming(incoming: Incoming, socket: Socket, counter: ByteCounter): Promise<void> {
    // Of a channel opened after the end nobody would ever hear that it closed.
    if (!this.#link.isOpen) return resetClient(socket);
    const open = admitted(incoming.accept(), this.#received);
    return bridge(socket, Buffer.alloc(0), this.#bridged(open, counter));
  }

  #bridged(open: OpenChannel, counter: ByteCounter): BridgedChannel {
    const isLinkOpen = () => this.#link.isOpen;
    return { ...open, send: this.#send, reads: this.#reads, counter, isLinkOpen };
  }

  /** The other connection leads to the same server by the same way; it was there before. */
  sharesLineWith(other: BastionConnection): void {
    this.#received.sharesLineWith(other.#received);
    other.#beside.add(this);
    this.#beside.add(other);
    void this.closed.then(() => other.#beside.delete(this));
  }

  /** The round trip of the connection beside this one on which least is on its way. */
  async #roundTripBeside(): Promise<number | null> {
    const open = [...this.#beside].filter(({ isOpen }) => isOpen);
    const [calmest] = open.sort((one, other) => one.#send.underWay - other.#send.underWay);
    return calmest === undefined ? null : calmest.roundTrip();
  }

  /** The bare way to the server and back, ms; null while it is not known. */
  get lineMs(): number | null {
    return this.#received.lineMs;
  }

  /** The way to the server's sshd and back, ms; null when no answer came within 10 s. */
  async roundTrip(): Promise<number | null> {
    return this.#link.isOpen ? roundTrip(this.#link.client, roundTripMs) : null;
  }

  /** @param listener told once for each silence of the server, an interval before it is taken for dead. */
  onQuiet(listener: () => void): void {
    this.#onQuiet = listener;
  }

  /**
   * Asks whether the link still lives, with a ping now and two more within 12 s. Concurrent callers
   * share one check.
   *
   * @returns true once the server was heard; false when it stayed silent, and the link is closed.
   */
  check(): Promise<boolean> {
    this.#checking ??= isHeard(this.#link).then((heard) => {
      this.#checking = null;
      if (!heard) this.condemn();
      return heard;
    });
    return this.#checking;
  }

  /** Closes a link the server does not answer on; `closed` says that it was silent. */
  condemn(): void {
    if (this.#link.isOpen) this.#silent = true;
    this.#link.destroy(null);
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
  if (reason instanceof FailureError) return reason.failure;
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
