import {
  fromIni,
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import { parseKnownFiles } from '@smithy/core/config';
import type { AwsCredentialIdentity } from '@smithy/types';
import { FailureError } from '../../shared/model/failure';
import { classify } from './classify';
import { profileName, type RoleStep, signInWayOf } from './user-profiles';

export interface MfaQuestion {
  /** The AWS profile that asks for it. */
  readonly profile: string;
  /** The device, as `mfa_serial` names it. */
  readonly serial: string;
}

/** How AWS asks a person; an aborted signal takes the question back. */
export interface AwsQuestions {
  /** @throws FailureError `aws-credentials` (mfa) when nobody answers. */
  mfaCode(question: MfaQuestion, signal: AbortSignal): Promise<string>;
}

/** For places where nobody can be asked. */
export const noAwsQuestions: AwsQuestions = {
  mfaCode: async ({ profile }) => {
    throw new FailureError({ code: 'aws-credentials', profile, why: 'mfa' });
  },
};

export interface CredentialsOptions {
  /** A profile of the user's own files; null takes what the AWS command line would take. */
  readonly profile: string | null;
  /** Also asked for roles (STS), so that a test's endpoint sees everything. */
  readonly endpointUrl: string | null;
  readonly region: string;
  readonly questions: AwsQuestions;
}

type Ask = (signal: AbortSignal) => Promise<AwsCredentialIdentity>;

export interface CredentialsProvider extends Ask {
  /** AWS would not take these: whoever asks next gets others, where there are others by then. */
  readonly forget?: (refused: AwsCredentialIdentity) => void;
}

/** Before they expire, ms: a listing that has begun should be able to end. */
const spare = 5 * 60_000;

/**
 * How long what names no end is kept, ms. The files' `aws_session_token` names none, and neither do
 * keys that were rotated: only the files tell that there are others. One piece of work reads them once.
 */
const mostWithoutEnd = 30_000;

/**
 * The user's own AWS credentials, as the AWS command line finds them: environment, shared files,
 * SSO, roles with or without MFA, programs (SDKs and Tools Reference Guide, "Standardized credential
 * providers"). They are kept in memory until they expire or AWS refuses them, and whoever asks
 * meanwhile waits for the same answer: a person is asked for one code, not for one a call.
 */
export function awsCredentials(options: CredentialsOptions): CredentialsProvider {
  return keptWhileFresh((signal) => resolve(options, signal));
}

/** Credentials that are asked for once and kept until they are about to expire, or are refused. */
export function keptWhileFresh(ask: Ask): CredentialsProvider {
  let kept: { readonly given: AwsCredentialIdentity; readonly at: number } | null = null;
  let asking: { readonly answer: Promise<AwsCredentialIdentity>; readonly by: AbortSignal } | null =
    null;
  async function provide(signal: AbortSignal): Promise<AwsCredentialIdentity> {
    if (kept !== null && isFresh(kept.given, kept.at)) return kept.given;
    const current = asking ?? { answer: ask(signal), by: signal };
    asking = current;
    try {
      const given = await current.answer;
      // Of those who waited together the first notes it: a refusal may be back before the last looks.
      if (asking === current) kept = { given, at: Date.now() };
      return given;
    } catch (error) {
      if (asking === current) asking = null;
      // Whoever asked first was called off; that is no answer for the others.
      if (current.by.aborted && !signal.aborted) return provide(signal);
      throw error;
    } finally {
      if (asking === current) asking = null;
    }
  }
  const forget = (refused: AwsCredentialIdentity) => {
    if (kept?.given === refused) kept = null;
  };
  return Object.assign(provide, { forget });
}

/**
 * Takes a role of the user's files with credentials that are there already.
 *
 * @throws what STS answers, and FailureError `aws-credentials` (mfa) when nobody tells the code.
 */
export function takeRole(
  role: RoleStep,
  from: AwsCredentialIdentity,
  { endpointUrl, region, questions }: Omit<CredentialsOptions, 'profile'>,
  signal: AbortSignal,
): Promise<AwsCredentialIdentity> {
  const { profile, arn, sessionName, externalId, mfaSerial, seconds } = role;
  return fromTemporaryCredentials({
    masterCredentials: from,
    params: {
      RoleArn: arn,
      RoleSessionName: sessionName ?? `culvert-${Date.now()}`,
      ...(externalId !== null && { ExternalId: externalId }),
      ...(mfaSerial !== null && { SerialNumber: mfaSerial }),
      ...(seconds !== null && { DurationSeconds: seconds }),
    },
    mfaCodeProvider: (serial) => questions.mfaCode({ profile, serial }, signal),
    clientConfig: { region, ...(endpointUrl === null ? {} : { endpoint: endpointUrl }) },
  })();
}

/** Whether credentials kept since then last for some minutes more, or may be given without looking. */
function isFresh({ expiration }: AwsCredentialIdentity, at: number): boolean {
  const now = Date.now();
  if (expiration !== undefined) return expiration.getTime() - now > spare;
  // A clock that was set back says nothing of how long it has been.
  return now >= at && now - at < mostWithoutEnd;
}

/**
 * A desktop has no instance metadata, and asking for it costs seconds and a packet to a link-local
 * address that may belong to anybody. Whoever does run on an instance sets the variable to `false`.
 */
function neverAskTheMachine(): void {
  process.env['AWS_EC2_METADATA_DISABLED'] ??= 'true';
}

async function resolve(
  { profile, endpointUrl, region, questions }: CredentialsOptions,
  signal: AbortSignal,
): Promise<AwsCredentialIdentity> {
  const name = profileName(profile);
  neverAskTheMachine();
  if (profile !== null && !(profile in (await parseKnownFiles({ ignoreCache: true })))) {
    throw new FailureError({ code: 'aws-credentials', profile, why: 'unknown-profile' });
  }
  const common = {
    ignoreCache: true,
    clientConfig: { region, ...(endpointUrl === null ? {} : { endpoint: endpointUrl }) },
    mfaCodeProvider: (serial: string) => questions.mfaCode({ profile: name, serial }, signal),
  };
  if (profile === null) return fromNodeProviderChain(common)();
  const way = await signInWayOf(profile);
  if (way === null) return fromIni({ ...common, profile })();
  // Role by role: the SDK would ask for a code before it sees that there is no sign-in.
  const { profile: signsIn } = way;
  let credentials = await fromIni({ ...common, profile: signsIn })().catch((error: unknown) => {
    const question = { action: 'sso:GetRoleCredentials', region, profile: signsIn, host: 'sso' };
    const failure = classify(error, question);
    // It is this profile that `aws sso login` takes, and not one with a role.
    const isOver = failure.code === 'aws-credentials' && failure.why === 'sign-in';
    throw isOver ? new FailureError(failure, { cause: error }) : error;
  });
  for (const role of way.roles) {
    credentials = await takeRole(role, credentials, { endpointUrl, region, questions }, signal);
  }
  return credentials;
}
