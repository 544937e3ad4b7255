import { FailureError, failureFrom } from '../../shared/model/failure';
import type { OpenRequests } from '../../shared/model/open-request';
import type { Destination, Dial, Flow } from '../socks/flow';
import { Slots } from '../socks/slots';
import type { ByteCounter } from '../ssh/bridge';
import type { Connection } from './parts';
import { RequestBook } from './request-book';

/** Channels asked of the bastion at once; more wait for their turn, in the order they came. */
const openingsAtOnce = 64;
const openingsWaiting = 1_000;

export interface RequestPathOptions {
  /** Counts what all requests carry. */
  readonly counter: ByteCounter;
  /** The connection that is open at this moment. */
  readonly live: () => Connection | null;
  /** The next connection, once it is there. */
  readonly coming: (signal: AbortSignal) => Promise<Connection>;
}

/** Leads the requests of programs over whichever connection to the bastion there is. */
export class RequestPath {
  readonly #options: RequestPathOptions;
  readonly #openings = new Slots(openingsAtOnce, openingsWaiting);
  readonly #requests: RequestBook;

  constructor(options: RequestPathOptions) {
    this.#options = options;
    this.#requests = new RequestBook(options.counter);
  }

  /** Where programs go at this moment. */
  list(): OpenRequests {
    return this.#requests.list();
  }

  /** Every request of a browser comes this way, and no other way leads out. */
  readonly dial: Dial = async (destination, signal) => {
    const request = this.#requests.enter(destination);
    try {
      return request.opened(await this.#reach(destination, signal, request.counter));
    } catch (error) {
      request.left();
      throw error;
    }
  };

  async #reach(destination: Destination, signal: AbortSignal, counter: ByteCounter): Promise<Flow> {
    for (;;) {
      const connection = this.#options.live() ?? (await this.#options.coming(signal));
      try {
        return await this.#open(connection, destination, signal, counter);
      } catch (error) {
        // The link died under the request before anything was sent: it may wait for the next one.
        if (failureFrom(error).code !== 'connection-lost' || signal.aborted) throw error;
      }
    }
  }

  async #open(
    connection: Connection,
    destination: Destination,
    signal: AbortSignal,
    counter: ByteCounter,
  ): Promise<Flow> {
    const release = await this.#openings.acquire(signal);
    if (release === null) {
      throw new FailureError({ code: 'too-many-connections', limit: openingsAtOnce });
    }
    try {
      return await connection.openFlow(destination, signal, counter);
    } finally {
      release();
    }
  }
}
