import { randomFillSync } from 'node:crypto';
import type { Sodium } from './sodium';

/*
 * chacha20-poly1305@openssh.com as OpenSSH's PROTOCOL.chacha20poly1305 says: two ChaCha20 keys,
 * the second for a packet's length and the first for the rest; the nonce is the packet's number;
 * block 0 of the first makes the key of Poly1305, which covers the encrypted length and payload.
 */

const lengthBytes = 4;
const tagBytes = 16;
const blockBytes = 8;
const leastPadding = 4;
/** What ssh2 takes of any cipher. */
const longestPacket = 35_000;
/** Room for several packets of 32 KiB, which one system call then writes. */
const outBytes = 136 << 10;
/** SSH_MSG_CHANNEL_DATA (RFC 4254, 5.2). */
const channelData = 94;
/** The messages of channels (RFC 4254, 9). */
const channelMessages = { first: 90, last: 100 } as const;
/** As much is worth a system call of its own, bytes. */
const worthWriting = 16 << 10;

/** The two keys and the nonce of one direction. */
class Keys {
  readonly sodium: Sodium;
  readonly main: Buffer;
  readonly header: Buffer;
  readonly nonce = Buffer.alloc(8);
  readonly poly = Buffer.alloc(32);

  constructor(sodium: Sodium, key: Buffer) {
    this.sodium = sodium;
    this.main = Buffer.from(key.subarray(0, 32));
    this.header = Buffer.from(key.subarray(32, 64));
  }

  /** Makes everything ready for one packet. */
  prepare(sequence: number): void {
    this.nonce.writeUInt32BE(sequence, 4);
    this.sodium.crypto_stream_chacha20(this.poly, this.nonce, this.main);
  }

  /** Encrypts or decrypts what follows the length, where it lies. */
  turn(bytes: Uint8Array): void {
    this.sodium.crypto_stream_chacha20_xor_ic(bytes, bytes, this.nonce, 1, this.main);
  }

  wipe(): void {
    for (const secret of [this.main, this.header, this.poly]) secret.fill(0);
  }
}

/** Padding comes from a store: asking the system for a few bytes at a time costs more than a packet. */
class Padding {
  readonly #store = Buffer.alloc(8 << 10);
  #used = this.#store.length;

  into(packet: Buffer, at: number, bytes: number): void {
    if (this.#used + bytes > this.#store.length) {
      randomFillSync(this.#store);
      this.#used = 0;
    }
    this.#store.copy(packet, at, this.#used, this.#used + bytes);
    this.#used += bytes;
  }
}

const padding = new Padding();

/** What ssh2 makes a cipher from. */
export interface OutboundConfig {
  readonly outbound: {
    readonly seqno: number;
    readonly cipherKey: Buffer;
    /** Answers whether the bytes have left this process, so that their memory is free again. */
    readonly onWrite: (data: Buffer) => boolean | undefined;
  };
}

/** What ssh2 makes a decipher from. */
export interface InboundConfig {
  readonly inbound: {
    readonly seqno: number;
    readonly decipherKey: Buffer;
    readonly onPayload: (payload: Buffer) => false | number | undefined;
  };
}

/**
 * Encrypts packets where they were put together, many of them side by side in one buffer that is
 * used again: ssh2 fills one packet and sends it before it asks for the next.
 */
export class ChaChaCipher {
  /** The number of the next packet; ssh2 sets it back (strict key exchange). */
  outSeqno: number;
  readonly #keys: Keys;
  readonly #onWrite: OutboundConfig['outbound']['onWrite'];
  #out = Buffer.allocUnsafeSlow(outBytes);
  /** Before this lies what the socket still has to send, and behind it what is not yet written. */
  #written = 0;
  #filled = 0;
  #isHolding = false;
  #soon: NodeJS.Immediate | null = null;
  #isDead = false;

  constructor(sodium: Sodium, { outbound }: OutboundConfig) {
    this.outSeqno = outbound.seqno;
    this.#keys = new Keys(sodium, outbound.cipherKey);
    this.#onWrite = outbound.onWrite;
  }

  free(): void {
    if (this.#isDead) return;
    this.#write();
    this.#isDead = true;
    this.#keys.wipe();
  }

  /** A packet with room for a payload of so many bytes at its sixth byte, and for the tag at its end. */
  allocPacket(payloadBytes: number): Buffer {
    let pad = blockBytes - ((1 + payloadBytes) & (blockBytes - 1));
    if (pad < leastPadding) pad += blockBytes;
    const length = 1 + payloadBytes + pad;
    const total = lengthBytes + length + tagBytes;
    const packet = this.#place(total);
    packet.writeUInt32BE(length, 0);
    packet[lengthBytes] = pad;
    padding.into(packet, lengthBytes + 1 + payloadBytes, pad);
    return packet;
  }

  /**
   * Encrypts a packet of {@link allocPacket}'s in place, and writes it unless packets are held. What
   * channels say leaves once all that has come in by now is served, as `ssh` sends it too: of many
   * that are opened and closed at once the packets go together.
   */
  encrypt(packet: Buffer): void {
    if (this.#isDead) return;
    const type = packet[lengthBytes + 1] ?? 0;
    const isOfChannel = type >= channelMessages.first && type <= channelMessages.last;
    const { sodium, header, nonce, poly } = this.#keys;
    this.#keys.prepare(this.outSeqno);
    const tagAt = packet.length - tagBytes;
    const length = packet.subarray(0, lengthBytes);
    sodium.crypto_stream_chacha20_xor(length, length, nonce, header);
    this.#keys.turn(packet.subarray(lengthBytes, tagAt));
    sodium.crypto_onetimeauth(packet.subarray(tagAt), packet.subarray(0, tagAt), poly);
    this.outSeqno = (this.outSeqno + 1) >>> 0;
    if (packet.buffer !== this.#out.buffer) {
      this.#onWrite(packet);
      return;
    }
    this.#filled = packet.byteOffset - this.#out.byteOffset + packet.length;
    if (this.#isHolding) return;
    if (isOfChannel) this.#writeSoon();
    else this.#write();
  }

  /** Gathers what is encrypted until {@link release}, or until there is no more room for it. */
  hold(): void {
    this.#isHolding = true;
  }

  release(): void {
    this.#isHolding = false;
    if (!this.#isDead) this.#writeSoon();
  }

  #place(bytes: number): Buffer {
    if (bytes > outBytes) return Buffer.allocUnsafeSlow(bytes);
    if (this.#filled + bytes > outBytes) this.#write();
    if (this.#filled + bytes > outBytes) {
      this.#out = Buffer.allocUnsafeSlow(outBytes);
      this.#written = 0;
      this.#filled = 0;
    }
    return this.#out.subarray(this.#filled, this.#filled + bytes);
  }

  #writeSoon(): void {
    if (this.#filled - this.#written >= worthWriting) this.#write();
    else this.#soon ??= setImmediate(() => this.#write());
  }

  #write(): void {
    if (this.#soon !== null) clearImmediate(this.#soon);
    this.#soon = null;
    if (this.#filled === this.#written) return;
    const hasLeft = this.#onWrite(this.#out.subarray(this.#written, this.#filled));
    // What the system could not take at once still lies there, and is the socket's until it can.
    if (hasLeft === true) this.#filled = 0;
    this.#written = this.#filled;
  }
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
  readonly #keys: Keys;
  readonly #length = Buffer.alloc(lengthBytes);
  /** A packet whose end has not come yet. */
  #part: Buffer | null = null;
  #partBytes = 0;
  /** Its length without the length itself and the tag; 0 while even that has not come. */
  #partLength = 0;

  constructor(sodium: Sodium, { inbound }: InboundConfig) {
    this.inSeqno = inbound.seqno;
    this.#keys = new Keys(sodium, inbound.decipherKey);
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
