import type { KeyFacts } from '../../shared/model/key-facts';

/** A private key that has been unlocked and whose halves were found to belong together. */
export interface PrivateKey {
  /** Type, bits and fingerprint are never null here. */
  readonly facts: KeyFacts;
  /** The public key as SSH sends it: RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
  readonly publicBlob: Buffer;
  /** The key in OpenSSH's own format without encryption, whatever format the file had. */
  readonly pem: string;
}
