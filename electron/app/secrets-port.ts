import type { About } from '../../shared/contract/window';

/** Keeps secrets for the app's logic; see electron/storage/secrets.ts. */
export interface SecretKeeper {
  storage(): About['secretStorage'];
  /** Whether the system's key store holds one for this tunnel. */
  stored(profileId: string): boolean;
  /** A copy for the caller to overwrite, or null. */
  get(profileId: string): Uint8Array | null;
  /** Keeps it beyond this run where the system can; answers whether it could. */
  remember(profileId: string, secret: Uint8Array): boolean;
  /** Keeps it until the app quits. */
  keep(profileId: string, secret: Uint8Array): void;
  forget(profileId: string): void;
  /** Takes it off the disk while its tunnel is removed. */
  setAside(profileId: string): void;
  restore(profileId: string): void;
}
