import { FailureError, failureFrom } from '../../../../shared/model/failure';
import type { AwsClients } from '../../session';
import type { Part, Unread } from '../network';

export interface ReaderOptions {
  readonly clients: Pick<AwsClients, 'emr' | 'ec2'>;
  readonly signal: AbortSignal;
  /** Told of each call of AWS as it begins, and how many have ended. */
  readonly progress: (action: string, done: number, total: number | null) => void;
}

/**
 * Asks AWS call by call. A call that is refused or fails leaves its part unread and the others go
 * on; only what makes every further call useless (no credentials, no network, called off) ends it.
 */
export class Reader {
  readonly clients: ReaderOptions['clients'];
  readonly #options: ReaderOptions;
  #done = 0;
  #begun = 0;

  constructor(options: ReaderOptions) {
    this.clients = options.clients;
    this.#options = options;
  }

  /** @throws FailureError when no further call can succeed either. */
  async part<Value>(action: string, read: () => Promise<Value>): Promise<Part<Value>> {
    try {
      return { value: await this.must(action, read) };
    } catch (error) {
      const { signal } = this.#options;
      if (signal.aborted) throw signal.reason;
      const unread = unreadFor(action, error);
      if (unread === null) throw error;
      return { unread };
    }
  }

  /** The same for what nothing can be said without. */
  async must<Value>(action: string, read: () => Promise<Value>): Promise<Value> {
    this.#options.signal.throwIfAborted();
    this.#begun += 1;
    this.#options.progress(action, this.#done, null);
    try {
      return await read();
    } finally {
      this.#done += 1;
      this.#options.progress(action, this.#done, Math.max(this.#begun, this.#done));
    }
  }
}

function unreadFor(action: string, error: unknown): Unread | null {
  const failure = failureFrom(error);
  switch (failure.code) {
    case 'aws-denied':
      return { reason: 'denied', needs: [failure.action] };
    case 'aws-throttled':
    case 'aws-fault':
    case 'aws-refused':
      return { reason: 'call-failed', needs: [action] };
    case 'aws-unreachable':
      // Others have been answered before: this one answer broke off.
      return failure.why === 'cut' ? { reason: 'call-failed', needs: [action] } : null;
    default:
      return null;
  }
}

/** A part made of another one; what was not read there is not read here. */
export function derived<From, To>(part: Part<From>, make: (value: From) => To): Part<To> {
  return 'value' in part ? { value: make(part.value) } : part;
}

/** A part that is read from what another one says, or is as unread as that one. */
export async function following<From, To>(
  part: Part<From>,
  read: (value: From) => Promise<Part<To>>,
): Promise<Part<To>> {
  return 'value' in part ? read(part.value) : part;
}

/** What EC2 was asked for by its id and does not have. */
export function gone(action: string, region: string, what: string): FailureError {
  return new FailureError({
    code: 'aws-refused',
    action,
    region,
    reason: 'NotFound',
    detail: what,
  });
}

/** Every item of every page. */
export async function allOf<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}
