import type { About } from '../../shared/contract/window';
import type { SecretKeeper } from '../app/secrets-port';
import type { SecretsDocument } from './documents';

/** Encrypts with a key that only this user's session can get at. */
export interface SecretCipher {
  status(): About['secretStorage'];
  encrypt(secret: Uint8Array): Buffer;
  /** @throws Error when the key store no longer opens it. */
  decrypt(sealed: Buffer): Uint8Array;
}

interface SecretsFile {
  get(): SecretsDocument;
  set(document: SecretsDocument): void;
}

/**
 * Passphrases and passwords by profile. On disk only what the system's key store sealed; where it
 * has none, and for those not to be remembered, in memory until the app quits.
 *
 * Bytes can be overwritten and are. The text that Electron's own interface demands cannot; it is
 * left to the garbage collector.
 */
export class Secrets implements SecretKeeper {
  readonly #file: SecretsFile;
  readonly #cipher: SecretCipher;
  readonly #memory = new Map<string, Uint8Array>();
  readonly #unopened = new Set<string>();
  readonly #aside = new Map<string, string>();

  constructor(file: SecretsFile, cipher: SecretCipher) {
    this.#file = file;
    this.#cipher = cipher;
  }

  storage(): About['secretStorage'] {
    return this.#cipher.status();
  }

  stored(profileId: string): boolean {
    return this.#sealed(profileId) !== undefined && !this.#unopened.has(profileId);
  }

  get(profileId: string): Uint8Array | null {
    const held = this.#memory.get(profileId);
    if (held !== undefined) return Uint8Array.from(held);
    const sealed = this.#sealed(profileId);
    if (sealed === undefined || !this.storage().available) return null;
    try {
      return this.#cipher.decrypt(Buffer.from(sealed, 'base64'));
    } catch {
      // The key it was sealed with is gone, as after a keyring was reset, or out of reach for now.
      // It stays on disk, but nobody is told that it is of use; the person is asked again.
      this.#unopened.add(profileId);
      return null;
    }
  }

  remember(profileId: string, secret: Uint8Array): boolean {
    if (!this.storage().available) {
      this.keep(profileId, secret);
      return false;
    }
    const sealed = this.#cipher.encrypt(secret).toString('base64');
    this.forget(profileId);
    this.#seal(profileId, sealed);
    return true;
  }

  keep(profileId: string, secret: Uint8Array): void {
    this.forget(profileId);
    this.#memory.set(profileId, Uint8Array.from(secret));
  }

  forget(profileId: string): void {
    this.#memory.get(profileId)?.fill(0);
    this.#memory.delete(profileId);
    this.#unseal(profileId);
  }

  setAside(profileId: string): void {
    const sealed = this.#sealed(profileId);
    if (sealed === undefined) return;
    this.#aside.set(profileId, sealed);
    this.#unseal(profileId);
  }

  restore(profileId: string): void {
    const sealed = this.#aside.get(profileId);
    if (sealed === undefined) return;
    this.#aside.delete(profileId);
    this.#seal(profileId, sealed);
  }

  /** Overwrites what is held in memory, as the last thing before the app quits. */
  close(): void {
    for (const secret of this.#memory.values()) secret.fill(0);
    this.#memory.clear();
  }

  #sealed(profileId: string): string | undefined {
    const { secrets } = this.#file.get();
    return Object.hasOwn(secrets, profileId) ? secrets[profileId] : undefined;
  }

  #seal(profileId: string, sealed: string): void {
    this.#unopened.delete(profileId);
    const document = this.#file.get();
    this.#file.set({ ...document, secrets: { ...document.secrets, [profileId]: sealed } });
  }

  #unseal(profileId: string): void {
    if (this.#sealed(profileId) === undefined) return;
    const document = this.#file.get();
    const { [profileId]: _, ...secrets } = document.secrets;
    this.#file.set({ ...document, secrets });
  }
}
