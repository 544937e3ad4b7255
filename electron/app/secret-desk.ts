import type { LogEvent } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import { type SecretScope, type WaySecret, wayScopes } from '../../shared/model/secret-scope';
import type { SecretKeeper } from './secrets-port';

/** Takes the secrets that people give for tunnels, and hands out copies for a start. */
export class SecretDesk {
  readonly #keeper: SecretKeeper;
  readonly #note: (profileId: string, event: LogEvent) => void;

  /** @param note adds to the log what a person should know of. */
  constructor(keeper: SecretKeeper, note: (profileId: string, event: LogEvent) => void) {
    this.#keeper = keeper;
    this.#note = note;
  }

  /**
   * Keeps a secret as the person asked, and overwrites the copy given.
   *
   * @param scope what it opens; null for the bastion's own.
   */
  take(
    profileId: string,
    secret: Uint8Array,
    remember: boolean,
    scope: SecretScope | null = null,
  ): void {
    try {
      if (!remember) this.#keeper.keep(profileId, secret, scope);
      else if (!this.#keeper.remember(profileId, secret, scope)) {
        const storage = this.#keeper.storage();
        const why = storage.available ? 'unknown' : storage.why;
        this.#note(profileId, { code: 'secret-not-stored', why });
      }
    } finally {
      secret.fill(0);
    }
  }

  /** Copies of all that is kept for a tunnel, for the caller to overwrite. */
  copiesFor(profile: Profile): { readonly secret: Uint8Array | null; waySecrets: WaySecret[] } {
    const waySecrets = wayScopes(profile).flatMap((scope) => {
      const secret = this.#keeper.get(profile.id, scope);
      return secret === null ? [] : [{ scope, secret }];
    });
    return { secret: this.#keeper.get(profile.id), waySecrets };
  }
}
