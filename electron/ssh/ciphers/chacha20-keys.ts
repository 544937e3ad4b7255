import type { Sodium } from './sodium';

/*
 * chacha20-poly1305@openssh.com as OpenSSH's PROTOCOL.chacha20poly1305 says: two ChaCha20 keys,
 * the second for a packet's length and the first for the rest; the nonce is the packet's number;
 * block 0 of the first makes the key of Poly1305, which covers the encrypted length and payload.
 */

export const lengthBytes = 4;
export const tagBytes = 16;
export const blockBytes = 8;
export const leastPadding = 4;
/** SSH_MSG_CHANNEL_DATA (RFC 4254, 5.2). */
export const channelData = 94;

/** The two keys and the nonce of one direction. */
export class ChaChaKeys {
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
