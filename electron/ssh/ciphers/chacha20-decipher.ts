import { roomBeside } from '../lent-reads';
import {
  blockBytes,
  ChaChaKeys,
  channelData,
  leastPadding,
  lengthBytes,
  tagBytes,
} from './chacha20-keys';
import type { Sodium } from './sodium';

/**
 * As much of a channel's data is taken in one packet, bytes. A server that is told so (RFC 4254, 5.1)
 * sends half as many packets as of the usual 32 KiB.
 */
const longestData = 64 << 10;
/** What comes around it is as much as RFC 4253, 6.1 leaves room for. */
const longestPacket = longestData + 2_232;

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
  readonly longestData = longestData;
  /** The number of the next packet; ssh2 sets it back (strict key exchange). */
  inSeqno: number;
  /** Who is told of a payload; ssh2 sets another in place while keys are exchanged. */
  _onPayload: InboundConfig['inbound']['onPayload'];
  readonly #keys: ChaChaKeys;
  readonly #length = Buffer.alloc(lengthBytes);
  /** A packet whose end has not come yet. */
  readonly #part = Buffer.allocUnsafeSlow(lengthBytes + longestPacket + tagBytes);
  #partBytes = 0;
  /** How long it will be with its length and its tag; 0 while even that is not known. */
  #partTotal = 0;

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
      const packet = this.#packetAt(data, next, end);
      if (packet === null) {
        next = this.#complete(data, next, end);
        if (this.#partBytes !== this.#partTotal) continue;
      } else {
        next += packet.length;
      }
      const verdict = this.#open(packet ?? this.#takePart(data));
      if (verdict !== undefined) return verdict === false ? next : verdict;
    }
    return undefined;
  }

  /** A packet that lies whole in what was read; null when it does not, or one before it is not done. */
  #packetAt(data: Buffer, at: number, end: number): Buffer | null {
    if (this.#partTotal + this.#partBytes > 0 || end - at < lengthBytes) return null;
    const total = this.#totalAt(data, at);
    if (end - at >= total) return data.subarray(at, at + total);
    this.#partTotal = total;
    return null;
  }

  /** Takes as much as is missing: of the length first, which says how much that is. */
  #complete(data: Buffer, at: number, end: number): number {
    const missing = (this.#partTotal || lengthBytes) - this.#partBytes;
    const bytes = Math.min(missing, end - at);
    data.copy(this.#part, this.#partBytes, at, at + bytes);
    this.#partBytes += bytes;
    if (this.#partTotal === 0 && this.#partBytes === lengthBytes) {
      this.#partTotal = this.#totalAt(this.#part, 0);
    }
    return at + bytes;
  }

  /** Lays the completed packet beside what completed it, so that both are lent and kept as one. */
  #takePart(data: Buffer): Buffer {
    const whole = roomBeside(data, this.#partTotal) ?? Buffer.allocUnsafeSlow(this.#partTotal);
    this.#part.copy(whole, 0, 0, this.#partTotal);
    this.#partBytes = 0;
    this.#partTotal = 0;
    return whole;
  }

  /** How long the packet is that begins here. */
  #totalAt(data: Buffer, at: number): number {
    const { sodium, header, nonce } = this.#keys;
    nonce.writeUInt32BE(this.inSeqno, 4);
    const encrypted = data.subarray(at, at + lengthBytes);
    sodium.crypto_stream_chacha20_xor(this.#length, encrypted, nonce, header);
    const length = this.#length.readUInt32BE(0);
    if (length > longestPacket || length < blockBytes || length % blockBytes !== 0) {
      throw new Error('Bad packet length');
    }
    return lengthBytes + length + tagBytes;
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
