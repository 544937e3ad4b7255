import type { ClusterState } from '../../shared/model/cluster';
import type { BoundCluster, ClusterBinding } from '../../shared/model/cluster-binding';
import type { AwsPlace } from '../../shared/model/cluster-filter';
import { isEnding } from '../../shared/model/cluster-states';
import { type Failure, FailureError, failureFrom } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { Connection } from './parts';

/** How AWS is asked about clusters; rejects with FailureError `cluster-…` or `aws-…`. */
export interface ClusterLookup {
  /** The cluster a binding leads to now. */
  find(
    binding: ClusterBinding,
    signal: AbortSignal,
    slowed: (inMs: number) => void,
  ): Promise<BoundCluster>;
  stateOf(binding: ClusterBinding, id: string, signal: AbortSignal): Promise<ClusterState>;
  /** The fingerprint EC2 shows for a key pair. */
  keyPair(place: AwsPlace, name: string, signal: AbortSignal): Promise<string | null>;
  /** The key pair an instance was launched with; null for none. */
  keyNameOf(place: AwsPlace, instance: string, signal: AbortSignal): Promise<string | null>;
}

export interface ClusterTieOptions {
  readonly binding: ClusterBinding;
  readonly lookup: ClusterLookup;
  readonly tell: (event: LogEvent) => void;
  readonly onCluster: (cluster: BoundCluster) => void;
  /** How often a cluster in use is looked at, ms; a minute where nothing is given. */
  readonly everyMs?: number | undefined;
}

/** Ties one run of a tunnel to its cluster: found anew at each connect, looked after while it is up. */
export class ClusterTie {
  readonly #options: ClusterTieOptions;
  #current: BoundCluster | null = null;
  #look: () => Promise<void> = async () => undefined;
  /** The fault of our own that the log names already. */
  #toldFault: string | null = null;

  constructor(options: ClusterTieOptions) {
    this.#options = options;
  }

  /** The cluster that was found last in this run. */
  get current(): BoundCluster | null {
    return this.#current;
  }

  /**
   * Asks AWS which cluster it is now. Where AWS cannot be asked the tunnel goes where it went last:
   * a tunnel must not depend on a second way out of the house.
   *
   * @throws FailureError `cluster-…`, or `aws-…` when there is nothing to go by.
   */
  async follow(signal: AbortSignal): Promise<void> {
    const { binding, lookup, tell, onCluster } = this.#options;
    try {
      const slowed = (inMs: number) => tell({ code: 'aws-slowed', inMs });
      const found = await lookup.find(binding, signal, slowed);
      const isNews = found.id !== this.#current?.id;
      this.#current = found;
      if (isNews) {
        tell({ code: 'cluster-found', name: found.name, id: found.id, node: found.primaryDns });
      }
      onCluster(found);
    } catch (error) {
      if (!(error instanceof FailureError) || signal.aborted) throw error;
      // What is missing is the successor of one that was there.
      if (error.failure.code === 'cluster-missing' && this.#current !== null) {
        throw new FailureError(this.#terminated(this.#current), { cause: error });
      }
      const known = this.#current !== null || binding.last !== null;
      if (!error.failure.code.startsWith('aws-') || !known) throw error;
      tell({ code: 'cluster-not-asked', cause: error.failure });
    }
  }

  /** Looks now whether the cluster in use still lives: a person asks, or no page answers. */
  look(): Promise<void> {
    return this.#look();
  }

  /** A connection that is lost when its cluster ends, which says so. */
  guard(connection: Connection): Connection {
    let end: (failure: Failure) => void = () => undefined;
    const ended = new Promise<Failure>((resolve) => {
      end = resolve;
    });
    const looking = new AbortController();
    const look = async () => {
      const failure = await this.#hasEnded(looking.signal);
      if (failure === null || looking.signal.aborted) return;
      end(failure);
      connection.close();
    };
    this.#look = look;
    const timer = setInterval(() => void look(), this.#options.everyMs ?? 60_000);
    timer.unref();
    void connection.closed.then(() => {
      clearInterval(timer);
      looking.abort();
      // Another one may have been made beside it, when this one fell silent.
      if (this.#look === look) this.#look = async () => undefined;
    });
    return {
      facts: connection.facts,
      get isOpen() {
        return connection.isOpen;
      },
      closed: Promise.race([ended, connection.closed]),
      openFlow: (...args) => connection.openFlow(...args),
      onQuiet: (listener) => connection.onQuiet(listener),
      check: () => connection.check(),
      condemn: () => connection.condemn(),
      close: () => connection.close(),
    };
  }

  /** Null while it lives, and while nobody can say: what AWS does not answer proves nothing. */
  async #hasEnded(signal: AbortSignal): Promise<Failure | null> {
    const { binding, lookup, onCluster } = this.#options;
    const current = this.#current;
    if (current === null) return null;
    try {
      const state = await lookup.stateOf(binding, current.id, signal);
      if (state !== current.state) {
        this.#current = { ...current, state };
        onCluster(this.#current);
      }
      return isEnding(state) ? this.#terminated(current) : null;
    } catch (error) {
      if (!(error instanceof FailureError)) {
        if (!signal.aborted) this.#tellFault(failureFrom(error));
        return null;
      }
      return error.failure.code === 'cluster-missing' ? this.#terminated(current) : null;
    }
  }

  /**
   * A fault of Culvert's own says nothing of the cluster and must not end a tunnel that works; but
   * nobody would look for it if the log did not say so. Once, while it stays the same.
   */
  #tellFault(cause: Failure): void {
    const fault = JSON.stringify(cause);
    if (fault === this.#toldFault) return;
    this.#toldFault = fault;
    this.#options.tell({ code: 'cluster-not-asked', cause });
  }

  #terminated({ id, name }: BoundCluster): Failure {
    const follows = this.#options.binding.rule.by !== 'id';
    return { code: 'cluster-terminated', id, name, follows };
  }
}
