import type { AwsCredentialIdentity } from '@smithy/types';
import type { AwsPlace } from '../../shared/model/cluster-filter';
import { FailureError } from '../../shared/model/failure';
import { ClusterBook } from './cluster-book';
import {
  type AwsQuestions,
  awsCredentials,
  type CredentialsProvider,
  isFresh,
} from './credentials';
import type { RateLimits } from './rate-limits';
import { AwsSession } from './session';
import { type DeviceCode, roleCredentials, type SsoToken, signIn } from './sso-sign-in';
import { profileName, ssoSessionOf } from './user-profiles';

export interface AwsDeskOptions {
  readonly questions: AwsQuestions;
  /** Asked instead of AWS's own endpoints. The environment's AWS_ENDPOINT_URL counts without it. */
  readonly endpointUrl?: string | null;
  /** Others than the process's own, for a test that must not wait. */
  readonly limits?: RateLimits;
}

/** One session a region and profile, for the life of a process: whoever asks AWS gets it here. */
export class AwsDesk {
  readonly #options: AwsDeskOptions;
  readonly #sessions = new Map<string, { session: AwsSession; book: ClusterBook }>();
  /** Sign-ins of this run, by where they are made. Nothing of them is stored. */
  readonly #tokens = new Map<string, SsoToken>();

  constructor(options: AwsDeskOptions) {
    this.#options = options;
  }

  session(place: AwsPlace): AwsSession {
    return this.#at(place).session;
  }

  book(place: AwsPlace): ClusterBook {
    return this.#at(place).book;
  }

  /**
   * Signs a profile in; the sessions made of it from then on use that.
   *
   * @throws FailureError `aws-credentials` where the profile does not sign in by itself.
   */
  async signIn(
    { awsProfile }: AwsPlace,
    onCode: (code: DeviceCode) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const profile = profileName(awsProfile);
    const sso = await ssoSessionOf(awsProfile);
    if (sso === null) throw new FailureError({ code: 'aws-credentials', profile, why: 'missing' });
    this.#tokens.set(sso.startUrl, await signIn(sso, profile, onCode, signal));
    // Work under way keeps its session; what comes after gets one of the sign-in.
    this.#sessions.clear();
  }

  close(): void {
    for (const { session } of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  #at(place: AwsPlace) {
    const key = `${place.region}\n${place.awsProfile ?? ''}`;
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const session = new AwsSession({
      region: place.region,
      profile: place.awsProfile,
      endpointUrl: this.#options.endpointUrl ?? null,
      credentials: this.#credentialsFor(place),
      ...(this.#options.limits && { limits: this.#options.limits }),
    });
    const made = { session, book: new ClusterBook(session) };
    this.#sessions.set(key, made);
    return made;
  }

  /** A sign-in of this run goes before what the user's files lead to. */
  #credentialsFor({ region, awsProfile }: AwsPlace): CredentialsProvider {
    const { questions, endpointUrl = null } = this.#options;
    const fromFiles = awsCredentials({ profile: awsProfile, endpointUrl, region, questions });
    let kept: { readonly by: SsoToken; readonly role: AwsCredentialIdentity } | null = null;
    return async (signal) => {
      const sso = this.#tokens.size === 0 ? null : await ssoSessionOf(awsProfile);
      const token = sso === null ? undefined : this.#tokens.get(sso.startUrl);
      if (sso === null || token === undefined || token.expiresAt < Date.now()) {
        return fromFiles(signal);
      }
      if (kept === null || kept.by !== token || !isFresh(kept.role)) {
        const role = await roleCredentials(sso, token, profileName(awsProfile), signal);
        kept = { by: token, role };
      }
      return kept.role;
    };
  }
}
