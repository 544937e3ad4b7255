import { type Failure, failureFrom } from '../../shared/model/failure';
import type { SessionFacts } from '../../shared/model/tunnel-state';
import type { Destination, Flow } from '../socks/flow';
import type { ByteCounter } from './bridge';
import { chosenOf, type Member, memberOf } from './pool-choice';
import { type Another, PoolGrowth } from './pool-growth';

/** A connection to the bastion, as much of it as a pool needs. */
export interface PooledConnection {
  readonly facts: SessionFacts;
  readonly isOpen: boolean;
  readonly closed: Promise<Failure>;
  /** The bare way to the server and back, ms; null while it is not known. */
  readonly lineMs: number | null;
  openFlow(destination: Destination, signal: AbortSignal, counter: ByteCounter): Promise<Flow>;
  onQuiet(listener: () => void): void;
  check(): Promise<boolean>;
  condemn(): void;
  close(): void;
}

export interface ConnectionPoolOptions {
  /** Null where there can be no other. */
  readonly another: Another | null;
  /** The first connection ended so soon after another login that this may be why. */
  readonly onHarm: () => void;
  /**
   * Whether the server holds short answers back on a connection until the one before is acknowledged,
   * as sshd does where no session was opened.
   */
  readonly holdsBack: boolean;
  /** How long a further connection may stand without a flow before it is closed, ms. */
  readonly idleMs?: number;
}

/** As many connections one tunnel may have, so that nobody queues behind much. */
const most = 3;
/** And so that flows do not hold each other up: a browser opens so many to each server. */
const mostAlone = 6;
/** On a shorter line that costs nothing that anybody would notice, ms. */
const longMs = 30;
/** A browser lets go of what it does not use after as long. */
const defaultIdleMs = 300_000;
/** A server that allows each user one session ends the older one at once, ms. */
const harmMs = 10_000;

/**
 * The connections of one tunnel. There is one, until a flow on it carries so much that others would
 * queue behind it, or, on a long line, until flows share it; then one more is dialled, for those that
 * come, and closed when it is not needed. A flow stays where it was opened.
 *
 * The first one is the tunnel: its facts are the tunnel's, and when it ends all of them do. Of the
 * others nobody hears. Whatever keeps one from being made, the server is not asked again for as
 * long as the first one lives: it may allow each user few (sshd_config(5), MaxStartups).
 */
export class ConnectionPool implements PooledConnection {
  readonly closed: Promise<Failure>;
  readonly #first: Member;
  readonly #others = new Set<Member>();
  readonly #options: ConnectionPoolOptions;
  readonly #growth: PoolGrowth;
  #isOver = false;
  #grownAt = Number.NEGATIVE_INFINITY;
  /** As many flows as shared the line at once, since a connection was last closed for want of any. */
  #flowsAtOnce = 0;

  constructor(first: PooledConnection, options: ConnectionPoolOptions) {
    this.#options = options;
    this.#first = memberOf(first);
    this.#growth = new PoolGrowth({
      another: options.another,
      isSame: ({ facts }) => isSame(facts, this.facts),
      onMade: (made) => this.#add(made),
    });
    this.closed = first.closed.then(async (failure) => {
      if (!this.#isOver && this.#hasJustGrown) options.onHarm();
      for (const { connection } of this.#others) connection.condemn();
      await this.#growth.end();
      await Promise.all([...this.#others].map(({ connection }) => connection.closed));
      return failure;
    });
  }

  /** The server may end the older connection before the newer one knows that it is let in. */
  get #hasJustGrown(): boolean {
    return this.#growth.isDialling || performance.now() - this.#grownAt < harmMs;
  }

  get facts(): SessionFacts {
    return this.#first.connection.facts;
  }

  get lineMs(): number | null {
    return this.#first.connection.lineMs;
  }

  get isOpen(): boolean {
    return this.#first.connection.isOpen;
  }

  /** Connections that are open now. */
  get size(): number {
    return this.#open().length;
  }

  async openFlow(
    destination: Destination,
    signal: AbortSignal,
    counter: ByteCounter,
  ): Promise<Flow> {
    const chosen = chosenOf(this.#open(), this.#isEachAlone) ?? this.#first;
    try {
      return await this.#openOn(chosen, destination, signal, counter);
    } catch (error) {
      // One of the others has just ended: the first one still is the tunnel.
      const isLost = failureFrom(error).code === 'connection-lost' && chosen !== this.#first;
      if (!isLost || signal.aborted) throw error;
      return this.#openOn(this.#first, destination, signal, counter);
    }
  }

  onQuiet(listener: () => void): void {
    this.#first.connection.onQuiet(listener);
  }

  check(): Promise<boolean> {
    for (const { connection } of this.#others) void connection.check();
    this.#growth.doubt();
    return this.#first.connection.check();
  }

  condemn(): void {
    this.#end();
    for (const { connection } of this.#all()) connection.condemn();
  }

  close(): void {
    this.#end();
    for (const { connection } of this.#all()) connection.close();
  }

  #end(): void {
    this.#isOver = true;
    void this.#growth.end();
  }

  #all(): Member[] {
    return [this.#first, ...this.#others];
  }

  #open(): Member[] {
    return this.#all().filter(({ connection }) => connection.isOpen);
  }

  async #openOn(
    chosen: Member,
    destination: Destination,
    signal: AbortSignal,
    counter: ByteCounter,
  ): Promise<Flow> {
    const moved = (bytes: number) => {
      chosen.pace.moved(bytes);
      if (chosen.pace.isBusy) this.#relieve();
    };
    this.#hold(chosen);
    try {
      const flow = await chosen.connection.openFlow(destination, signal, {
        up: (bytes) => {
          counter.up(bytes);
          moved(bytes);
        },
        down: (bytes) => {
          counter.down(bytes);
          moved(bytes);
        },
      });
      return {
        carry: (client, early) => flow.carry(client, early).finally(() => this.#letGo(chosen)),
        abandon: () => {
          flow.abandon();
          this.#letGo(chosen);
        },
      };
    } catch (error) {
      this.#letGo(chosen);
      throw error;
    }
  }

  #hold(held: Member): void {
    held.flows += 1;
    clearTimeout(held.idle);
    this.#part();
  }

  #letGo(held: Member): void {
    held.flows -= 1;
    if (held.flows > 0) return;
    held.freeSince = performance.now();
    if (this.#others.has(held)) this.#endWhenIdle(held);
  }

  #endWhenIdle(held: Member): void {
    clearTimeout(held.idle);
    held.idle = setTimeout(() => {
      this.#flowsAtOnce = 0;
      held.connection.close();
    }, this.#options.idleMs ?? defaultIdleMs);
    held.idle.unref();
  }

  /** Sees to it that whoever comes next need not queue behind much. */
  #relieve(): void {
    if (this.#others.size >= most - 1 || this.#open().some(({ pace }) => !pace.isBusy)) return;
    this.#growth.begin();
  }

  /** Whether each flow is to have a connection of its own, as far as there are enough. */
  get #isEachAlone(): boolean {
    return this.#options.holdsBack && (this.lineMs ?? 0) >= longMs;
  }

  /** Sees to it that as many flows as there have been at once would not have to share. */
  #part(): void {
    // Near by, thousands of flows come and go in a second.
    if (!this.#isEachAlone) return;
    const open = this.#open();
    const flows = open.reduce((sum, each) => sum + each.flows, 0);
    this.#flowsAtOnce = Math.max(this.#flowsAtOnce, flows);
    if (open.length >= mostAlone) return;
    if (this.#flowsAtOnce > open.length) this.#growth.begin();
  }

  #add(made: PooledConnection): void {
    const other = memberOf(made);
    this.#others.add(other);
    this.#grownAt = performance.now();
    made.onQuiet(() => void made.check());
    void made.closed.then(() => {
      clearTimeout(other.idle);
      this.#others.delete(other);
    });
    this.#endWhenIdle(other);
    this.#part();
  }
}

/** Whether it is the same server: the same key, and not only one that is trusted as well. */
function isSame(one: SessionFacts, other: SessionFacts): boolean {
  return one.hostKey.fingerprint === other.hostKey.fingerprint;
}
