import type { Client, ClientChannel } from 'ssh2';
import { WindowSize } from './window-size';

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

/** All bytes that may lie unread in the channels of one tunnel. */
const defaultLimit = 128 << 20;
/** The window a channel opens with while there are few: enough to learn how fast its line is. */
const firstWindow = 1 << 20;
const few = 16;
/** The window with which all others open: enough for a page, and little for a thousand that stall. */
const smallWindow = 192 << 10;
/** One channel's part of what is free, so that the last bytes are never one channel's alone. */
const shareOfFree = 1 / 4;
/** From here on a round trip is long, ms; and which part of a window is granted at a time. */
const long = 10;
const partOfLong = 1 / 32;
const partOfShort = 1 / 4;

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

/** What connections that serve one tunnel share. */
export class ReceiveLimit {
  readonly bytes: number;
  readonly accounts = new Set<Account>();
  unread = 0;

  constructor(bytes = defaultLimit) {
    this.bytes = bytes;
  }

  moved(bytes: number): void {
    this.unread += bytes;
    if (bytes < 0 || this.unread <= this.bytes) return;
    const waiting = [...this.accounts]
      .filter(({ unread }) => unread > 0)
      .sort((one, other) => one.waitingSince - other.waitingSince);
    for (const account of waiting) {
      if (this.unread <= (this.bytes / 8) * 7) return;
      account.reset();
    }
  }
}

/**
 * Bounds what channels hold for clients that read slowly (SSH-08), and lets those of fast clients
 * hold what a long line takes.
 *
 * ssh2 grants a new window when bytes arrive; here they are granted when bytes have been consumed,
 * so that a client that stops holds one window and no more. A window follows the pace at which its
 * client takes bytes over the round trip of the line, and shrinks as the budget fills: none is more
 * than a quarter of what is free (the dynamic threshold of switches with a shared buffer). Bytes
 * that were granted before cannot be refused, so when they pass the limit the channels that have
 * waited longest for their clients are reset, until an eighth is free.
 */
export class ReceiveBudget {
  readonly limit: ReceiveLimit;
  readonly #client: WindowedClient;
  #opening = 0;
  #roundTripMs: number | null = null;
  #sameLine: ReceiveBudget | null = null;

  /**
   * @param limit bytes, or what is shared with other connections.
   * @param roundTrip the way to the server and back, ms; without it windows stay as they are.
   */
  constructor(
    client: Client,
    limit: number | ReceiveLimit = defaultLimit,
    roundTrip: () => Promise<number | null> = async () => null,
  ) {
    this.limit = typeof limit === 'number' ? new ReceiveLimit(limit) : limit;
    this.#client = client;
    void this.#learnRoundTrip(roundTrip);
  }

  /**
   * Asked while nothing else is on the line, so that it is the line's own time; more than once,
   * because servers that combine small answers (Nagle) give the first one late, and a busy computer
   * gives any of them late: a line that seems long would be granted far too much.
   */
  async #learnRoundTrip(roundTrip: () => Promise<number | null>): Promise<void> {
    for (let asked = 0; asked < 8; asked += 1) {
      const ms = await roundTrip();
      if (ms === null) return;
      this.#roundTripMs = Math.min(ms, this.#roundTripMs ?? ms);
    }
  }

  /** The bare way to the server and back, ms; null while it is not known. */
  get lineMs(): number | null {
    const other = this.#sameLine?.lineMs ?? null;
    if (this.#roundTripMs === null || other === null) return this.#roundTripMs ?? other;
    return Math.min(this.#roundTripMs, other);
  }

  /**
   * The other connection leads the same way: whichever found it shorter is right. One that is made
   * beside a transfer measures the transfer's queue as well.
   */
  sharesLineWith(other: ReceiveBudget): void {
    this.#sameLine = other;
  }

  /** Bytes received that no client has taken. */
  get unread(): number {
    return this.limit.unread;
  }

  /** Must be called before a channel is asked for: says what window it opens with. */
  opening(): void {
    this.#opening += 1;
    const count = this.limit.accounts.size + this.#opening;
    this.#client.channelWindow = count <= few ? firstWindow : smallWindow;
  }

  /** Must be called when the server has answered, whatever it said. */
  opened(): void {
    this.#opening -= 1;
  }

  /** Takes a channel in; must be called as it opens, before its first bytes. */
  admit(channel: ClientChannel): ReceiveAccount {
    const { limit } = this;
    const account = new Account(channel as GrantedChannel, {
      room: () => (limit.bytes - limit.unread) * shareOfFree,
      roundTripMs: () => this.lineMs,
      moved: (bytes) => limit.moved(bytes),
      closed: () => limit.accounts.delete(account),
    });
    limit.accounts.add(account);
    channel.once('close', () => account.close());
    return account;
  }
}

interface AccountEvents {
  /** The largest window a channel may have now, bytes. */
  readonly room: () => number;
  readonly roundTripMs: () => number | null;
  readonly moved: (bytes: number) => void;
  readonly closed: () => void;
}

class Account implements ReceiveAccount {
  readonly #channel: GrantedChannel;
  readonly #events: AccountEvents;
  #unread = 0;
  #waitingSince = performance.now();
  readonly #window: WindowSize;
  #isClosed = false;
  #reset: (() => void) | null = null;

  constructor(channel: GrantedChannel, events: AccountEvents) {
    this.#channel = channel;
    this.#events = events;
    this.#window = new WindowSize(channel.incoming.window);
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
    const now = performance.now();
    this.#waitingSince = now;
    this.#events.moved(-bytes);
    this.#window.consumed(bytes, now, this.#events.roundTripMs());
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

  /**
   * Small grants would be as many packets; a part of the window is worth one. What is not yet granted
   * cannot be under way: on a long line that is pace lost, or a larger window with its queue.
   */
  #grant(): void {
    const target = Math.max(smallWindow, Math.min(this.#window.bytes, this.#events.room()));
    const bytes = Math.floor(target) - this.#unread - this.#channel.incoming.window;
    const isLong = (this.#events.roundTripMs() ?? 0) >= long;
    if (bytes >= target * (isLong ? partOfLong : partOfShort)) this.#channel.grant(bytes);
  }
}
