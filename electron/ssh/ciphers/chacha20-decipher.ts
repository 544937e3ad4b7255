import {
  blockBytes,
  ChaChaKeys,
  channelData,
  leastPadding,
  lengthBytes,
  tagBytes,
} from './chacha20-keys';
import type { Sodium } from './sodium';

/** What ssh2 takes of any cipher. */
const longestPacket = 35_000;

/** What ssh2 makes a decipher from. */
export interface InboundConfig {
  readonly inbound: {
    readonly seqno: number;
    readonly decipherKey: Buffer;
    readonly onPayload: (payload: Buffer) => false | number | undefined;
  };
}

/**
 * Decrypts packets where they were read. What it hands on of a channel's data lies in the buffer it
 * was read into and is lent until the call returns; any other payload is its reader's own.
 */
export class ChaChaDecipher {
  /** Tells whoever gets a channel's data to copy what is kept. */
  readonly lends = true;
  /** The number of the next packet; ssh2 sets it back (strict key exchange). */
  inSeqno: number;
  /** Who is told of a payload; ssh2 sets another in place while keys are exchanged. */
  _onPayload: InboundConfig['inbound']['onPayload'];
  readonly #keys: ChaChaKeys;
  readonly #length = Buffer.alloc(lengthBytes);
  /** A packet whose end has not come yet. */
  #part: Buffer | null = null;
  #partBytes = 0;
  /** Its length without the length itself and the tag; 0 while even that has not come. */
  #partLength = 0;

  constructor(sodium: Sodium, { inbound }: InboundConfig) {
    this.inSeqno = inbound.seqno;
    this.#keys = new ChaChaKeys(sodium, inbound.decipherKey);
    this._onPayload = inbound.onPayload;
  }

  free(): void {
    this.#keys.wipe();
  }

  /**
   * Takes what was read, from `at` to `end`.
   *
   * @returns where a new decipher must go on, or undefined when everything has been taken.
   * @throws Error for a length that cannot be and for a tag that does not fit.
   */
  decrypt(data: Buffer, at: number, end: number): number | undefined {
    let next = at;
    while (next < end) {
      if (this.#part !== null || end - next < lengthBytes) {
        next = this.#complete(data, next, end);
        if (this.#part === null || !this.#isWhole(this.#part)) continue;
        const whole = this.#part;
        this.#part = null;
        const verdict = this.#open(whole);
        if (verdict !== undefined) return verdict === false ? next : verdict;
        continue;
      }
      const length = this.#lengthAt(data, next);
      const total = lengthBytes + length + tagBytes;
      if (end - next < total) {
        this.#begin(total, length);
        continue;
      }
      const packet = data.subarray(next, next + total);
      next += total;
      const verdict = this.#open(packet);
      if (verdict !== undefined) return verdict === false ? next : verdict;
    }
    return undefined;
  }

  #begin(total: number, length: number): Buffer {
    this.#part = Buffer.allocUnsafeSlow(total);
    this.#partBytes = 0;
    this.#partLength = length;
    return this.#part;
  }

  #isWhole(part: Buffer): boolean {
    return this.#partLength > 0 && this.#partBytes === part.length;
  }

  /** Takes as much as is missing: of the length first, which says how much that is. */
  #complete(data: Buffer, at: number, end: number): number {
    const part = this.#part ?? this.#begin(lengthBytes, 0);
    const bytes = Math.min(part.length - this.#partBytes, end - at);
    data.copy(part, this.#partBytes, at, at + bytes);
    this.#partBytes += bytes;
    if (this.#partLength === 0 && this.#partBytes === lengthBytes) {
      const length = this.#lengthAt(part, 0);
      part.copy(this.#begin(lengthBytes + length + tagBytes, length));
      this.#partBytes = lengthBytes;
    }
    return at + bytes;
  }

  #lengthAt(data: Buffer, at: number): number {
    const { sodium, header, nonce } = this.#keys;
    nonce.writeUInt32BE(this.inSeqno, 4);
    const encrypted = data.subarray(at, at + lengthBytes);
    sodium.crypto_stream_chacha20_xor(this.#length, encrypted, nonce, header);
    const length = this.#length.readUInt32BE(0);
    if (length > longestPacket || length < blockBytes || length % blockBytes !== 0) {
      throw new Error('Bad packet length');
    }
    return length;
  }

  /** Nothing is decrypted before its tag has been found right. */
  #open(packet: Buffer): false | number | undefined {
    const tagAt = packet.length - tagBytes;
    this.#keys.prepare(this.inSeqno);
    const { sodium, poly } = this.#keys;
    const isRight = sodium.crypto_onetimeauth_verify(
      packet.subarray(tagAt),
      packet.subarray(0, tagAt),
      poly,
    );
    if (!isRight) throw new Error('Invalid MAC');
    const body = packet.subarray(lengthBytes, tagAt);
    this.#keys.turn(body);
    const padded = body[0] ?? 0;
    if (padded < leastPadding || padded + 1 > body.length) throw new Error('Bad padding length');
    const payload = body.subarray(1, body.length - padded);
    this.inSeqno = (this.inSeqno + 1) >>> 0;
    return this._onPayload(payload[0] === channelData ? payload : Buffer.from(payload));
  }
}
