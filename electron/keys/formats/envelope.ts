import type { KeyFormat } from '../../../shared/model/key-facts';
import type { KeyMaterial } from '../key-material';

/** What a key file says before any passphrase, and the way to the rest. */
export interface KeyEnvelope {
  readonly format: KeyFormat;
  readonly encrypted: boolean;
  /** Empty where the format has none, or keeps it encrypted. */
  readonly comment: string;
  /** Null where the format keeps even the public half encrypted, or only derives it. */
  readonly publicBlob: Buffer | null;
  /**
   * Decrypts and parses the private half. The passphrase is not read when nothing is encrypted.
   *
   * @throws KeyProblemError passphrase-wrong, key-corrupt, key-truncated or key-unsupported.
   */
  unlock(passphrase: Buffer): Promise<UnlockedKey>;
}

export interface UnlockedKey {
  readonly material: KeyMaterial;
  readonly comment: string;
}
