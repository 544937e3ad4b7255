import { randomFillSync } from 'node:crypto';
import { blockBytes, ChaChaKeys, leastPadding, lengthBytes, tagBytes } from './chacha20-keys';
import type { Sodium } from './sodium';

/** Room for several packets of 32 KiB, which one system call then writes. */
const outBytes = 136 << 10;
/** The messages of channels (RFC 4254, 9). */
const channelMessages = { first: 90, last: 100 } as const;
/** As much is worth a system call of its own, bytes. */
const worthWriting = 16 << 10;

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

/**
 * Encrypts packets where they were put together, many of them side by side in one buffer that is
 * used again: ssh2 fills one packet and sends it before it asks for the next.
 */
export class ChaChaCipher {
  /** The number of the next packet; ssh2 sets it back (strict key exchange). */
  outSeqno: number;
  readonly #keys: ChaChaKeys;
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
    this.#keys = new ChaChaKeys(sodium, outbound.cipherKey);
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
