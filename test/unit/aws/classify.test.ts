import { afterAll, describe, expect, it, vi } from 'vitest';
import { classify } from '../../../electron/aws/classify';
import { FailureError } from '../../../shared/model/failure';

const question = {
  action: 'elasticmapreduce:ListClusters',
  region: 'ap-northeast-2',
  profile: 'analytics',
  host: 'elasticmapreduce.ap-northeast-2.amazonaws.com',
};

function answered(name: string, message = 'no', status = 400, date?: string): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode: status },
    $response: { headers: date === undefined ? {} : { date } },
  });
}
const network = (code: string) => Object.assign(new Error(code), { code });
const provider = (message: string) =>
  Object.assign(new Error(message), { name: 'CredentialsProviderError' });
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toUTCString();

// The cases below are made while the file is read.
vi.useFakeTimers({ now: new Date('2026-11-25T09:00:00Z'), toFake: ['Date'] });
afterAll(() => void vi.useRealTimers());

describe('what AWS and the SDK say becomes a code', () => {
  it.each([
    ['no credentials', provider('Could not load credentials from any providers'), 'missing'],
    ['SSO over', provider('The SSO session associated with this profile has expired.'), 'sign-in'],
    [
      'SSO token',
      provider('Token is expired. To refresh this SSO session run aws sso login'),
      'sign-in',
    ],
    ['SSO refused', provider('UnauthorizedException: Session token not found'), 'sign-in'],
    ['no MFA', provider('Profile x requires multi-factor authentication, but no'), 'mfa'],
    ['session over', answered('ExpiredTokenException'), 'expired'],
    [
      'EC2 session over',
      answered('RequestExpired', 'Request has expired.', 400, ago(1)),
      'expired',
    ],
    ['unknown key', answered('UnrecognizedClientException'), 'invalid'],
    ['wrong secret', answered('SignatureDoesNotMatch', 'does not match', 403), 'invalid'],
  ])('%s', (_case, error, why) => {
    expect(classify(error, question)).toEqual({
      code: 'aws-credentials',
      profile: 'analytics',
      why,
    });
  });

  it.each([
    ['ENOTFOUND', 'name'],
    ['EAI_AGAIN', 'name'],
    ['ENETUNREACH', 'no-route'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'cut'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ])('the network: %s', (code, why) => {
    const { host, region } = question;
    const wanted = { code: 'aws-unreachable', host, region, why };
    expect(classify(network(code), question)).toEqual(wanted);
    expect(classify(new Error('outer', { cause: network(code) }), question)).toEqual(wanted);
  });

  it('the action IAM names, which may be another than the call', () => {
    const message =
      'User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole on resource: arn:x';
    expect(classify(answered('AccessDenied', message, 403), question)).toEqual({
      code: 'aws-denied',
      action: 'sts:AssumeRole',
      region: 'ap-northeast-2',
      profile: 'analytics',
      why: 'not-allowed',
    });
    const denied = answered('UnauthorizedOperation', 'You are not authorized.', 403);
    expect(classify(denied, question)).toMatchObject({ action: question.action });
    const scp = answered('AccessDeniedException', 'x with an explicit deny in a service control');
    expect(classify(scp, question)).toMatchObject({ why: 'explicit-deny' });
  });

  it('a clock that is off, and by how much', () => {
    const late = answered('InvalidSignatureException', 'Signature expired: 2026', 400, ago(-1200));
    expect(classify(late, question)).toEqual({ code: 'aws-clock', seconds: -1200 });
    const early = answered('RequestExpired', 'Request has expired.', 400, ago(900));
    expect(classify(early, question)).toEqual({ code: 'aws-clock', seconds: 900 });
    const silent = answered('RequestTimeTooSkewed');
    expect(classify(silent, question)).toEqual({ code: 'aws-clock', seconds: null });
  });

  it('throttling, faults, refusals, and failures of our own', () => {
    const { action, region } = question;
    expect(classify(answered('RequestLimitExceeded', 'x', 503), question)).toEqual({
      code: 'aws-throttled',
      action,
      region,
    });
    expect(classify(answered('InternalServerException', 'x', 500), question)).toEqual({
      code: 'aws-fault',
      action,
      region,
    });
    expect(classify(answered('InvalidRequestException', 'bad id'), question)).toEqual({
      code: 'aws-refused',
      action,
      region,
      reason: 'InvalidRequestException',
      detail: 'bad id',
    });
    expect(classify(new FailureError({ code: 'cancelled' }), question)).toEqual({
      code: 'cancelled',
    });
  });
});
