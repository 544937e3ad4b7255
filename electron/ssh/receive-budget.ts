import type { Client, ClientChannel } from 'ssh2';

interface Receiver {
  received(bytes: number): void;
  /** Gets the data, lent until it returns, in place of the channel's own stream. */
  take: ((data: Buffer) => void) | null;
}

/** What patches/ssh2 adds to a channel: its window is ours to grant. */
type GrantedChannel = ClientChannel & {
  /** Bytes the server may still send (RFC 4254, 5.2). */
  readonly incoming: { readonly window: number };
  /** Told of every packet, read or not; while it is set, ssh2 grants nothing by itself. */
  receiver: Receiver | null;
  grant(bytes: number): void;
};

/** A connection whose channels open with a window of this many bytes. */
type WindowedClient = Client & { channelWindow?: number };

/** All bytes that may lie unread in one connection's channels. */
const defaultLimit = 128 << 20;
/** The window a channel opens with: enough for a page, and little for a thousand that stall. */
const firstWindow = 256 << 10;
/** The window of a channel whose client reads. */
const fullWindow = 2 << 20;
/** One channel's part of what is free, so that the last bytes are never one channel's alone. */
const shareOfFree = 1 / 4;

/** One channel's part of the budget. */
export interface ReceiveAccount {
  /** Says what to do when the client has read nothing for longest and the budget is used up. */
  onReset(reset: () => void): void;
  /**
   * From now on data goes to this listener and not to the channel's stream. It is lent: what is
   * used after the listener has returned must be a copy, or its buffer be kept.
   */
  takeOver(listener: (data: Buffer) => void): void;
  /** The client has taken bytes, or nobody will ever want them. */
  consumed(bytes: number): void;
  /** The channel is over: what it still holds is freed with it. */
  close(): void;
}

/**
 * Bounds what the channels of one connection hold for clients that read slowly (SSH-08).
 *
 * ssh2 grants a new window when bytes arrive; here they are granted when bytes have been consumed,
 * so that a client that stops holds one window and no more. Windows begin small, grow with the
 * first bytes that a client takes, and shrink as the budget fills: none is more than a quarter of
 * what is free (the dynamic threshold of switches with a shared buffer). Bytes that were granted
 * before cannot be refused, so when they pass the limit the channels that have waited longest for
 * their clients are reset, until an eighth is free.
 */
export class ReceiveBudget {
  readonly #limit: number;
  readonly #accounts = new Set<Account>();
  #unread = 0;

  /** @param limit bytes. */
  constructor(client: Client, limit = defaultLimit) {
    this.#limit = limit;
    (client as WindowedClient).channelWindow = firstWindow;
  }

  /** Bytes received that no client has taken. */
  get unread(): number {
    return this.#unread;
  }

  /** Takes a channel in; must be called as it opens, before its first bytes. */
  admit(channel: ClientChannel): ReceiveAccount {
    const account = new Account(channel as GrantedChannel, {
      room: () => (this.#limit - this.#unread) * shareOfFree,
      moved: (bytes) => this.#moved(bytes),
      closed: () => this.#accounts.delete(account),
    });
    this.#accounts.add(account);
    channel.once('close', () => account.close());
    return account;
  }

  #moved(bytes: number): void {
    this.#unread += bytes;
    if (bytes < 0 || this.#unread <= this.#limit) return;
    const waiting = [...this.#accounts]
      .filter(({ unread }) => unread > 0)
      .sort((one, other) => one.waitingSince - other.waitingSince);
    for (const account of waiting) {
      if (this.#unread <= (this.#limit / 8) * 7) return;
      account.reset();
    }
  }
}

interface AccountEvents {
  /** The largest window a channel may have now, bytes. */
  readonly room: () => number;
  readonly moved: (bytes: number) => void;
  readonly closed: () => void;
}

class Account implements ReceiveAccount {
  readonly #channel: GrantedChannel;
  readonly #events: AccountEvents;
  #unread = 0;
  #waitingSince = performance.now();
  #hasConsumed = false;
  #isClosed = false;
  #reset: (() => void) | null = null;

  constructor(channel: GrantedChannel, events: AccountEvents) {
    this.#channel = channel;
    this.#events = events;
    channel.receiver = { received: (bytes) => this.#received(bytes), take: null };
  }

  get unread(): number {
    return this.#unread;
  }

  /** When its client last took something, or had nothing left to take; ms of `performance.now`. */
  get waitingSince(): number {
    return this.#waitingSince;
  }

  onReset(reset: () => void): void {
    this.#reset = reset;
  }

  takeOver(listener: (data: Buffer) => void): void {
    if (this.#channel.receiver !== null) this.#channel.receiver.take = listener;
  }

  consumed(bytes: number): void {
    if (this.#isClosed) return;
    this.#unread -= bytes;
    this.#waitingSince = performance.now();
    this.#hasConsumed = true;
    this.#events.moved(-bytes);
    this.#grant();
  }

  reset(): void {
    this.close();
    if (this.#reset === null) this.#channel.close();
    else this.#reset();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events.closed();
    this.#events.moved(-this.#unread);
    this.#unread = 0;
  }

  #received(bytes: number): void {
    if (this.#isClosed) return;
    if (this.#unread === 0) this.#waitingSince = performance.now();
    this.#unread += bytes;
    this.#events.moved(bytes);
  }

  /** Small grants would be as many packets; a quarter of the window is worth one. */
  #grant(): void {
    const most = this.#hasConsumed ? fullWindow : firstWindow;
    const target = Math.max(firstWindow, Math.min(most, this.#events.room()));
    const bytes = Math.floor(target) - this.#unread - this.#channel.incoming.window;
    if (bytes >= target / 4) this.#channel.grant(bytes);
  }
}
