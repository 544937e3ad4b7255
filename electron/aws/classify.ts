import type { Failure, FailureOf } from '../../shared/model/failure';
import { FailureError } from '../../shared/model/failure';
import {
  clockNames,
  deniedNames,
  expiredNames,
  invalidNames,
  networkTrouble,
  throttledNames,
} from './error-kinds';

/** Seconds a signature's time may be off (Signature Version 4: five minutes), with some to spare. */
const permittedSkew = 240;

/** What was asked of AWS when it failed. */
export interface AwsQuestion {
  /** The IAM action, such as `elasticmapreduce:ListClusters`. */
  readonly action: string;
  readonly region: string;
  /** The AWS profile whose credentials were used. */
  readonly profile: string;
  /** Where the question went. */
  readonly host: string;
}

/** The parts of an SDK error that decide; a service's exception and a network error have others. */
interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly status: number | null;
  readonly date: string | null;
  readonly cause: unknown;
}

/**
 * What went wrong between us and AWS, as a failure with the data its words need. Decided by the
 * names of exceptions; by words only where the SDK and IAM say it in words alone.
 */
export function classify(error: unknown, question: AwsQuestion): Failure {
  if (error instanceof FailureError) return error.failure;
  const sdk = readError(error);
  return (
    networkFailure(sdk, question) ??
    credentialsFailure(error, sdk, question) ??
    answerFailure(sdk, question)
  );
}

function networkFailure(sdk: SdkError, { host, region }: AwsQuestion): Failure | null {
  for (const each of [sdk, readError(sdk.cause)]) {
    const why = networkTrouble(each.code, each.name);
    if (why !== null) return { code: 'aws-unreachable', host, region, why };
  }
  return null;
}

/** The SDK could not find or make credentials: it says which way failed in words only. */
function credentialsFailure(
  error: unknown,
  { name, message }: SdkError,
  question: AwsQuestion,
): Failure | null {
  if (name !== 'CredentialsProviderError' && name !== 'TokenProviderError') return null;
  const inner = serviceErrorIn(error);
  if (inner !== null) return answerFailure(inner, question);
  if (message.startsWith('ForbiddenException')) {
    const { region, profile } = question;
    const action = 'sso:GetRoleCredentials';
    return { code: 'aws-denied', action, region, profile, why: 'not-allowed' };
  }
  return { code: 'aws-credentials', profile: question.profile, why: missingWhy(message) };
}

function missingWhy(message: string): FailureOf<'aws-credentials'>['why'] {
  if (/\bSSO\b|^UnauthorizedException|token is expired/i.test(message)) {
    return 'sign-in';
  }
  if (/multi-factor/i.test(message)) return 'mfa';
  if (/expired/i.test(message)) return 'expired';
  return 'missing';
}

/** The exception of a service that a credential provider has wrapped (its refusal of SSO or a role). */
function serviceErrorIn(error: unknown): SdkError | null {
  if (!(error instanceof Error)) return null;
  const cause = readError(error.cause);
  return cause.status === null ? null : cause;
}

function answerFailure(sdk: SdkError, question: AwsQuestion): Failure {
  const { name, message, status } = sdk;
  const { region, profile, host } = question;
  const action = actionIn(message) ?? question.action;
  if (clockNames.has(name) || /signature (expired|not yet current)/i.test(message)) {
    const seconds = clockDifference(sdk.date);
    // EC2 says the same of a session that is over as of a request that is too old.
    if (name === 'RequestExpired' && seconds !== null && Math.abs(seconds) < permittedSkew) {
      return { code: 'aws-credentials', profile, why: 'expired' };
    }
    return { code: 'aws-clock', seconds };
  }
  if (throttledNames.has(name) || status === 429) return { code: 'aws-throttled', action, region };
  if (expiredNames.has(name)) return { code: 'aws-credentials', profile, why: 'expired' };
  if (deniedNames.has(name)) {
    const why = /explicit deny/i.test(message) ? 'explicit-deny' : 'not-allowed';
    return { code: 'aws-denied', action, region, profile, why };
  }
  if (invalidNames.has(name)) return { code: 'aws-credentials', profile, why: 'invalid' };
  if (status !== null && status >= 500) return { code: 'aws-fault', action, region };
  if (status === null || name === 'SyntaxError') {
    return { code: 'aws-unreachable', host, region, why: 'cut' };
  }
  return {
    code: 'aws-refused',
    action,
    region,
    reason: name.slice(0, 128),
    detail: message.slice(0, 512),
  };
}

/** IAM names the action it missed; it can be another than the call's, as for an assumed role. */
function actionIn(message: string): string | null {
  return /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1] ?? null;
}

/** How far this clock is from AWS's, in seconds; positive when ours is ahead. */
function clockDifference(date: string | null): number | null {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(theirs) ? null : Math.round((Date.now() - theirs) / 1000);
}

function readError(error: unknown): SdkError {
  const of = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const status = of(of(error, '$metadata'), 'httpStatusCode');
  const headers = of(of(error, '$response'), 'headers');
  return {
    name: text(of(error, 'name')),
    message: text(of(error, 'message')),
    code: text(of(error, 'code')),
    status: typeof status === 'number' ? status : null,
    date: text(of(headers, 'date')) || null,
    cause: of(error, 'cause'),
  };
}
