import {
  type OpenRequest,
  type OpenRequests,
  requestsShown,
} from '../../shared/model/open-request';
import type { Destination, Flow } from '../socks/flow';
import type { ByteCounter } from '../ssh/bridge';

/** A request that stands in the book, until it leaves. */
export interface BookedRequest {
  /** Counts what its flow carries, for this request and for the tunnel. */
  readonly counter: ByteCounter;
  /** The same flow, which takes the request out of the book when it is over. */
  readonly opened: (flow: Flow) => Flow;
  readonly left: () => void;
}

type Entry = { -readonly [Key in keyof OpenRequest]: OpenRequest[Key] };

/** Where the requests of a tunnel go and what each has carried, while they last. */
export class RequestBook {
  readonly #entries = new Map<number, Entry>();
  readonly #total: ByteCounter;
  #lastId = 0;

  /** @param total counts what all of them carry together. */
  constructor(total: ByteCounter) {
    this.#total = total;
  }

  enter({ host, port }: Destination): BookedRequest {
    this.#lastId += 1;
    const id = this.#lastId;
    const entry: Entry = {
      id,
      host,
      port,
      phase: 'waiting',
      since: Date.now(),
      bytesUp: 0,
      bytesDown: 0,
    };
    this.#entries.set(id, entry);
    const left = () => void this.#entries.delete(id);
    return {
      counter: this.#counterOf(entry),
      left,
      opened: (flow) => {
        entry.phase = 'open';
        return {
          carry: (client, early) => flow.carry(client, early).finally(left),
          abandon: () => {
            left();
            flow.abandon();
          },
        };
      },
    };
  }

  list(): OpenRequests {
    const newest = [...this.#entries.values()].slice(-requestsShown).reverse();
    return { shown: newest.map((entry) => ({ ...entry })), total: this.#entries.size };
  }

  #counterOf(entry: Entry): ByteCounter {
    const total = this.#total;
    return {
      up: (bytes) => {
        entry.bytesUp += bytes;
        total.up(bytes);
      },
      down: (bytes) => {
        entry.bytesDown += bytes;
        total.down(bytes);
      },
    };
  }
}
