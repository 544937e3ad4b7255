import type { About } from '../../shared/contract/window';
import type { SecretScope } from '../../shared/model/secret-scope';

/**
 * Keeps secrets for the app's logic; see electron/storage/secrets.ts. Each belongs to a tunnel and to
 * what it opens on the way, or to its bastion, which is null.
 */
export interface SecretKeeper {
  storage(): About['secretStorage'];
  /** Whether the system's key store holds the bastion's for this tunnel. */
  stored(profileId: string): boolean;
  /** Whether it holds any for this tunnel. */
  storedAny(profileId: string): boolean;
  /** A copy for the caller to overwrite, or null. */
  get(profileId: string, scope?: SecretScope | null): Uint8Array | null;
  /** Keeps it beyond this run where the system can; answers whether it could. */
  remember(profileId: string, secret: Uint8Array, scope?: SecretScope | null): boolean;
  /** Keeps it until the app quits. */
  keep(profileId: string, secret: Uint8Array, scope?: SecretScope | null): void;
  /** Forgets all of a tunnel's. */
  forget(profileId: string): void;
  /** Forgets those of a tunnel that open nothing among these any more. */
  retain(profileId: string, scopes: readonly (SecretScope | null)[]): void;
  /** Takes them off the disk while their tunnel is removed. */
  setAside(profileId: string): void;
  restore(profileId: string): void;
}
