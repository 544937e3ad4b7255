import { type CipherGCMTypes, createDecipheriv } from 'node:crypto';
import { passphraseWrong, unsupported } from './key-problem';

/** A cipher by OpenSSL's name, with its lengths in bytes. */
export interface Cipher {
  readonly name: string;
  readonly keyLength: number;
  readonly ivLength: number;
  readonly blockLength: number;
  /** Bytes of authentication tag; absent for a cipher that does not authenticate. */
  readonly tagLength?: number;
}

/** Bytes to decrypt, and how. */
export interface Encrypted {
  readonly cipher: Cipher;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
  readonly tag?: Uint8Array;
  /** Whether PKCS#7 padding is to be taken off, and its soundness checked. */
  readonly padded: boolean;
}

/**
 * Decrypts. The runtimes differ in what they know: Electron's BoringSSL lacks ciphers that Node has.
 *
 * @throws KeyProblemError key-unsupported when this runtime lacks the cipher; passphrase-wrong when
 *   the padding or the tag does not fit.
 */
export function decrypt({ cipher, key, iv, data, tag, padded }: Encrypted): Buffer {
  const decipher = decipherOf(cipher, key, iv, tag);
  decipher.setAutoPadding(padded);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    throw passphraseWrong();
  }
}

function decipherOf(cipher: Cipher, key: Uint8Array, iv: Uint8Array, tag: Uint8Array | undefined) {
  try {
    if (tag === undefined) return createDecipheriv(cipher.name, key, iv);
    const options = { authTagLength: tag.length };
    return createDecipheriv(cipher.name as CipherGCMTypes, key, iv, options).setAuthTag(tag);
  } catch {
    throw unsupported(cipher.name);
  }
}
