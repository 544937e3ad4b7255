import type { About } from '../../shared/contract/window';
import type { SecretScope } from '../../shared/model/secret-scope';
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
 * Passphrases and passwords by profile and by what they open. On disk only what the system's key store sealed; where it
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
    return this.#isOfUse(profileId);
  }

  storedAny(profileId: string): boolean {
    return this.#namesOnDisk(profileId).some((name) => this.#isOfUse(name));
  }

  get(profileId: string, scope: SecretScope | null = null): Uint8Array | null {
    const name = nameOf(profileId, scope);
    const held = this.#memory.get(name);
    if (held !== undefined) return Uint8Array.from(held);
    const sealed = this.#sealed(name);
    if (sealed === undefined || !this.storage().available) return null;
    try {
      return this.#cipher.decrypt(Buffer.from(sealed, 'base64'));
    } catch {
      // The key it was sealed with is gone, as after a keyring was reset, or out of reach for now.
      // It stays on disk, but nobody is told that it is of use; the person is asked again.
      this.#unopened.add(name);
      return null;
    }
  }

  remember(profileId: string, secret: Uint8Array, scope: SecretScope | null = null): boolean {
    if (!this.storage().available) {
      this.keep(profileId, secret, scope);
      return false;
    }
    const name = nameOf(profileId, scope);
    const sealed = this.#cipher.encrypt(secret).toString('base64');
    this.#drop(name);
    this.#seal(name, sealed);
    return true;
  }

  keep(profileId: string, secret: Uint8Array, scope: SecretScope | null = null): void {
    const name = nameOf(profileId, scope);
    this.#drop(name);
    this.#memory.set(name, Uint8Array.from(secret));
  }

  forget(profileId: string): void {
    this.retain(profileId, []);
  }

  retain(profileId: string, scopes: readonly (SecretScope | null)[]): void {
    const kept = new Set(scopes.map((scope) => nameOf(profileId, scope)));
    const held = [...this.#memory.keys()].filter((name) => profileOf(name) === profileId);
    for (const name of [...held, ...this.#namesOnDisk(profileId)]) {
      if (!kept.has(name)) this.#drop(name);
    }
  }

  setAside(profileId: string): void {
    for (const name of this.#namesOnDisk(profileId)) {
      this.#aside.set(name, this.#sealed(name) ?? '');
      this.#unseal(name);
    }
  }

  restore(profileId: string): void {
    for (const [name, sealed] of this.#aside) {
      if (profileOf(name) !== profileId) continue;
      this.#aside.delete(name);
      this.#seal(name, sealed);
    }
  }

  /** Overwrites what is held in memory, as the last thing before the app quits. */
  close(): void {
    for (const secret of this.#memory.values()) secret.fill(0);
    this.#memory.clear();
  }

  #isOfUse(name: string): boolean {
    return this.#sealed(name) !== undefined && !this.#unopened.has(name);
  }

  #namesOnDisk(profileId: string): string[] {
    return Object.keys(this.#file.get().secrets).filter((name) => profileOf(name) === profileId);
  }

  #drop(name: string): void {
    this.#memory.get(name)?.fill(0);
    this.#memory.delete(name);
    this.#unseal(name);
  }

  #sealed(name: string): string | undefined {
    const { secrets } = this.#file.get();
    return Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  }

  #seal(name: string, sealed: string): void {
    this.#unopened.delete(name);
    const document = this.#file.get();
    this.#file.set({ ...document, secrets: { ...document.secrets, [name]: sealed } });
  }

  #unseal(name: string): void {
    if (this.#sealed(name) === undefined) return;
    const document = this.#file.get();
    const { [name]: _, ...secrets } = document.secrets;
    this.#file.set({ ...document, secrets });
  }
}

/** A profile's id for its bastion's secret; with a dot and a digest for the others, whatever they open. */
function nameOf(profileId: string, scope: SecretScope | null): string {
  if (scope === null) return profileId;
  // Imported, it would hold up every start of the app.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return `${profileId}.${createHash('sha256').update(scope).digest('hex').slice(0, 32)}`;
}

function profileOf(name: string): string {
  return name.split('.', 1)[0] ?? '';
}
