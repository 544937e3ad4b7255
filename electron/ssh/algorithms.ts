import type { AlgorithmList, Algorithms, CipherAlgorithm } from 'ssh2';
import { chachaInSsh2 } from './ciphers/chacha-in-ssh2';

/** Faster than the others wherever it is there, as it is computed in place. */
const chacha = 'chacha20-poly1305@openssh.com' as CipherAlgorithm;

/**
 * What we offer a bastion, best first. Curves only: under Electron's BoringSSL a fixed
 * Diffie-Hellman group freezes its process for up to half a minute. No SHA-1, no CBC. ssh2 adds
 * the markers for extension info and strict key exchange by itself. chacha20-poly1305 is not among
 * them because BoringSSL lacks it, and ssh2 throws on a name it cannot serve: it goes in front where
 * we could bring it along.
 */
export const algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes256-ctr',
    'aes128-ctr',
  ] as CipherAlgorithm[],
  hmac: [
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha2-512',
  ],
  compress: ['none'],
} satisfies Algorithms;

/**
 * Whether a cipher is only safe behind strict key exchange: without it, whoever sits on the way can
 * take the first messages of chacha20-poly1305 away unseen (CVE-2023-48795).
 */
export function needsStrictExchange(cipher: string): boolean {
  return cipher.startsWith('chacha20-poly1305');
}

/**
 * Our offer with the host-key algorithms in the order this host's known keys ask for.
 *
 * @param guardedOnly for a server without strict key exchange: leaves out the ciphers that need it.
 */
export function offerFor(
  hostKeyAlgorithms: readonly string[],
  guardedOnly = false,
  { isReady } = chachaInSsh2(),
): Algorithms {
  const all = isReady ? [chacha, ...algorithms.cipher] : algorithms.cipher;
  const cipher = all.filter((name) => !(guardedOnly && needsStrictExchange(name)));
  return {
    ...algorithms,
    cipher,
    serverHostKey: [...hostKeyAlgorithms] as AlgorithmList<never>,
  };
}
