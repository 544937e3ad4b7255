import { FailureError } from '../../shared/model/failure';
import type { AwsQuestions } from '../aws/credentials';
import { type AwsPlace, AwsSession } from '../aws/session';
import { requireRegion } from '../aws/user-profiles';
import { UsageError } from './arguments';
import { askOnTerminal, hasTerminal } from './terminal-questions';

/** The options every command takes that asks AWS. */
export const awsOptions = {
  region: { type: 'string' },
  'aws-profile': { type: 'string' },
  'endpoint-url': { type: 'string' },
} as const;

export const awsUsage = '[--region R] [--aws-profile NAME] [--endpoint-url URL]';

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
export function awsSessionAt(place: AwsPlace, endpoint: string | undefined): AwsSession {
  const endpointUrl = endpoint ?? null;
  if (endpointUrl !== null && !/^https?:\/\/[^\s/]+/.test(endpointUrl)) {
    throw new UsageError(`--endpoint-url takes a URL such as http://localhost:4566`);
  }
  return new AwsSession({ ...place, endpointUrl, questions: terminalAwsQuestions });
}

/** Asks on the terminal, if there is one. */
export const terminalAwsQuestions: AwsQuestions = {
  mfaCode: async ({ profile, serial }, signal) => {
    if (!hasTerminal()) throw new FailureError({ code: 'aws-credentials', profile, why: 'mfa' });
    return (await askOnTerminal(`MFA code of ${serial}: `, true, signal)).trim();
  },
};
