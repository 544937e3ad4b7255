import { FailureError } from '../../shared/model/failure';
import type { Profile } from '../../shared/model/profile';

/** Where the profiles are kept between runs. */
export interface ProfileShelf {
  get(): { readonly profiles: readonly Profile[] };
  set(value: { profiles: Profile[] }): void;
}

/** The stored tunnels, in the order they are shown, and those removed in this run. */
export class ProfileBook {
  readonly #shelf: ProfileShelf;
  readonly #removed = new Map<string, { profile: Profile; index: number }>();

  constructor(shelf: ProfileShelf) {
    this.#shelf = shelf;
  }

  all(): readonly Profile[] {
    return this.#shelf.get().profiles;
  }

  find(id: string): Profile | null {
    return this.all().find((profile) => profile.id === id) ?? null;
  }

  /** @throws FailureError `profile-missing`. */
  require(id: string): Profile {
    const profile = this.find(id);
    if (profile === null) throw new FailureError({ code: 'profile-missing', name: id });
    return profile;
  }

  /** Replaces the profile of the same id where it stands, or adds it at the end. */
  put(profile: Profile): void {
    const profiles = [...this.all()];
    const index = profiles.findIndex(({ id }) => id === profile.id);
    if (index === -1) profiles.push(profile);
    else profiles[index] = profile;
    this.#shelf.set({ profiles });
  }

  /** Adds all of them at the end. */
  add(profiles: readonly Profile[]): void {
    this.#shelf.set({ profiles: [...this.all(), ...profiles] });
  }

  /**
   * Puts the tunnels into an order and into groups.
   *
   * @returns false, and changes nothing, when the order is not one of exactly those there are.
   */
  arrange(
    order: readonly { readonly profileId: string; readonly group: string | null }[],
  ): boolean {
    const known = new Map(this.all().map((profile) => [profile.id, profile]));
    const profiles = order.flatMap(({ profileId, group }) => {
      const profile = known.get(profileId);
      known.delete(profileId);
      return profile === undefined ? [] : [{ ...profile, group }];
    });
    if (known.size > 0 || profiles.length !== order.length) return false;
    this.#shelf.set({ profiles });
    return true;
  }

  /** Takes it out and keeps it aside. @throws FailureError `profile-missing`. */
  remove(id: string): void {
    const profile = this.require(id);
    const index = this.all().indexOf(profile);
    this.#removed.set(id, { profile, index });
    this.#shelf.set({ profiles: this.all().filter((other) => other.id !== id) });
  }

  /** Puts a removed profile back where it stood. @throws FailureError `profile-missing`. */
  restore(id: string): Profile {
    const removed = this.#removed.get(id);
    if (removed === undefined) throw new FailureError({ code: 'profile-missing', name: id });
    this.#removed.delete(id);
    const profiles = this.all().filter((other) => other.id !== id);
    profiles.splice(removed.index, 0, removed.profile);
    this.#shelf.set({ profiles });
    return removed.profile;
  }
}
