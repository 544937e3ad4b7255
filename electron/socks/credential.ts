import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a client must know to use a door that others on the network can reach (RFC 1929). */
export interface Credential {
  /** Takes the same time however much of either is right. */
  matches(user: Uint8Array, password: Uint8Array): boolean;
}

/**
 * A credential that keeps digests only; both arguments may be overwritten afterwards.
 *
 * @throws RangeError when either is empty or longer than the 255 bytes the protocol can carry.
 */
export function credentialOf(user: Uint8Array, password: Uint8Array): Credential {
  for (const part of [user, password]) {
    if (part.length < 1 || part.length > 255) throw new RangeError('1 to 255 bytes');
  }
  const key = randomBytes(32);
  const digest = (part: Uint8Array) => createHmac('sha256', key).update(part).digest();
  const known = [digest(user), digest(password)] as const;
  return {
    matches: (givenUser, givenPassword) => {
      const userIsRight = timingSafeEqual(digest(givenUser), known[0]);
      const passwordIsRight = timingSafeEqual(digest(givenPassword), known[1]);
      return userIsRight && passwordIsRight;
    },
  };
}
