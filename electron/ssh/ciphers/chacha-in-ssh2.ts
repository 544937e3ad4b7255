import ssh2 from 'ssh2';
import { ChaChaCipher, type OutboundConfig } from './chacha20-cipher';
import { ChaChaDecipher, type InboundConfig } from './chacha20-decipher';
import { testChaCha } from './self-test';
import { loadSodium, type Sodium } from './sodium';

/** Whether the cipher is in place, and if not, why. */
export type ChaChaState =
  | { readonly isReady: true }
  | { readonly isReady: false; readonly why: string };

/** What patches/ssh2 adds: a place for a ChaCha20-Poly1305 that neither Node nor a binding has. */
interface Slot {
  setChaCha(ciphers: {
    createCipher(config: OutboundConfig): ChaChaCipher;
    createDecipher(config: InboundConfig): ChaChaDecipher;
  }): void;
}

let state: ChaChaState | null = null;

/**
 * Puts chacha20-poly1305@openssh.com into ssh2, computed in place by libsodium: Electron's own
 * crypto lacks it, and Node's makes a cipher and fresh memory for every packet. What the library
 * computes is proven first; where it cannot be loaded or is wrong, ssh2 goes on without it.
 *
 * @param load gives the library; only tests have another.
 */
export function chachaInSsh2(load: () => Sodium = loadSodium): ChaChaState {
  state ??= install(load);
  return state;
}

function install(load: () => Sodium): ChaChaState {
  try {
    const sodium = load();
    testChaCha(sodium);
    (ssh2 as unknown as Slot).setChaCha({
      createCipher: (config) => new ChaChaCipher(sodium, config),
      createDecipher: (config) => new ChaChaDecipher(sodium, config),
    });
    return { isReady: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { isReady: false, why: why.split('\n')[0]?.slice(0, 256) ?? '' };
  }
}
