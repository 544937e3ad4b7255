import type { AwsCredentialIdentity } from '@smithy/types';
import type { AwsPlace } from '../../shared/model/cluster-filter';
import { FailureError } from '../../shared/model/failure';
import { ClusterBook } from './cluster-book';
import {
  type AwsQuestions,
  awsCredentials,
  type CredentialsProvider,
  keptWhileFresh,
  takeRole,
} from './credentials';
import type { RateLimits } from './rate-limits';
import { AwsSession } from './session';
import { type DeviceCode, roleCredentials, type SsoToken, signIn } from './sso-sign-in';
import { profileName, signInWayOf } from './user-profiles';

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
  readonly #sessions = new Map<
    string,
    { session: AwsSession; book: ClusterBook; credentials: CredentialsProvider }
  >();
  /** Sign-ins of this run, by where they are made. Nothing of them is stored. */
  readonly #tokens = new Map<string, SsoToken>();

  constructor(options: AwsDeskOptions) {
    this.#options = options;
  }

  session(place: AwsPlace): AwsSession {
    return this.#at(place).session;
  }

  /** As whom a place is asked, for work that another process does. */
  credentials(place: AwsPlace, signal: AbortSignal): Promise<AwsCredentialIdentity> {
    return this.#at(place).credentials(signal);
  }

  book(place: AwsPlace): ClusterBook {
    return this.#at(place).book;
  }

  /**
   * Signs a profile in, or the one its roles are taken from; the sessions made of it from then on use that.
   *
   * @throws FailureError `aws-credentials` where the profile does not sign in by itself.
   */
  async signIn(
    { awsProfile }: AwsPlace,
    onCode: (code: DeviceCode) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const profile = profileName(awsProfile);
    const way = await signInWayOf(awsProfile);
    if (way === null) throw new FailureError({ code: 'aws-credentials', profile, why: 'missing' });
    const { session } = way;
    this.#tokens.set(session.startUrl, await signIn(session, profile, onCode, signal));
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
    const credentials = this.#credentialsFor(place);
    const session = new AwsSession({
      region: place.region,
      profile: place.awsProfile,
      endpointUrl: this.#options.endpointUrl ?? null,
      credentials,
      ...(this.#options.limits && { limits: this.#options.limits }),
    });
    const made = { session, book: new ClusterBook(session), credentials };
    this.#sessions.set(key, made);
    return made;
  }

  /** A sign-in of this run goes before what the user's files lead to. */
  #credentialsFor({ region, awsProfile }: AwsPlace): CredentialsProvider {
    const { questions, endpointUrl = null } = this.#options;
    const options = { endpointUrl, region, questions };
    const fromFiles = awsCredentials({ ...options, profile: awsProfile });
    const fromSignIn = keptWhileFresh(async (signal) => {
      const { way, token } = await this.#signedIn(awsProfile);
      if (way === null || token === null) return fromFiles(signal);
      let credentials = await roleCredentials(way.session, token, profileName(awsProfile), signal);
      for (const role of way.roles)
        credentials = await takeRole(role, credentials, options, signal);
      return credentials;
    });
    const provide = async (signal: AbortSignal) => {
      const { token } = await this.#signedIn(awsProfile);
      return token === null ? fromFiles(signal) : fromSignIn(signal);
    };
    const forget = (refused: AwsCredentialIdentity) => {
      for (const source of [fromFiles, fromSignIn]) source.forget?.(refused);
    };
    return Object.assign(provide, { forget });
  }

  async #signedIn(profile: string | null) {
    const way = this.#tokens.size === 0 ? null : await signInWayOf(profile);
    const token = (way && this.#tokens.get(way.session.startUrl)) ?? null;
    return { way, token: token !== null && token.expiresAt < Date.now() ? null : token };
  }
}
