import type { Socket } from 'node:net';
import type { ClientChannel } from 'ssh2';
import type { LentReads } from './lent-reads';
import type { ReceiveAccount } from './receive-budget';

/** What a channel brings, and where it lies meanwhile. */
export interface DownSource {
  readonly channel: ClientChannel;
  readonly received: ReceiveAccount;
  /** What lends the bytes; null where each read has memory of its own. */
  readonly reads: LentReads | null;
  readonly count: (bytes: number) => void;
}

/** Bytes given to the client's socket together. */
interface Batch {
  readonly bytes: number;
  /** Gives the memory back that they lie in. */
  release: (() => void) | null;
}

/**
 * Carries what a channel receives to its client, past the channel's own stream: all packets of one
 * read go out together, from where they were decrypted. Usually the system takes them at once, and
 * the memory they lay in is read into again.
 */
export class DownStream {
  readonly #client: Socket;
  readonly #source: DownSource;
  readonly #sent: Batch[] = [];
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;

  constructor(client: Socket, source: DownSource) {
    this.#client = client;
    this.#source = source;
  }

  /** Takes over from the channel's stream, and what came before that first. */
  start(): void {
    const { channel, received } = this.#source;
    // A server may speak before its client does; its first words lie in memory of their own.
    for (let early = channel.read(); early !== null; early = channel.read()) this.#take(early);
    received.takeOver(this.#take);
    // Nothing but the end comes this way from now on.
    channel.resume();
  }

  readonly #take = (data: Buffer): void => {
    const { count, reads, received } = this.#source;
    count(data.length);
    // Without a client the far side is read on to its end, or it would never come to it.
    if (!this.#client.writable) {
      received.consumed(data.length);
      return;
    }
    this.#gathered.push(data);
    this.#gatheredBytes += data.length;
    if (this.#gathered.length > 1) return;
    if (reads === null) this.#send();
    else reads.afterRead(this.#send);
  };

  readonly #send = (): void => {
    const client = this.#client;
    const { reads } = this.#source;
    const mustCopy = reads !== null && !reads.mayKeep;
    const chunks = mustCopy ? [Buffer.concat(this.#gathered)] : this.#gathered;
    const batch: Batch = { bytes: this.#gatheredBytes, release: null };
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#sent.push(batch);
    const last = chunks.pop();
    if (last === undefined) return;
    client.cork();
    for (const chunk of chunks) client.write(chunk);
    client.write(last, this.#onSent);
    client.uncork();
    if (!mustCopy && client.writableLength > 0) batch.release = reads?.keep() ?? null;
  };

  readonly #onSent = (): void => {
    const batch = this.#sent.shift();
    batch?.release?.();
    if (batch !== undefined) this.#source.received.consumed(batch.bytes);
  };
}
