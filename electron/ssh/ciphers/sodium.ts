import { createRequire } from 'node:module';

/** As much of libsodium as chacha20-poly1305@openssh.com takes; all of it works in place. */
export interface Sodium {
  /** Fills `out` with the key stream from block 0 on; the nonce has 8 bytes (the original ChaCha). */
  crypto_stream_chacha20(out: Uint8Array, nonce: Uint8Array, key: Uint8Array): void;
  crypto_stream_chacha20_xor(
    out: Uint8Array,
    input: Uint8Array,
    nonce: Uint8Array,
    key: Uint8Array,
  ): void;
  /** The same from block `counter` on. */
  crypto_stream_chacha20_xor_ic(
    out: Uint8Array,
    input: Uint8Array,
    nonce: Uint8Array,
    counter: number,
    key: Uint8Array,
  ): void;
  /** Poly1305 (RFC 8439, 2.5); the tag has 16 bytes. */
  crypto_onetimeauth(tag: Uint8Array, input: Uint8Array, key: Uint8Array): void;
  /** Compares in constant time. */
  crypto_onetimeauth_verify(tag: Uint8Array, input: Uint8Array, key: Uint8Array): boolean;
}

/**
 * libsodium, from a library built beforehand for every desktop system.
 *
 * @throws the loader's error where there is none for this one.
 */
export function loadSodium(): Sodium {
  // At run time and only here: where it cannot be loaded everything else still works.
  return createRequire(import.meta.url)('sodium-native') as Sodium;
}
