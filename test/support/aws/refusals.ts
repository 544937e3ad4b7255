/** An exception of AWS, thrown by a fixture: `throw new AwsRefusal('InvalidRequestException', …)`. */
export class AwsRefusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type RefusalKind =
  | 'throttle'
  | 'deny'
  | 'explicit-deny'
  | 'expired'
  | 'server-error'
  | 'clock'
  | 'unknown-key'
  | 'bad-signature';

type Names = readonly [code: string, status: number];
type ByProtocol = Readonly<Record<'json' | 'ec2' | 'query', Names>>;

/** What each kind of refusal is called by the three families of services. */
const names: Readonly<Record<RefusalKind, ByProtocol>> = {
  throttle: {
    json: ['ThrottlingException', 400],
    ec2: ['RequestLimitExceeded', 503],
    query: ['Throttling', 400],
  },
  deny: {
    json: ['AccessDeniedException', 400],
    ec2: ['UnauthorizedOperation', 403],
    query: ['AccessDenied', 403],
  },
  'explicit-deny': {
    json: ['AccessDeniedException', 400],
    ec2: ['UnauthorizedOperation', 403],
    query: ['AccessDenied', 403],
  },
  expired: {
    json: ['ExpiredTokenException', 400],
    ec2: ['RequestExpired', 400],
    query: ['ExpiredToken', 403],
  },
  'server-error': {
    json: ['InternalServerException', 500],
    ec2: ['InternalError', 500],
    query: ['InternalFailure', 500],
  },
  clock: {
    json: ['RequestTimeTooSkewed', 403],
    ec2: ['RequestExpired', 400],
    query: ['RequestTimeTooSkewed', 403],
  },
  'unknown-key': {
    json: ['UnrecognizedClientException', 400],
    ec2: ['AuthFailure', 401],
    query: ['InvalidClientTokenId', 403],
  },
  'bad-signature': {
    json: ['InvalidSignatureException', 400],
    ec2: ['AuthFailure', 401],
    query: ['SignatureDoesNotMatch', 403],
  },
};

const who = 'arn:aws:iam::123456789012:user/analyst';

function sentence(kind: RefusalKind, action: string): string {
  const denied = `User: ${who} is not authorized to perform: ${action}`;
  switch (kind) {
    case 'throttle':
      return 'Rate exceeded';
    case 'deny':
      return `${denied} because no identity-based policy allows the ${action} action`;
    case 'explicit-deny':
      return `${denied} with an explicit deny in a service control policy`;
    case 'expired':
      return 'The security token included in the request is expired';
    case 'server-error':
      return 'We encountered an internal error. Please try again.';
    case 'clock':
      return 'The difference between the request time and the current time is too large.';
    case 'unknown-key':
      return 'The security token included in the request is invalid.';
    case 'bad-signature':
      return 'The request signature we calculated does not match the signature you provided.';
  }
}

/** The refusal as the service with that protocol words it. */
export function refusalOf(kind: RefusalKind, protocol: string, action: string): AwsRefusal {
  const family = protocol === 'ec2' || protocol === 'query' ? protocol : 'json';
  const [code, status] = names[kind][family];
  return new AwsRefusal(code, sentence(kind, action), status);
}
