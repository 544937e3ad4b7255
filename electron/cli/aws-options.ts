import { FailureError } from '../../shared/model/failure';
import type { AwsQuestions } from '../aws/credentials';
import type { AwsPlace, AwsSession } from '../aws/session';
import { UsageError } from './arguments';
import { askOnTerminal, hasTerminal } from './terminal-questions';

/** The options every command takes that asks AWS. */
export const awsOptions = {
  region: { type: 'string' },
  'aws-profile': { type: 'string' },
  'endpoint-url': { type: 'string' },
} as const;

export interface AwsOptionValues {
  readonly region?: string | undefined;
  readonly 'aws-profile'?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

/**
 * A way to AWS as the options name it, and as the AWS command line would take it where they do not.
 *
 * @throws UsageError for an endpoint that is no URL; FailureError `aws-region-missing`.
 */
export async function awsSession(values: AwsOptionValues): Promise<AwsSession> {
  const profile = values['aws-profile'] ?? null;
  const { requireRegion } = await import('../aws/user-profiles');
  const region = await requireRegion(values.region ?? null, profile);
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`--region takes a region such as ap-northeast-2, not "${region}"`);
  }
  return awsSessionAt({ region, profile }, values['endpoint-url']);
}

/**
 * A way to AWS in a region that is known.
 *
 * @throws UsageError for an endpoint that is no URL.
 */
export async function awsSessionAt(
  place: AwsPlace,
  endpoint: string | undefined,
): Promise<AwsSession> {
  const endpointUrl = endpointFrom(endpoint);
  const { AwsSession } = await import('../aws/session');
  return new AwsSession({ ...place, endpointUrl, questions: terminalAwsQuestions });
}

/**
 * What is asked instead of AWS's own endpoints; null for those.
 *
 * @throws UsageError for what is no URL.
 */
export function endpointFrom(value: string | undefined): string | null {
  if (value === undefined || /^https?:\/\/[^\s/]+/.test(value)) return value ?? null;
  throw new UsageError(`--endpoint-url takes a URL such as http://localhost:4566`);
}

/** Asks on the terminal, if there is one. */
export const terminalAwsQuestions: AwsQuestions = {
  mfaCode: async ({ profile, serial }, signal) => {
    if (!hasTerminal()) throw new FailureError({ code: 'aws-credentials', profile, why: 'mfa' });
    return (await askOnTerminal(`MFA code of ${serial}: `, true, signal)).trim();
  },
};
